"""Escalate My Case: the form, what it refuses, what it promises. S1-3, S1-5 to S1-7, S1-18."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from escalations import actions
from escalations.models import Escalation, Promise
from escalations.states import Kind, Status
from portal.attachments.models import Attachment
from tests import make as people
from tests.escalations import make
from tickets import actions as cases

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def customer(client):
    customer = people.customer()
    client.force_login(customer)
    return customer


typed = make.typed


def send(client, ticket=None, **fields):
    return client.post("/escalate/", typed(ticket, **fields))


def page(response) -> str:
    return " ".join(response.content.decode().split())


# S1-1, S1-3
def test_a_customer_escalates_a_case_and_lands_on_its_passport(client, customer):
    ticket = make.case(customer)
    response = send(client, ticket)
    escalation = Escalation.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/escalations/{escalation.reference}/"
    assert (escalation.ticket, escalation.requester, escalation.status) == (ticket, customer, Status.RECEIVED)


# S1-5, S1-6, S1-7, S1-18, S1-13
def test_the_form_asks_in_this_order_for_what_the_team_needs(client, customer):
    words = page(client.get("/escalate/"))
    asked = ["Existing case number", "Subject", "Reason for the escalation", "Description", "Business impact"]
    places = [words.index(f">{label}") for label in [*asked, "Files"]]
    assert places == sorted(places)
    assert "As much detail as you can. It helps us to triage and investigate." in words


# S1-13 to S1-17
def test_the_business_impact_has_four_options_each_with_its_definition(client, customer):
    words = page(client.get("/escalate/"))
    for name, definition in [
        ("Limited", "Of little consequence"),
        ("Moderate", "Can slow work but does not stop it entirely"),
        ("Major", "Slows work considerably, but it can be completed with"),
        ("Critical", "Halts work completely"),
    ]:
        assert name in words and definition in words
    assert words.count('name="impact"') == 4


# S1-9, S1-10, S1-11
def test_the_rule_is_told_before_the_field_with_where_to_find_the_number(client, customer):
    words = page(client.get("/escalate/"))
    warning = words.index("Without a case number we cannot progress the escalation.")
    assert warning < words.index('name="case"')
    assert f'<a href="{reverse("tickets:list")}">View requests</a>' in words


# C9, S1-22
@pytest.mark.parametrize(
    ("sent", "promised"),
    [
        (datetime(2026, 11, 20, 16, 50, tzinfo=UTC), datetime(2026, 11, 23, 16, 50, tzinfo=UTC)),
        (datetime(2026, 11, 20, 18, 10, tzinfo=UTC), datetime(2026, 11, 23, 17, 15, tzinfo=UTC)),
    ],
    ids=["Friday 16:50 is due Monday 16:50", "Friday 18:10 is due Monday 17:15"],
)
def test_the_promise_is_stored_and_told_at_once(client, customer, sent, promised):
    ticket = make.case(customer)
    with time_machine.travel(sent, tick=False):
        preview = page(client.get("/escalate/"))
        send(client, ticket)
        escalation = Escalation.objects.get()
        shown = page(client.get(escalation.get_absolute_url()))
    assert escalation.acknowledge_by == escalation.due_by == promised
    time = f"{promised:%H:%M}"
    assert f"Mon 23 November, {time}" in preview
    assert f"Monday 23 November, {time}" in shown and "London time" in shown
    (receipt,) = make.letters(escalation, "received")
    assert receipt.to == customer.email
    told = " ".join(receipt.text.split())
    assert f"Monday 23 November, {time} London time, one working day." in told
    assert f"due Monday {time}" in told  # how it was counted


# S1-8
def test_without_a_case_number_nothing_is_created_and_what_was_typed_is_kept(client, customer):
    response = send(client)
    assert response.status_code == 422
    assert not Escalation.objects.exists()
    words = page(response)
    assert "Without a case number we cannot progress the escalation. Choose the case" in words
    assert make.SAID["subject"] in words and make.SAID["description"] in words
    assert "<title>Error: " in words


# S1-12
def test_every_number_that_is_not_theirs_gets_the_same_answer(client, customer):
    other = make.case(people.customer())
    answers = set()
    for number in [
        other.reference,
        "CW-99999",
        "CW-4819x",
        "banana",
        "0",
        "-1",
        "CW-00012345678901234567890",
    ]:
        response = send(client, case_number=number)
        assert response.status_code == 422
        words = page(response)
        assert f"We find no case {number} that you can see." in words
        assert other.subject not in words
        answers.add(words.replace(number, "N").partition("We find")[2][:80])
    assert len(answers) == 1
    assert not Escalation.objects.exists()


# S1-12
def test_somebody_elses_case_in_the_address_is_not_named(client, customer):
    other = make.case(people.customer(), subject="A secret of theirs")
    words = page(client.get(f"/escalate/?case={other.reference}"))
    assert "A secret of theirs" not in words


def test_a_closed_case_is_refused_with_what_to_do(client, customer):
    ticket = make.case(customer)
    cases.close(ticket, by=people.staff(), text="Done.")
    words = page(send(client, case_number=ticket.reference))
    assert f"Case {ticket.reference} is closed" in words
    assert not Escalation.objects.exists()


@pytest.mark.parametrize(
    "number", ["cw-{pk}", "{pk}", "#{pk}", " CW {pk} ".replace(" C", "C").strip(), "CW–{pk}"]
)
def test_a_number_may_be_typed_as_people_say_it(client, customer, number):
    ticket = make.case(customer)
    assert send(client, case_number=number.format(pk=ticket.pk), facts_of=ticket.reference).status_code == 302


def test_choosing_one_case_and_typing_another_is_asked_back(client, customer):
    first, second = make.case(customer), make.case(customer)
    words = page(send(client, first, case_number=second.reference))
    assert f"You chose {first.reference} and typed {second.reference}. Keep one of them." in words
    assert not Escalation.objects.exists()


def test_from_a_requests_page_the_case_is_chosen_and_shown(client, customer):
    ticket = make.case(customer, agent=people.staff(job="Product Support"))
    words = page(client.get(f"/escalate/?case={ticket.reference}"))
    assert f'<option value="{ticket.reference}" selected>' in words
    assert "held by Jonas, Product Support" in words


def test_the_picker_offers_open_cases_only(client, customer):
    open_case, closed = make.case(customer), make.case(customer)
    cases.close(closed, by=people.staff(), text="Done.")
    words = page(client.get("/escalate/"))
    assert open_case.reference in words and closed.reference not in words


# S1-19
def test_several_files_may_be_attached(client, customer):
    ticket = make.case(customer)
    files = [SimpleUploadedFile("screen.png", PNG), SimpleUploadedFile("log.pdf", PDF)]
    client.post("/escalate/", {**typed(ticket), "files": files})
    escalation = Escalation.objects.get()
    assert [file.name for file in escalation.attachments.all()] == ["screen.png", "log.pdf"]
    assert "screen.png" in page(client.get(escalation.get_absolute_url()))


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("empty.png", b""),
        SimpleUploadedFile("script.png", b"<script>alert(1)</script>"),
        SimpleUploadedFile("large.png", PNG + b"0" * (21 * 1024 * 1024)),
    ],
    ids=["0 bytes", "a script renamed", "21 MB"],
)
def test_a_bad_file_is_refused_and_the_rest_is_kept(client, customer, file):
    ticket = make.case(customer)
    good = SimpleUploadedFile("good.png", PNG)
    file.seek(0)
    response = client.post("/escalate/", {**typed(ticket), "files": [good, file]})
    assert response.status_code == 422 and not Escalation.objects.exists()
    words = page(response)
    assert file.name in words and "good.png" in words and make.SAID["description"] in words


def test_files_that_were_kept_over_an_error_go_with_the_corrected_form(client, customer):
    ticket = make.case(customer)
    data = typed(ticket, reason="")
    client.post("/escalate/", {**data, "files": [SimpleUploadedFile("screen.png", PNG)]})
    client.post("/escalate/", {**data, "reason": "Three Mondays.", "kept_files": "on"})
    assert Escalation.objects.get().attachments.count() == 1


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("control \x00\x07\x1b[31m signs", "control [31m signs"),
        ("emoji 🙂 and ‏right to left", "emoji 🙂 and ‏right to left"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_strange_text_is_safe(client, customer, text, stored):
    send(client, make.case(customer), description=text)
    escalation = Escalation.objects.get()
    assert escalation.description == stored
    assert b"<script>alert" not in client.get(escalation.get_absolute_url()).content


def test_a_subject_of_two_lines_becomes_one(client, customer):
    send(client, make.case(customer), subject="First\r\nBcc: victim@x.example")
    escalation = Escalation.objects.get()
    assert escalation.subject == "First Bcc: victim@x.example"
    assert "\n" not in make.letters(escalation, "received")[0].subject


def test_100_kb_are_refused_with_the_count_and_kept(client, customer):
    text = "x" * 100_000
    response = send(client, make.case(customer), description=text)
    assert response.status_code == 422
    assert "Use at most 20000 characters. This text has 100000." in page(response)
    assert text in response.content.decode()


def test_a_body_beyond_every_limit_changes_nothing(client, customer):
    response = send(client, make.case(customer), description="x" * 3_000_000)
    assert response.status_code in (400, 413)
    assert not Escalation.objects.exists()


@pytest.mark.parametrize("field", ["subject", "reason", "description", "impact"])
def test_what_is_missing_is_named_beside_its_field(client, customer, field):
    response = send(client, make.case(customer), **{field: "  "})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}


def test_the_same_form_twice_is_one_escalation_and_one_receipt(client, customer):
    data = typed(make.case(customer))
    first, second = client.post("/escalate/", data), client.post("/escalate/", data)
    assert first["Location"] == second["Location"]
    assert Escalation.objects.count() == 1
    assert len(make.letters(Escalation.objects.get(), "received")) == 1


def test_the_same_key_with_other_words_is_a_conflict_that_shows_them(client, customer):
    data = typed(make.case(customer))
    client.post("/escalate/", data)
    response = client.post("/escalate/", {**data, "reason": "Other words."})
    assert response.status_code == 409
    assert "Other words." in page(response)
    assert Escalation.objects.get().reason == make.SAID["reason"]


def test_a_key_from_another_form_opens_nothing(client, customer):
    """Its files are bound to who sent them."""
    other = people.customer()
    client.force_login(other)
    data = typed(make.case(other), reason="")
    client.post("/escalate/", {**data, "files": [SimpleUploadedFile("theirs.png", PNG)]})
    client.force_login(customer)
    client.post("/escalate/", typed(make.case(customer), form_key=data["form_key"]))
    assert Escalation.objects.get().attachments.count() == 0
    assert Attachment.objects.pending().count() == 1


# C15
def test_a_visitor_signs_in_first(client, db):
    response = client.get("/escalate/?case=CW-00001")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_after_sign_out_what_was_typed_waits_for_the_sign_in(client, customer):
    ticket = make.case(customer)
    data = typed(ticket)
    client.logout()
    assert "/accounts/login/" in client.post("/escalate/", data)["Location"]
    assert not Escalation.objects.exists()
    session = dict(client.session)
    client.force_login(customer)
    kept = client.session
    kept.update({name: value for name, value in session.items() if not name.startswith("_auth")})
    kept.save()
    words = page(client.get("/escalate/"))
    assert make.SAID["description"] in words and "Nothing was sent yet" in words


# C14
def test_a_second_try_leads_to_the_first_with_what_was_typed(client, customer):
    escalation = make.received(by=customer)
    response = send(client, escalation.ticket, reason="It is worse now.")
    assert response.status_code == 409
    words = page(response)
    assert "is escalated already" in words and "It is worse now." in words
    assert f'action="/escalations/{escalation.reference}/add/"' in words
    assert Escalation.objects.count() == 1


# C14
def test_the_address_of_an_escalated_case_leads_to_its_escalation(client, customer):
    escalation = make.received(by=customer)
    response = client.get(f"/escalate/?case={escalation.ticket.reference}")
    assert response["Location"] == escalation.get_absolute_url()


# C14
def test_a_colleague_who_sees_all_may_escalate_and_one_who_sees_their_own_may_not(client, customer):
    ticket = make.case(customer)
    client.force_login(people.colleague(customer, sees="own"))
    assert "We find no case" in page(send(client, case_number=ticket.reference))
    client.force_login(people.colleague(customer))
    assert send(client, ticket).status_code == 302


def test_staff_do_not_escalate_a_customers_case_from_the_customers_form(client):
    ticket = make.case()
    client.force_login(make.resolutions())
    assert "We find no case" in page(send(client, case_number=ticket.reference))


def test_a_case_closed_meanwhile_is_said_and_nothing_is_stored(client, customer, monkeypatch):
    ticket = make.case(customer)
    cases.close(ticket, by=people.staff(), text="Done.")
    with pytest.raises(actions.CaseClosed):
        actions.submit(ticket, by=customer, **make.SAID)
    assert not Escalation.objects.exists()


def test_an_escalation_costs_at_most_twenty_one_statements(
    client, customer, django_capture_on_commit_callbacks
):
    ticket = make.case(customer)
    send(client, make.case(customer))  # what is read once a process has been read
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = send(client, ticket)
    assert response.status_code == 302
    statements = [
        q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(statements) <= 21, "\n".join(statements)


def test_the_first_promise_is_to_acknowledge(customer):
    escalation = make.received(by=customer)
    promise = Promise.objects.get()
    assert (promise.escalation, promise.kind, promise.number) == (escalation, Kind.ACKNOWLEDGE, 1)
    assert promise.minutes == 510
    assert [share for share, _at in promise.alarms] == [50, 75, 90, 100]


def test_the_case_tells_that_it_was_escalated(client, customer):
    escalation = make.received(by=customer)
    assert escalation.ticket.events.filter(verb="escalate", note=escalation.reference).exists()


# S2-84
def test_a_good_escalation_stands_beside_the_form(client, customer):
    words = page(client.get("/escalate/"))
    assert "See a good escalation" in words
