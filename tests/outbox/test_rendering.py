"""Text and HTML from one source, in the reader's language and time zone."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from portal.outbox.rendering import Reader, render

NADIA = Reader("nadia@client.example", "en", "Europe/London", "Nadia")
CAMILLE = Reader("camille@client.example", "fr", "Europe/Paris", "Camille")
SAID = {
    "words": "Stock <b>stands</b> still & waits",
    "typed": "Hello,\n\nsee https://help.client.example/a and https://evil.example/<script>alert(1)</script>",
    "moment": datetime(2026, 11, 23, 16, 50, tzinfo=UTC),
    "zone": "London time, one working day.",
    "about": "CW-00012",
}


def test_the_text_reads_as_the_picture_does():
    assert (
        render("letters/plain", SAID, NADIA).text
        == """\
There is news.

Dear Nadia, it is about “Stock <b>stands</b> still & waits”.

> Hello,
>
> see
> https://help.client.example/a
> and
> https://evil.example/
> <script>alert(1)</script>

We will write again by:

  23 November, 16:50
  London time, one working day.

You can:

- wait
- write to us

Follow it:
https://help.client.example/accounts/login/

--
You get this because you asked. Change that:
https://help.client.example/accounts/

Clearway support
Monday to Friday, 08:45 to 17:15, London time
CW-00012
"""
    )


def test_the_subject_is_one_line_and_keeps_its_number():
    said = SAID | {"words": "very\r\n long " * 60}
    subject = render("letters/plain", said, NADIA).subject
    assert subject.startswith("News: very long very long")
    assert subject.endswith("… [CW-00012]")
    assert len(subject) <= 250


def test_the_html_says_the_same_and_nothing_typed_becomes_a_tag():
    html = render("letters/plain", SAID, NADIA).html
    assert "<h1" in html and ">There is news</h1>" in html
    assert "Stock &lt;b&gt;stands&lt;/b&gt; still &amp; waits" in html
    assert "<script" not in html
    assert html.count('href="https://help.client.example/accounts/login/"') == 1


def test_only_our_own_addresses_can_be_pressed():
    html = render("letters/plain", SAID, NADIA).html
    assert 'href="https://help.client.example/a"' in html
    assert 'href="https://evil' not in html
    other = render("letters/plain", SAID | {"typed": "https://help.client.example.evil.example/"}, NADIA).html
    assert "evil.example/</a>" not in other


def test_it_has_no_picture_script_or_style_sheet_from_anywhere():
    html = render("letters/plain", SAID, NADIA).html
    for tag in ("<img", "<link", "<script", "<style", "@import", "url("):
        assert tag not in html


def test_a_french_reader_gets_french_dates_links_and_their_own_clock():
    rendered = render("letters/plain", SAID, CAMILLE)
    assert "23 novembre, 17:50" in rendered.text
    assert "https://help.client.example/fr/accounts/login/" in rendered.text
    assert '<html lang="fr">' in rendered.html
    assert "23 novembre, 17:50" in rendered.html


def test_rendering_leaves_language_and_zone_as_they_were():
    with translation.override("fr"), timezone.override("Asia/Tokyo"):
        render("letters/plain", SAID, NADIA)
        assert translation.get_language() == "fr"
        assert timezone.get_current_timezone_name() == "Asia/Tokyo"


def test_a_reader_without_a_name_is_greeted_all_the_same():
    assert (
        "\nHello, it is about" in render("letters/plain", SAID, Reader("x@client.example", "en", "UTC")).text
    )


def test_a_zone_or_language_nobody_knows_does_not_keep_a_letter_from_being_written():
    rendered = render("letters/plain", SAID, Reader("x@client.example", "en", "Mars/Olympus"))
    assert "23 November, 16:50" in rendered.text
    assert Reader.of("x@client.example", "tlh").language == "en"
    assert Reader.of("x@client.example", "fr-ca").language == "fr"


def test_lines_are_at_most_72_wide_and_links_stand_alone_unbroken():
    link = "https://help.client.example/" + "a-very-long-way/" * 12
    body = f"Some words before {link}, and many words after it that go on for more than one line of text."
    text = render("letters/bare", {"words": "x", "body": body}, NADIA).text
    assert link.rstrip("/") in text
    assert all(len(line) <= 72 or line.startswith("https://") for line in text.splitlines())
    assert any(line == link for line in text.splitlines())


@pytest.mark.parametrize(
    "typed", ["", "\x00\x1b[31m", "🧭" * 3000, "x" * 100_000, "\u202eabc", "{{ 7|add:7 }}"]
)
def test_odd_input_is_rendered_and_harmless(typed):
    rendered = render("letters/plain", SAID | {"typed": typed, "words": typed}, NADIA)
    for part in (rendered.subject, rendered.text, rendered.html):
        assert "\x00" not in part
        assert "\x1b" not in part
    assert "14" not in rendered.subject
