"""The guided form of six headings, and what becomes of its answers."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.contracts.models import Product
from tests import make
from tests.attachments.make import upload
from tests.intake.make import GUIDED, send, signed_in
from tests.tickets import make as tickets
from tickets.intake.models import Answer
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(client):
    return signed_in(client)


def form(client, path="/requests/new/problem/") -> str:
    return client.get(path).content.decode()


def sent(client, **typed) -> Ticket:
    response = send(client, "problem", **{**GUIDED, **typed})
    assert response.status_code == 302, response.content.decode()
    return Ticket.objects.latest("pk")


def answers(ticket) -> dict:
    return {answer.key: answer.value for answer in ticket.answers.all()}


HEADINGS = [
    "Summary of the problem",  # S3-23
    "Error message",  # S3-24
    "Context",  # S3-25
    "Date and extent",  # S3-26 to S3-29
    "Expected result",  # S3-30
    "What you have tried",  # S3-31
]


def test_it_has_six_numbered_headings_in_this_order(client, customer):  # S3-22 to S3-31
    shown = form(client)
    places = [
        shown.index(f'<span class="field-number">{number}.</span> {words}')
        for number, words in enumerate(HEADINGS, 1)
    ]
    assert places == sorted(places)


def test_the_fourth_asks_since_when_who_and_where_else(client, customer):  # S3-26 to S3-29
    group = form(client).split("Date and extent")[1].split("</fieldset>\n")[0]
    for words in (
        "Since when",
        "Has it ever worked?",
        "People concerned, number and names",
        "on how many files or workstations?",
        "another database?",
        "sample or trial company",
        "another workstation?",
        "after an update of the software or of the operating system",
    ):
        assert words in form(client), words
    assert "Since when" in group


def test_it_is_all_there_in_french(client, customer):  # S3-2, S3-22
    shown = form(client, "/fr/requests/new/problem/")
    for words in (
        "Décrivez le problème",
        "Résumé du problème",
        "Message d’erreur",
        "Contexte",
        "Date et étendue",
        "Personnes concernées, nombre et noms",
        "Reproduit sur une autre base",
        "Reproduit sur un autre poste",
        "Résultat attendu",
        "« Nous attendons A, il se passe B. »",
        "Ce que vous avez essayé",
    ):
        assert words in shown, words


def test_reason_and_area_are_chosen_first_under_a_warning(client, customer):  # S3-17 to S3-19
    shown = form(client)
    warning = shown.index("wrong values may delay the handling")
    assert warning < shown.index("Reason for the request") < shown.index("Area of application")
    assert shown.index("Area of application") < shown.index('name="subject"')
    ticket = sent(client)
    assert (
        answers(ticket)["reason"] == "Error or anomaly" and answers(ticket)["area"] == "Imports and exports"
    )


def test_detail_and_screenshots_are_asked_for(client, customer):  # S3-14 to S3-16, S3-20, S3-21, S2-34
    shown = form(client)
    assert "The more exactly you describe it, the faster we can answer." in shown
    assert "One request, one subject: if you have two questions, send two requests." in shown
    assert "Screenshots help" in shown and 'name="files"' in shown


def test_every_answer_is_kept_in_the_words_that_were_asked(client, customer):
    ticket = sent(
        client,
        answer_error="Line 40: unexpected end of file.",
        answer_since="16/11/2026 08:30",
        answer_people="2: Nadia, Omar",
        answer_worked="yes",
        answer_changed="after the update",
        **{"answer_other-database": "yes", "answer_other-workstation": "untried"},
        answer_tried="Smaller files.",
    )
    rows = [(row.label, row.value) for row in ticket.answers.all()]
    assert rows == [
        ("Reason for the request", "Error or anomaly"),
        ("Area of application", "Imports and exports"),
        ("Error message", "Line 40: unexpected end of file."),
        ("Context", "Orders page, at nine."),
        ("Since when", "16 November 2026, 08:30, London time"),
        ("People concerned, number and names", "2: Nadia, Omar"),
        ("Does it happen in another database?", "Yes, in a sample or trial company"),
        ("Does it happen on another workstation?", "Not tried"),
        ("Has it ever worked?", "Yes"),
        ("What changed before it stopped?", "after the update"),
        ("Expected result", "We expect 120 orders, 54 arrive."),
        ("What you have tried", "Smaller files."),
    ]
    assert ticket.form == "problem" and ticket.messages.get().body == GUIDED["text"]


def test_answers_given_in_french_are_kept_in_french(client, customer):
    data = {**GUIDED, "form_key": "f" * 32, "answer_worked": "no"}
    client.post("/fr/requests/new/problem/", data)
    kept = {row.label: row.value for row in Answer.objects.all()}
    assert kept["Cela a-t-il déjà fonctionné ?"] == "Non" and kept["Depuis le"] == "16 novembre 2026"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("16/11/2026", "16 November 2026"),
        ("2026-11-16", "16 November 2026"),
        ("16.11.2026", "16 November 2026"),
        ("16/11/2026 8:05", "16 November 2026, 08:05, London time"),
        ("16/11/2026, 16 h 50", "16 November 2026, 16:50, London time"),
        ("2026-11-16T09:00", "16 November 2026, 09:00, London time"),
    ],
)
def test_a_day_is_understood_as_people_write_it(client, customer, typed, kept):  # S3-26
    assert answers(sent(client, answer_since=typed))["since"] == kept


@pytest.mark.parametrize(
    "typed", ["Monday", "31/02/2026", "16/11/26", "16/11/2026 25:00", "1/1/0001", "9" * 400]
)
def test_what_is_no_day_is_said_and_kept(client, customer, typed):
    response = send(client, "problem", **{**GUIDED, "answer_since": typed})
    page = response.content.decode()
    assert response.status_code == 422 and "Write the day as 16/11/2026" in page and typed in page


def test_what_is_missing_is_said_beside_each_question(client, customer):
    response = send(client, "problem", subject="Import stops", text="It stops.")
    page = response.content.decode()
    assert response.status_code == 422
    for name in ("answer_reason", "answer_area", "answer_context", "answer_since", "answer_expected"):
        assert f'href="#id_{name}"' in page
    assert "Say whether you can still work" in page
    assert 'value="Import stops"' in page and not Ticket.objects.exists()


def test_names_are_marked_as_personal_and_staff_do_not_find_them_by_search(client, customer):  # S3-27, C16
    ticket = sent(client, answer_people="1: Ottoline Quarrington", answer_error="Error QX-7741")
    assert list(ticket.answers.filter(is_personal=True).values_list("key", flat=True)) == ["people"]
    client.force_login(make.staff())
    here = f"/admin/tickets/ticket/{ticket.pk}/change/"
    for page in (client.get(here), client.get(f"/requests/{ticket.reference}/")):
        shown = page.content.decode()
        assert "Ottoline Quarrington" in shown and shown.count("personal data") == 1
    queue = "/admin/tickets/ticket/?q="
    assert ticket.subject in client.get(f"{queue}7741").content.decode()
    assert ticket.subject not in client.get(f"{queue}Quarrington").content.decode()


def test_what_was_left_empty_is_not_shown_back(client, customer):
    ticket = sent(client, answer_tried="   ", answer_people="\u200b")
    shown = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "Expected result" in shown and "What you have tried" not in shown
    assert "People concerned" not in shown and "Error message" not in shown


def test_a_request_without_answers_has_no_empty_box(client, customer):
    ticket = tickets.ticket(requester=customer)
    assert (
        "What was told with the request" not in client.get(f"/requests/{ticket.reference}/").content.decode()
    )


def test_markup_in_an_answer_is_only_words(client, customer):
    ticket = sent(client, answer_context="<script>alert(1)</script> {{ 7*7 }}")
    shown = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "<script>alert(1)" not in shown and "{{ 7*7 }}" in shown


def test_a_screenshot_comes_with_it(client, customer):  # S3-20, S3-24
    ticket = sent(client, files=[upload("message.png")])
    assert [file.name for file in ticket.messages.get().attachments.all()] == ["message.png"]


@pytest.mark.parametrize("viewer", ["customer", "staff"])
def test_one_and_many_answers_cost_the_same(client, customer, viewer):
    few, many = sent(client), sent(client, form_key="m" * 32, answer_error="An error", answer_tried="All")
    if viewer == "staff":
        client.force_login(make.staff())
    counted = []
    for ticket in (few, few, many):
        here = f"/requests/{ticket.reference}/"
        with CaptureQueriesContext(connection) as queries:
            client.get(here if viewer == "customer" else f"/admin/tickets/ticket/{ticket.pk}/change/")
        counted.append(len(queries))
    assert counted[1] == counted[2]


def test_the_demonstration_has_contracts_and_the_article_about_requests(client, settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)
    assert Ticket.objects.exclude(plan=None).count() == Ticket.objects.count() > 0
    people = {
        "customer@client.example": 200,
        "customer@other.example": 200,
        "provider@partner.example": 200,
        "former@client.example": 403,
    }
    for email, status in people.items():
        client.force_login(User.objects.get(email=email))
        assert client.get("/requests/new/").status_code == status, email
    for path, parts in {
        "/requests/new/": ("Summary", "Description", "Resolution"),
        "/fr/requests/new/": ("Résumé", "Description", "Résolution"),
    }.items():
        client.force_login(User.objects.get(email="provider@partner.example"))
        first = Product.objects.first().pk
        page = client.get(f"{path}?product={first}").content.decode()
        link = re.search(r'href="([^"]*request-conditions/?)"', page)
        article = client.get(link[1], follow=True).content.decode()
        for part in parts:  # S3-1
            assert f">{part}</" in article or f"{part}</h2>" in article, part


def test_how_a_moment_is_typed_is_said_beforehand(client):
    signed_in(client)
    assert "For example: 16/11/2026 08:30" in client.get("/requests/new/problem/").content.decode()
