"""The types that every installation begins with, and what each asks."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from portal.accounts.roles import Role
from portal.workflow import kept
from tests import make
from tests.intake import make as intake
from tests.intake.make import GUIDED, send, signed_in
from tests.tickets import make as tickets
from tickets import actions
from tickets.intake.models import Answer, Field, RequestType, Resource
from tickets.intake.shipping import ship_forms
from tickets.models import Ticket
from tickets.scales import Category, ScaleValue

pytestmark = pytest.mark.django_db


def page(client, path) -> str:
    return client.get(path).content.decode()


def test_five_are_shipped(client):  # S1-3, S2-28, S2-29, S2-44
    slugs = list(RequestType.objects.values_list("slug", flat=True))
    assert slugs == ["technical", "problem", "feedback", "change", "escalate"]


def test_shipping_again_changes_nothing():
    RequestType.objects.filter(slug="technical").update(name_en="General")
    for _ in range(2):
        ship_forms()
        call_command("migrate", verbosity=0)
    assert RequestType.objects.count() == 5 and Field.objects.count() == 12 and Resource.objects.count() == 4
    assert RequestType.objects.get(slug="technical").name == "General"


def test_all_that_is_shipped_is_valid_and_has_its_french():
    for model in (RequestType, Field, Resource):
        for row in model.objects.all():
            row.full_clean()
            for field in model._meta.get_fields():
                if isinstance(field, models.CharField | models.TextField) and field.name.endswith("_en"):
                    french = getattr(row, field.name.removesuffix("_en") + "_fr")
                    assert bool(getattr(row, field.name)) == bool(french), (row, field.name)


def test_a_type_that_leads_elsewhere_has_no_form(client):
    signed_in(client)
    assert 'href="/escalate/"' in page(client, "/requests/new/").split("<main")[1]
    assert client.get("/requests/new/escalate/")["Location"] == "/escalate/"
    assert client.get("/fr/requests/new/escalate/")["Location"] == "/fr/escalate/"


def test_technical_support_offers_the_three_groups_of_help(client):  # S2-8 to S2-11
    signed_in(client)
    shown = page(client, "/requests/new/technical/")
    groups = ["Troubleshooting problems", "Resolving issues", "Guidance and assistance"]
    places = [shown.index(f'<optgroup label="{group}">') for group in groups]
    assert places == sorted(places)
    for category in Category.objects.all():
        assert category.name in shown
    assert send(client, category="performance").status_code == 302
    assert Ticket.objects.get().category.slug == "performance"


def test_a_category_that_is_not_offered_is_refused(client):
    signed_in(client)
    Category.objects.filter(slug="performance").update(is_active=False)
    for category in ("performance", "nonsense", "1", "\x00"):
        assert send(client, category=category).status_code == 422
    assert not Ticket.objects.exists()


class TestBesideTheForm:
    @pytest.mark.parametrize("form", ["technical", "problem", "feedback", "change"])
    def test_best_practice_and_a_good_request_stand_beside_each(self, client, form):  # S2-35 to S2-39
        signed_in(client)
        shown = page(client, f"/requests/new/{form}/")
        for words in (
            "Be clear.",  # S2-35
            "Say what it means for your work.",  # S2-36
            "A quick answer to our questions avoids delays.",  # S2-37
            "A change of impact is recorded and acted on.",  # S2-38
            "See a good request",  # S2-39
        ):
            assert words in shown, words
        example = RequestType.objects.get(slug=form).example_en.splitlines()[0]
        assert example[:40] in shown

    def test_the_example_is_data(self, client):  # S2-39, C18
        signed_in(client)
        RequestType.objects.filter(slug="feedback").update(example_en="Our own words.")
        assert "Our own words." in page(client, "/requests/new/feedback/")

    def test_the_four_severities_are_one_click_away(self, client):  # S2-20
        signed_in(client)
        assert 'href="/requests/severities/"' in page(client, "/requests/new/technical/")


class TestCanYouStillWork:
    ANSWERS = {
        "low": "Yes, I have a question about using the software",  # S3-45
        "minor": "Yes, I have a workaround",  # S3-46
        "major": "No, I cannot complete my task",  # S3-47
        "blocking": "No, I can no longer use the software",  # S3-48
    }

    def test_it_is_asked_in_plain_words(self, client):  # S3-45 to S3-48
        signed_in(client)
        shown = page(client, "/requests/new/problem/")
        places = [shown.index(words) for words in self.ANSWERS.values()]
        assert places == sorted(places) and "Can you still work?" in shown

    def test_each_has_a_description_that_staff_edit(self, client):  # S3-49
        signed_in(client)
        assert "Blocking. Nobody can work with it at all." in page(client, "/requests/new/problem/")
        ScaleValue.objects.filter(scale="criticality", value="blocking").update(
            description_en="All stands still."
        )
        kept.forget()
        assert "Blocking. All stands still." in page(client, "/requests/new/problem/")

    @pytest.mark.parametrize("value", ANSWERS)
    def test_it_is_kept_as_it_was_said(self, client, value):  # S3-45 to S3-48, C1
        signed_in(client)
        send(client, "problem", **{**GUIDED, "criticality": value})
        ticket = Ticket.objects.get()
        assert (ticket.criticality, ticket.severity) == (value, None)
        client.force_login(make.staff())
        assert self.ANSWERS[value] in page(client, f"/admin/tickets/ticket/{ticket.pk}/change/")

    def test_no_verb_overwrites_what_the_customer_said(self):  # C1
        ticket = tickets.ticket(impact="major", criticality="minor")
        agent = make.staff()
        actions.take(ticket, by=agent)
        actions.answer(ticket, by=agent, text="An answer.")
        actions.resolve(ticket, by=agent, text="Solved.")
        ticket.refresh_from_db()
        assert (ticket.impact, ticket.criticality) == ("major", "minor")

    def test_a_form_that_does_not_ask_keeps_nothing(self, client):
        signed_in(client)
        send(client, "feedback", criticality="blocking", impact="critical", category="performance")
        ticket = Ticket.objects.get()
        assert (ticket.criticality, ticket.impact, ticket.category) == ("", "", None)


def test_the_severities_are_shown_to_everybody(client, django_assert_max_num_queries):  # S2-15 to S2-20
    client.get("/requests/severities/")
    with django_assert_max_num_queries(2):
        shown = page(client, "/requests/severities/")
    for words in (
        "Severity 1: Critical incident",
        "completely down",
        "Users cannot log in",
        "Severity 2: Major incident",
        "Invoicing is blocked across the business.",
        "Severity 3: Moderate incident",
        "there is a workaround",
        "Severity 4: Minor incident",
        "Display issues",
    ):
        assert words in shown, words
    assert "Incident critique" in page(client, "/fr/requests/severities/")


class TestNames:
    def test_the_name_of_the_type_is_read_and_not_stored(self, client):
        customer = signed_in(client)
        ticket = tickets.ticket(requester=customer, form="change")
        here = f"/requests/{ticket.reference}/"
        assert "Change or feature request" in page(client, here)
        assert "Demande d’évolution" in page(client, f"/fr{here}")
        RequestType.objects.filter(slug="change").update(name_en="Ideas")
        kept.forget()
        assert "Ideas" in page(client, here)

    def test_a_type_that_is_gone_leaves_its_word(self, client):
        customer = signed_in(client)
        ticket = tickets.ticket(requester=customer, form="feedback")
        RequestType.objects.filter(slug="feedback").delete()
        assert "<span>feedback</span>" in page(client, f"/requests/{ticket.reference}/")

    def test_staff_filter_by_every_type(self, client):
        tickets.ticket(subject="Alpha", form="problem")
        tickets.ticket(subject="Beta", form="own")
        intake.request_type("own")
        client.force_login(make.staff(Role.LEAD))
        shown = page(client, "/admin/tickets/ticket/?form=own")
        assert "Beta" in shown and "Alpha" not in shown
        assert "A problem with a product, step by step" in shown


def test_answers_go_with_their_request():
    """Nothing points at an answer, so that erasing personal data can take it away."""
    pointing = [
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is Answer and field.concrete
    ]
    assert pointing == []
