"""French is complete, and the compiled file is the one of the texts."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
FRENCH = ROOT / "locale" / "fr" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")


@pytest.fixture(scope="module")
def french():
    return polib.pofile(FRENCH / "django.po")


def test_every_string_is_translated(french):
    assert [entry.msgid for entry in french if not entry.translated() or entry.fuzzy] == []


def test_every_translation_keeps_its_placeholders(french):
    """In the plural a number may be left out; nothing may be made up."""
    wrong = []
    for entry in french:
        wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            found = set(PLACEHOLDER.findall(text))
            if text and (not found <= wanted or (not entry.msgid_plural and found != wanted)):
                wrong.append(entry.msgid)
    assert wrong == []


def test_the_compiled_file_is_current(french):
    compiled = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in polib.mofile(FRENCH / "django.mo")}
    assert compiled == {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in french if e.msgid}


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_no_string_of_the_code_is_missing(tmp_path, french):
    """Collects the strings of a copy of the project and compares."""
    for name in ("portal", "tickets", "escalations", "knowledgebase", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "demo"))
    (tmp_path / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-location", "--no-wrap"],
        cwd=tmp_path,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "CLEARWAY_DATA": str(tmp_path / "var"),
        },
        check=True,
        capture_output=True,
    )
    collected = polib.pofile(tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po")
    known = {(entry.msgctxt, entry.msgid) for entry in french}
    assert {(entry.msgctxt, entry.msgid) for entry in collected} - known == set()


def test_french_sets_a_space_that_does_not_break_before_its_double_marks(french):
    ordinary = re.compile(r"[^\W\d_] [;?!](\s|$)")
    assert [e.msgstr for e in french if ordinary.search(e.msgstr)] == []
