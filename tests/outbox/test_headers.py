"""What stands around the words of a letter, as the receiving server sees it."""

from email.utils import parsedate_to_datetime

import pytest

from portal.outbox.delivering import deliver
from portal.outbox.models import Letter
from tests.outbox import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(mail_server):
    def send(**said):
        letter = make.letter(**said)
        deliver()
        (received,) = mail_server.mailbox
        return letter, received

    return send


def test_nobodys_holiday_notice_shall_answer_us(received):
    _letter, got = received()
    assert got.message["Auto-Submitted"] == "auto-generated"
    assert got.message["X-Auto-Response-Suppress"] == "All"
    assert got.message["Precedence"] is None


def test_letters_about_one_case_stand_together_in_every_mail_program(received):
    letter, got = received(about="CW-00042")
    assert got.message["In-Reply-To"] == got.message["References"] == "<CW-00042.case@help.client.example>"
    assert got.message["Message-ID"] == letter.message_id != letter.thread


def test_a_letter_about_nothing_stands_alone(received):
    _letter, got = received(about="")
    assert got.message["In-Reply-To"] is got.message["References"] is None


def test_a_letter_that_somebody_asked_for_once_and_for_all_has_a_way_out(received):
    """RFC 8058: the mail program itself offers it."""
    _letter, got = received(leave="/following/leave/token/")
    assert got.message["List-Unsubscribe"] == "<https://help.client.example/following/leave/token/>"
    assert got.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_says_who_writes_when_and_in_which_language(received, settings):
    settings.DEFAULT_FROM_EMAIL = "Northwind Traders Zürich <support@northwind.example>"
    letter, got = received()
    assert got.message["From"] == "Northwind Traders Zürich <support@northwind.example>"
    assert got.message["Reply-To"] == got.message["From"]
    assert got.message["To"] == "nadia@client.example"
    assert got.message["Content-Language"] == "en"
    assert abs(parsedate_to_datetime(got.message["Date"]) - letter.created_at).total_seconds() < 1


def test_the_message_id_is_of_our_own_host_and_nothing_to_guess_from(received):
    letter, got = received()
    assert got.message_id == letter.message_id
    assert letter.message_id.endswith("@help.client.example>")
    assert len(letter.message_id) > 40


def test_the_host_of_a_message_id_is_plain_whatever_the_site_is_called(settings):
    settings.SITE_URL = "http://[::1]:8000"
    assert make.letter().message_id.endswith("@localhost>")


def test_text_comes_first_and_html_second(received):
    _letter, got = received(words="Réservé – “ça marche” ☎", body="Ligne une\n.\nLigne trois")
    text, html = got.message.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    assert "Réservé – “ça marche” ☎" in text.get_content()
    assert "Réservé – “ça marche” ☎" in html.get_content()
    assert "\r\nLigne une\r\n.\r\nLigne trois\r\n" in text.get_content()


def test_every_line_on_the_wire_is_short_ascii_and_ends_well(received):
    _letter, got = received(words="é" * 200, body="x" * 5000 + "\r\r\n\r" + "ü" * 5000)
    assert got.raw.isascii()
    lines = got.raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\r" in line or b"\n" in line for line in lines)


INJECTIONS = [
    "News\r\nBcc: eve@evil.example",
    "News\nBcc: eve@evil.example",
    "News\rBcc: eve@evil.example",
    "News\u2028Bcc: eve@evil.example",
    "News\u2029Bcc: eve@evil.example",
    "News\x85Bcc: eve@evil.example",
    "News\x0b\x0c\x1c\x1d\x1eBcc: eve@evil.example",
    "News%0d%0aBcc: eve@evil.example",
    "News =?utf-8?q?=0D=0ABcc:_eve@evil.example?=",
    "=?utf-8?b?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=",
    "News\r\n\r\n<script>alert(1)</script>",
    "News é =?utf-8?q?=0D=0ABcc:_eve@evil.example?=" + " and more words" * 20,
    "News\x00\ud800end",
]


@pytest.mark.parametrize("words", INJECTIONS)
def test_nothing_typed_becomes_a_header_or_a_recipient(received, words):
    letter, got = received(words=words)
    assert got.to == ["nadia@client.example"]
    headers = got.raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    names = [line.split(b":")[0] for line in headers if not line.startswith((b" ", b"\t"))]
    assert names == [
        b"Content-Type",
        b"MIME-Version",
        b"From",
        b"To",
        b"Reply-To",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"In-Reply-To",
        b"References",
        b"Content-Language",
        b"Auto-Submitted",
        b"X-Auto-Response-Suppress",
    ]
    assert got.message["Bcc"] is None
    # It is shown as it was typed, on one line; what looks encoded is not decoded.
    assert got.message["Subject"].replace(" ", "") == letter.subject.replace(" ", "")


@pytest.mark.parametrize(
    "address",
    [
        "nadia@client.example\r\nBcc: eve@evil.example",
        "nadia@client.example, eve@evil.example",
        "nadia@client.example>\r\nRCPT TO:<eve@evil.example",
        "<nadia@client.example>",
        "nadia",
        "",
        "=?utf-8?q?eve=40evil.example?=@client.example\u2028x",
        '"a\\"b c"@client.example\x00\n@',
    ],
)
def test_what_is_not_an_address_is_kept_as_failed_and_goes_nowhere(mail_server, address):
    letter = make.letter(address)
    assert (letter.state, letter.last_error) == ("failed", "This is not an email address.")
    deliver()
    assert mail_server.mailbox == []
    assert Letter.objects.troubled().get() == letter
