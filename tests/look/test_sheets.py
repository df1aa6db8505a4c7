"""What is served: one small sheet a side, nothing from elsewhere, nothing inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.look.colours import sheet

TEMPLATES = [
    path for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html") if "outbox" not in path.parts
]
SHEETS = ["clearway.css", "admin.css"]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_holds_no_picture_and_fetches_nothing_from_elsewhere(name):
    addresses = re.findall(r"url\([\"']?([^\"')]+)", sheet(name))
    assert addresses
    assert all(address.startswith("../img/") for address in addresses)
    assert all(finders.find(address.removeprefix("../")) for address in addresses)
    assert "@import" not in sheet(name)


def test_a_first_visit_stays_small_over_the_wire():
    weights = {
        name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9))
        for name in ("css/clearway.css", "js/clearway.js", "img/sprite.svg")
    }
    assert weights["css/clearway.css"] < 14 * 1024
    assert sum(weights.values()) < 18 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_style_or_script_inline(path):
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", source)
    for attributes in re.findall(r"<script([^>]*)>", source):
        assert "src=" in attributes or 'type="application/json"' in attributes


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_drawn_as_a_whole_says_its_errors_first(path):
    """Errors of no single field stand in the summary only."""
    if "|crispy }}" in path.read_text():
        assert "_error_summary.html" in _with_parents(path)


def _with_parents(path: Path) -> str:
    """The source of a template and of those that it extends."""
    source = path.read_text()
    parent = re.search(r'{% extends "([^"]+)" %}', source)
    above = Path(settings.BASE_DIR) / "templates" / parent.group(1) if parent else None
    return source + (_with_parents(above) if above and above.exists() and above != path else "")


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    sprite = Path(finders.find("img/sprite.svg")).read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert asked <= known
