"""What a form can be made to swallow: a clear error or a safe result, nothing half-done, typed text kept."""

import pytest

from portal.attachments.models import Attachment
from portal.outbox.models import Letter
from tests import make
from tests.attachments.make import EXE, PNG, SCRIPT, upload
from tests.tickets import make as tickets
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db
KEY = "b" * 32


@pytest.fixture
def customer(client):
    customer = make.customer()
    client.force_login(customer)
    return customer


def send(client, **typed):
    data = {"subject": "Stock page is slow", "text": "It takes 40 seconds.", "form_key": KEY, **typed}
    return client.post("/requests/new/technical/", data)


def refused(response) -> str:
    assert response.status_code == 422
    assert not Ticket.objects.exists() and not Message.objects.exists() and not Letter.objects.exists()
    return response.content.decode()


@pytest.mark.parametrize("blank", ["", "   ", "\n\t\r\n", "\u200b\u2060", "\x00\x01"])
def test_empty_says_what_is_missing_and_keeps_the_rest(client, customer, blank):
    page = refused(send(client, subject=blank))
    assert "Say in a few words what it is about." in page
    assert "It takes 40 seconds." in page
    assert "One answer needs your attention" in page and "<title>Error:" in page


def test_a_text_of_100_kb_is_said_and_kept(client, customer):
    text = "word " * 20_000
    page = refused(send(client, text=text))
    assert "Use at most 20000 characters. This text has 99999." in page
    assert text.strip() in page


def test_a_subject_of_a_page_is_said_and_kept(client, customer):
    page = refused(send(client, subject="s" * 201))
    assert "Use at most 200 characters. This text has 201." in page and "s" * 201 in page
    assert send(client, subject="s" * 200).status_code == 302


def test_control_characters_are_dropped(client, customer):
    send(
        client,
        subject="A\x00B\x07C\r\nBcc: x@y.org",
        text="one\x00\x1b[31m\r\ntwo\ttabs\x7f\u2028three",
    )
    ticket = Ticket.objects.get()
    assert ticket.subject == "ABC Bcc: x@y.org"
    assert ticket.messages.get().body == "one[31m\ntwo\ttabs\nthree"


def test_emoji_and_every_script_are_kept(client, customer):
    words = "📦 склад 倉庫 مخزن e\u0301 🏳️‍🌈"
    send(client, subject=words, text=words)
    ticket = Ticket.objects.get()
    assert ticket.messages.get().body == words
    assert "📦 склад 倉庫 مخزن" in client.get(f"/requests/{ticket.reference}/").content.decode()


def test_marks_that_turn_the_line_around_are_dropped_from_a_subject(client, customer):
    send(client, subject="invoice\u202egnp.exe\u2066!")
    assert Ticket.objects.get().subject == "invoicegnp.exe!"


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "{{ 7*7 }}", "%(x)s", "{% debug %}", "&amp;", "javascript:alert(1)"],
)
def test_markup_is_only_words(client, customer, words):
    send(client, subject=words, text=words)
    ticket = Ticket.objects.get()
    assert ticket.subject == words
    page = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "<script>alert(1)" not in page and "49" not in page.split("<main")[1].split("</h1>")[0]
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("empty.png", b""), "“empty.png” is empty (0 bytes). Choose it again."),
        (("film.png", PNG + b"\0" * 21 * 1024 * 1024), "“film.png” is larger than 20 MB."),
        (("shot.png", SCRIPT), "“shot.png” is not what its name says"),
        (("tool.exe", EXE), "“tool.exe” is of a kind we do not take."),
        (("<b>x.svg", b"<svg/>"), "“&lt;b&gt;x.svg” is of a kind we do not take."),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_kept(client, customer, file, words):
    page = refused(send(client, files=[upload("good.png"), upload(*file)]))
    assert words in page
    assert "good.png" in page and "Files that are kept" in page
    assert "It takes 40 seconds." in page
    assert list(Attachment.objects.values_list("name", flat=True)) == ["good.png"]
    assert send(client, kept_files="1").status_code == 302
    assert [kept.name for kept in Message.objects.get().attachments.all()] == ["good.png"]


def test_a_file_far_above_the_limit_costs_no_more_than_the_limit(client, customer, settings):
    settings.MAX_FILE_BYTES = 1000
    page = refused(send(client, files=[upload("film.mp4", b"x" * 3_000_000)]))
    assert "film.mp4" in page


def test_a_kept_file_can_be_let_go_when_sending(client, customer):
    refused(send(client, subject="", files=[upload("a.png"), upload("b.png", PNG + b"b")]))
    unwanted = Attachment.objects.get(name="a.png")
    send(client, kept_files="1", remove=unwanted.token)
    assert [kept.name for kept in Message.objects.get().attachments.all()] == ["b.png"]


def test_a_key_from_another_form_is_no_way_in(client, customer):
    ticket = tickets.ticket(requester=customer)
    send(client)
    response = client.post(f"/requests/{ticket.reference}/reply/", {"text": "Hello.", "form_key": KEY})
    assert response.status_code == 409
    assert ticket.messages.count() == 1


@pytest.mark.parametrize("key", ["", "short", "<script>", "k" * 64, "é" * 30])
def test_a_key_that_is_none_of_ours_is_replaced(client, customer, key):
    assert send(client, form_key=key).status_code == 302
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("impact", ["catastrophic", "major\x00", "' OR 1=1"])
def test_an_impact_that_is_not_offered_is_refused(client, customer, impact):
    assert "Choose one of the four impacts." in refused(send(client, impact=impact))


def test_fields_that_the_form_does_not_have_change_nothing(client, customer):
    other = make.customer()
    send(
        client,
        status="closed",
        requester=other.pk,
        agent=other.pk,
        organisation="1",
        number="1",
        kind="internal",
    )
    ticket = Ticket.objects.get()
    assert (ticket.status, ticket.requester, ticket.agent) == ("new", customer, None)


def test_a_broken_encoding_is_no_crash(client, customer):
    body = b"subject=%ff%fe&text=%c3%28&form_key=" + KEY.encode()
    response = client.post("/requests/new/technical/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (302, 422)
