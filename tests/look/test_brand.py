"""The company's colour and mark are settings, and a colour that cannot be read is refused."""

import pytest

from portal import brand, checks
from tests import make as people
from tests.look.colours import contrast

ACCENTS = ["#0b5a6c", "#7a1fa2", "#b3261e", "#1a5fb4", "#000000", "#6b6b00"]
SURFACES = {"light": "#ffffff", "dark": "#141d22"}


def values(colour: str, theme: str) -> dict[str, str]:
    rule = brand.stylesheet(colour).splitlines()[0 if theme == "light" else 2]
    inner = rule[rule.index("{") + 1 : rule.index("}")]
    return dict(part.removeprefix("--").split(":") for part in inner.split(";"))


@pytest.mark.parametrize("theme", SURFACES)
@pytest.mark.parametrize("colour", ACCENTS)
def test_every_pair_of_an_accent_can_be_read_in_light_and_dark(colour, theme):
    found = values(colour, theme)
    assert contrast(found["accent"], SURFACES[theme]) >= 4.5
    assert contrast(found["accent"], found["accent-soft"]) >= 4.5
    assert contrast(found["on-accent"], found["accent"]) >= 4.5
    assert contrast(found["on-accent"], found["accent-hover"]) >= 4.5


def test_the_tones_that_say_who_must_act_do_not_follow_the_brand():
    assert not {"us", "you", "done", "alert", "rest"} & set(values("#7a1fa2", "light"))


def test_an_accent_that_cannot_be_read_is_refused_with_a_hint(settings):
    settings.BRAND_ACCENT = "#7fcada"
    (said,) = brand.problems()
    assert said.startswith("BRAND_ACCENT #7fcada has a contrast of 1.8 on white, below 4.5: try #")
    settings.BRAND_ACCENT = said[-8:-1]
    assert list(brand.problems()) == []


@pytest.mark.parametrize("typed", ["red", "#12", "#12345g", "#0b5a6c; } body { display: none"])
def test_what_is_no_colour_is_refused(settings, typed):
    settings.BRAND_ACCENT = typed
    assert any("BRAND_ACCENT must be a colour" in problem for problem in checks.always_wrong())


def test_the_accent_is_a_sheet_of_our_own_address_on_every_page(client, db, settings, monkeypatch):
    settings.BRAND_ACCENT = "#7a1fa2"
    answer = client.get("/brand/accent.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "public" in answer["Cache-Control"]
    client.force_login(people.customer())
    assert "public" in client.get("/brand/accent.css")["Cache-Control"]
    assert "--accent:#7a1fa2" in answer.content.decode()


def test_the_mark_is_a_file_that_is_served_as_what_it_is(client, db, settings, tmp_path):
    mark = tmp_path / "mark.svg"
    mark.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.BRAND_LOGO = str(mark)
    assert list(brand.problems()) == []
    answer = client.get("/brand/logo")
    assert (answer["Content-Type"], answer.content) == ("image/svg+xml", mark.read_bytes())
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["missing.svg", "page.html"])
def test_a_mark_that_is_no_picture_is_refused(settings, tmp_path, name):
    (tmp_path / "page.html").write_text("<p>")
    settings.BRAND_LOGO = str(tmp_path / name)
    assert "BRAND_LOGO must be an .svg or .png file" in next(brand.problems())
