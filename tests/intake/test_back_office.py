"""Support managers edit the forms and look at them before customers do."""

import pytest

from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.intake.make import request_type, signed_in
from tickets.intake.models import Field, RequestType, Resource
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    manager = make.staff(Role.MANAGER)
    client.force_login(manager)
    return manager


def typed(form: RequestType | None = None, *questions, **words) -> dict:
    """What the page of a form sends: its own words, and its questions one after the other."""
    data = {
        "slug": "own",
        "name_en": "Own",
        "icon": "pulse",
        "position": "9",
        "is_active": "on",
        "questions-TOTAL_FORMS": str(len(questions)),
        "questions-INITIAL_FORMS": str(sum("id" in question for question in questions)),
    }
    for number, question in enumerate(questions):
        filled = {"kind": "line", "position": str(number), "label_en": question.get("key", ""), **question}
        data |= {f"questions-{number}-{name}": value for name, value in filled.items()}
    return {**data, **words}


def errors(response) -> str:
    assert response.status_code == 200
    return " ".join(str(error) for error in response.context["errors"])


ADD = "/admin/intake/requesttype/add/"


def test_a_manager_makes_a_form_and_customers_have_it_at_once(client, manager):
    questions = [
        {"key": "scope", "kind": "choice", "choices": "all | All | Tous\none | One | Un"},
        {"key": "bank", "label_en": "Bank ID", "shown_if": "scope", "shown_if_value": "one"},
    ]
    assert client.post(ADD, typed(None, *questions)).status_code == 302
    signed_in(client)
    assert "/requests/new/own/" in client.get("/requests/new/").content.decode()
    assert "Bank ID" in client.get("/requests/new/own/").content.decode()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"key": "a", "kind": "choice"}, "Write the answers to choose from."),
        ({"key": "a", "kind": "choice", "choices": "Two words"}, "is not read"),
        ({"key": "a", "kind": "choice", "choices": "a | A\na | B"}, "a value of its own"),
        ({"key": "a", "kind": "choice", "choices": "a | A | B | C"}, "is not read"),
        ({"key": "a", "shown_if": "b"}, "Say both"),
        ({"key": "a", "shown_if": "a", "shown_if_value": "x"}, "asked after itself"),
        ({"key": "a", "shown_if": "gone", "shown_if_value": "x"}, "Name a field of this form"),
        ({"key": "a b"}, "slug"),
        ({"key": "", "label_en": "X"}, "required"),
    ],
)
def test_what_cannot_work_is_said(client, manager, question, words):
    assert words in errors(client.post(ADD, typed(None, question)))
    assert not RequestType.objects.filter(slug="own").exists()


def test_a_condition_names_an_answer_that_exists(client, manager):
    deciding = {"key": "first", "kind": "yes_no"}
    after = {"key": "second", "shown_if": "first", "shown_if_value": "maybe"}
    assert "one of the values of that field" in errors(client.post(ADD, typed(None, deciding, after)))
    after["shown_if_value"] = "yes"
    assert client.post(ADD, typed(None, deciding, after)).status_code == 302


def test_the_same_word_twice_is_refused(client, manager):
    response = client.post(ADD, typed(None, {"key": "a"}, {"key": "a"}))
    assert response.status_code == 200 and not Field.objects.filter(key="a").exists()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//evil.example/",
        "/\\evil.example",
        "data:text/html,x",
        "escalate",
        "https:///x",
    ],
)
def test_a_form_leads_to_no_address_that_is_none(client, manager, address):
    assert "Write a path of this site" in errors(client.post(ADD, typed(link_to=address)))
    resource = {"title_en": "X", "url": address, "audience": "all", "position": "1"}
    assert "Write a path" in errors(client.post("/admin/intake/resource/add/", resource))


def test_a_form_is_withdrawn_and_not_deleted(client, manager):
    form = request_type("own")
    assert client.post(f"/admin/intake/requesttype/{form.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(
        f"/admin/intake/requesttype/{form.pk}/change/", typed(name_en="Own", is_active="")
    ).status_code in (200, 302)


def test_the_word_of_a_form_stays(client, manager):
    form = request_type("own")
    here = f"/admin/intake/requesttype/{form.pk}/change/"
    assert client.post(here, typed(slug="renamed", name_en="Renamed")).status_code == 302
    form.refresh_from_db()
    assert (form.slug, form.name_en) == ("own", "Renamed")


class TestThePreview:
    def test_it_is_linked_and_shows_the_form_in_both_languages(self, client, manager):
        form = RequestType.objects.get(slug="problem")
        here = f"/admin/intake/requesttype/{form.pk}/"
        assert f"{here}preview/?language=fr" in client.get(f"{here}change/").content.decode()
        english = client.get(f"{here}preview/?language=en").content.decode()
        french = client.get(f"{here}preview/?language=fr").content.decode()
        assert "Expected result" in english and "Can you still work?" in english
        assert "Résultat attendu" in french and 'lang="fr"' in french

    def test_it_shows_what_is_saved_now(self, client, manager):
        form = request_type("own", questions=[{"key": "first", "label_en": "Before"}])
        here = f"/admin/intake/requesttype/{form.pk}/preview/?language=en"
        assert "Before" in client.get(here).content.decode()
        Field.objects.update(label_en="Afterwards")
        assert "Afterwards" in client.get(here).content.decode()

    def test_it_sends_nothing(self, client, manager):
        form = RequestType.objects.get(slug="technical")
        here = f"/admin/intake/requesttype/{form.pk}/preview/"
        main = client.get(here).content.decode().split("<main")[1].split("</main>")[0]
        assert "<form" not in main and 'type="submit"' not in main
        client.post(here, {"subject": "A", "text": "B"})
        assert not Ticket.objects.exists() and not Letter.objects.exists()

    def test_it_works_for_a_form_that_is_not_offered_yet(self, client, manager):
        form = request_type("own", is_active=False)
        assert client.get(f"/admin/intake/requesttype/{form.pk}/preview/").status_code == 200
        assert client.get("/admin/intake/requesttype/99999/preview/").status_code == 404


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.EDITOR])
def test_others_do_not_edit_forms(client, role):
    client.force_login(make.staff(role))
    form, resource = RequestType.objects.first(), Resource.objects.first()
    for path in (
        "/admin/intake/requesttype/",
        f"/admin/intake/requesttype/{form.pk}/preview/",
        f"/admin/intake/resource/{resource.pk}/change/",
    ):
        assert client.get(path).status_code == 403


def test_fields_that_are_asked_after_each_other_are_refused(client, manager):
    """None of them would ever be shown."""
    questions = [
        {"key": key, "kind": "yes_no", "shown_if": other, "shown_if_value": "yes"}
        for key, other in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    assert "asked after each other" in errors(client.post(ADD, typed(None, *questions)))
