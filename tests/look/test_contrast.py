"""Every pair of colours that meets on a page can be read, in light and in dark."""

import pytest

from tests.look.colours import contrast, tokens

TEXT = [
    *[("ink", on) for on in ("canvas", "surface", "sunken", "mark", "accent-soft")],
    *[("ink-2", on) for on in ("canvas", "surface", "sunken", "accent-soft", "you-soft", "us-soft")],
    *[("ink-2", on) for on in ("done-soft", "alert-soft", "rest-soft")],
    *[("ink-3", on) for on in ("canvas", "surface", "sunken")],
    *[("accent", on) for on in ("canvas", "surface", "sunken", "accent-soft")],
    ("accent", "you-soft"),
    ("accent", "mark"),
    ("ink-2", "mark"),
    ("accent-hover", "surface"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    *[(tone, f"{tone}-soft") for tone in ("you", "us", "done", "alert", "rest")],
    *[(tone, "surface") for tone in ("you", "us", "done", "alert", "rest")],
    *[("ink", f"{tone}-soft") for tone in ("you", "us", "done", "alert", "rest")],
]
SHAPES = [
    ("edge", "surface"),
    ("edge", "canvas"),
    ("edge", "you-soft"),
    *[(f"{tone}-solid", "surface") for tone in ("you", "us", "done", "alert", "rest")],
    *[(f"{tone}-solid", f"{tone}-soft") for tone in ("you", "us", "done", "alert", "rest")],
    ("bar", "surface"),
    ("accent", "surface"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["clearway.css", "admin.css"])
def test_text_stands_out_by_four_and_a_half(name, theme):
    colours = tokens(name, theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["clearway.css", "admin.css"])
def test_shapes_and_borders_of_controls_stand_out_by_three(name, theme):
    colours = tokens(name, theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in SHAPES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_the_arithmetic_of_contrast_is_that_of_the_guidelines():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
