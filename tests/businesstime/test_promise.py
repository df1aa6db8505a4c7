"""The promise component: six states in words, tone and shape, and how it was counted."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from portal.businesstime.presenting import Words
from tests.businesstime.make import Promised, london

NOW = london("2026-11-23 10:50")
FRIDAY = london("2026-11-20 16:50")


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


class Text(HTMLParser):
    """The words of a page, line by line; drawings apart."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        if data.strip():
            self.parts.append(" ".join(data.replace("\xa0", " ").split()))


def render(source, **context):
    return Template("{% load promises %}" + source).render(Context(context))


def words(html):
    text = Text()
    text.feed(html.split("<details")[0])
    return " ".join(text.parts)


def shown(clock, options="", **context):
    return render(
        '{% promise clock "Next update by" what="Update" kept_label="Sent" ' + options + " %}",
        clock=clock,
        **context,
    )


def promised(uk, start, minutes=510):
    return Promised.promised(uk, london(start), minutes)


# spec: the six states
def test_running(uk):
    html = render(
        '{% promise clock "We will acknowledge your escalation by" %}', clock=promised(uk, "2026-11-20 16:50")
    )
    assert words(html) == (
        "We will acknowledge your escalation by Monday 23 November, 16:50 London time, in 6 working hours"
    )
    assert "promise--us promise--running" in html
    assert 'stroke-dasharray="29 100"' in html
    assert '<time datetime="2026-11-23T16:50:00+00:00">' in html


def test_running_with_hours_that_are_not_whole(uk):
    html = shown(promised(uk, "2026-11-20 12:00", 1020), "compact=True")
    assert words(html) == "Next update by Tue 24 November, 12:00 London time, in 9 h 40 of working time"


def test_due_soon(uk):
    html = shown(promised(uk, "2026-11-20 11:20"))
    assert words(html) == "Next update by Today, 11:20 London time, in 30 minutes"
    assert "promise--you promise--soon" in html


def test_late(uk):
    html = shown(promised(uk, "2026-11-20 10:00"), 'told="The Team Lead was told at 10:01."')
    assert words(html) == (
        "Update, promised by Monday 23 November, 10:00 We are 50 minutes late "
        "We are sorry. The Team Lead was told at 10:01."
    )
    assert "promise--alert promise--late" in html


def test_late_over_a_night_is_said_in_working_time(uk):
    html = shown(promised(uk, "2026-11-19 17:05"))
    assert "We are 2 h 15 of working time late" in words(html)


def test_late_while_we_are_closed_does_not_say_nought_minutes(uk):
    promise = promised(uk, "2026-11-20 17:15")
    with time_machine.travel(london("2026-11-23 20:00"), tick=False):
        assert "We are late We are sorry." in words(shown(promise))


def test_kept(uk):
    promise = promised(uk, "2026-11-20 16:50")
    promise.keep(london("2026-11-23 09:40"))
    html = render('{% promise clock what="Acknowledgement" kept_label="Acknowledged" %}', clock=promise)
    assert words(html) == (
        "Acknowledgement, promised by Monday 23 November, 16:50 Kept, with 7 h 10 to spare "
        "Acknowledged Monday 23 November, 09:40, London time"
    )
    assert "promise--done promise--kept" in html
    assert "Kept 09:40" in html


def test_paused(uk):
    promise = promised(uk, "2026-11-20 10:22")
    promise.pause(london("2026-11-20 15:12"))
    html = shown(promise)
    assert words(html) == "Update Paused while we wait for you Since Fri 20 Nov, 15:12. 3 h 40 was left."
    assert "promise--rest promise--paused" in html
    assert "promise-dial-used" not in html


def test_paused_at_the_customers_wish(uk):
    promise = promised(uk, "2026-11-20 10:22")
    promise.pause(london("2026-11-20 15:12"), "hold")
    assert "Paused at your request" in words(shown(promise))


def test_kept_late(uk):
    promise = promised(uk, "2026-11-20 10:00")
    promise.keep(NOW)
    html = shown(promise, "compact=True")
    assert words(html) == (
        "Update, promised by Mon 23 Nov, 10:00 Sent 50 minutes late Sent Mon 23 Nov, 10:50, London time"
    )
    assert "promise--rest promise--kept_late" in html


def test_a_note_follows_what_is_left(uk):
    html = shown(promised(uk, "2026-11-20 16:50"), 'note="Mireille calls you."')
    assert words(html).endswith("in 6 working hours . Mireille calls you.")


def test_the_dial_shows_at_least_a_little(uk):
    assert 'stroke-dasharray="2 100"' in shown(promised(uk, "2026-11-23 10:50", 5100))


def test_it_unfolds_into_ribbon_and_ledger(uk):
    html = shown(promised(uk, "2026-11-20 16:50"), "unfolded=True")
    assert '<details class="promise-how" open>' in html
    assert html.count('role="img"') == 2
    assert 'viewBox="0 0 560 86"' in html
    assert 'viewBox="0 0 326 86"' in html
    assert 'aria-label="Received Friday 16:50, one working day = 8\xa0h\xa030, due Monday 16:50."' in html
    assert "We open at 08:45 and reach one working day at 16:50." in html
    assert "One working day, 08:45 to 17:15" in html


def test_the_compact_one_has_the_small_ribbon_only(uk):
    html = shown(promised(uk, "2026-11-20 16:50"), "compact=True")
    assert "promise-card--compact" in html
    assert html.count('role="img"') == 1
    assert 'width="40"' in html


@pytest.mark.parametrize("language", ["en", "fr"])
def test_numbers_of_the_drawing_are_never_written_in_a_language(uk, language):
    with translation.override(language):
        html = shown(promised(uk, "2026-11-20 16:50"))
    for name in ("x", "x1", "x2", "width", "font-size"):
        values = re.findall(rf' {name}="([^"]*)"', html)
        assert all(re.fullmatch(r"\d+(\.\d+)?", value) for value in values)


def test_a_drawing_says_once_what_its_pieces_share(uk):
    html = shown(promised(uk, "2026-11-20 16:50"))
    drawings = re.findall(r'<svg class="promise-ribbon.*?</svg>', html)
    assert len(drawings) == 2
    for drawing in drawings:
        assert set(re.findall(r"<rect ([a-z]+)=", drawing)) == {"x"}
        assert set(re.findall(r"<text (.*?)>", drawing)) == set(
            re.findall(r'<text (x="[^"]*" y="[^"]*")>', drawing)
        )
        assert len(drawing) < 1_400


def test_nothing_is_styled_or_scripted_inline(uk):
    html = shown(promised(uk, "2026-11-20 16:50"))
    assert "style=" not in html
    assert "<script" not in html


def test_a_reader_elsewhere_has_their_own_clock_first_and_both_named_below(uk):
    with timezone.override("Europe/Paris"):
        html = shown(promised(uk, "2026-11-20 16:50"))
    assert "Monday 23 November, 17:50 Paris time" in words(html)
    assert "Days and hours are London time. Due Monday 23\xa0November,\xa016:50, London time" in html


def test_french_moments(uk):
    with translation.override("fr"):
        said = words(shown(promised(uk, "2026-11-20 16:50")))
    assert "Lundi 23 novembre à 16 h 50" in said


def test_several_in_one_card_the_next_one_first(uk):
    kept, later, sooner = (
        promised(uk, start, 1020) for start in ("2026-11-18 09:00", "2026-11-20 16:50", "2026-11-20 12:00")
    )
    kept.keep(london("2026-11-18 10:00"))
    html = render(
        "{% promises pairs %}",
        pairs=[(kept, Words("first")), (later, Words("second")), (sooner, Words("third"))],
    )
    assert html.count("promise-card") == 1
    assert html.index("third") < html.index("second") < html.index("Kept, with")


def test_bare_is_a_row_for_another_card(uk):
    html = shown(promised(uk, "2026-11-20 16:50"), "bare=True")
    assert "promise-card" not in html
    assert "<section" in html


def test_what_we_would_promise_now(uk):
    html = render(
        '{% promise_preview uk label="If you send it now, we acknowledge by" compact=True %}', uk=uk
    )
    assert words(html) == (
        "If you send it now, we acknowledge by Tue 24 November, 10:50 London time, one working day"
    )
    assert "promise-card--preview" in html
    assert "promise-now" not in html


def test_a_letter_tells_the_count_in_one_sentence_or_line_by_line(uk):
    promise = promised(uk, "2026-11-20 18:10")
    text = render("{{ clock|how_counted }}|{{ clock|how_counted_lines|join:'|' }}", clock=promise)
    assert text.startswith("Received Friday 18:10, we open Monday 08:45, one working day = 8\xa0h\xa030, due")
    assert "|Days and hours are London time." in text


@pytest.mark.parametrize("days", [1, 2, 3, 4, 5, 20, 300])
@pytest.mark.parametrize("hours", [0, 30, 60, 90, 120, 144])
def test_the_ribbon_stays_within_its_width(uk, days, hours):
    promise = Promised.promised(uk, FRIDAY + timedelta(hours=hours), days=days)
    if hours == 60:
        promise.pause(FRIDAY + timedelta(hours=hours + 2))
        promise.resume(FRIDAY + timedelta(hours=hours + 60))
    html = shown(promise)
    for width, drawing in re.findall(r'viewBox="0 0 (\d+) 86"(.*?)</svg>', html, re.DOTALL):
        for x, wide in re.findall(r'<rect x="([\d.]+)" width="([\d.]+)"', drawing):
            assert float(x) + float(wide) <= float(width) + 1.6
        assert all(0 <= float(x) <= float(width) for x in re.findall(r'<text [^>]*x="([\d.-]+)"', drawing))
        assert drawing.count("promise-flag") == 1
