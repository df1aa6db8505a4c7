"""Verify first, the reasons, and an escalation that staff write down for a customer. S4-11 to S4-20."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from escalations import actions, reasons
from escalations.models import Escalation, Example, Reason, Verification
from portal.accounts.roles import Role
from portal.workflow import kept
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets.facts import Kind, facts_of
from tickets.models import Fact, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(client):
    customer = people.customer()
    client.force_login(customer)
    return customer


def send(client, ticket, **fields):
    return client.post("/escalate/", make.typed(ticket, **fields))


# --- The four questions -------------------------------------------------------------------------------


def test_the_four_questions_stand_beside_the_facts_of_the_case(client, customer):  # S4-16 to S4-19
    ticket = make.case(customer, text="It takes 40 seconds.", impact="major")
    shown = page(client.get(f"/escalate/?case={ticket.reference}"))
    for question in Verification.Question:
        assert str(question.label) in shown
    assert "It takes 40 seconds." in shown and "Major: slows work, with a workaround" in shown
    assert shown.count("None is written on the case") == 2


def test_without_scripts_the_facts_of_another_case_are_shown_before_anything_is_sent(client, customer):
    """S4-16: an answer counts only for facts that were shown."""
    ticket = make.case(customer, text="It takes 40 seconds.")
    empty = page(client.get("/escalate/"))
    assert "Show what the case says" in empty and "verify_problem" not in empty
    asked = client.post("/escalate/", {"form_key": new_key(), "case": ticket.reference, "show": "facts"})
    assert asked.status_code == 200 and "It takes 40 seconds." in page(asked)
    assert "needs your attention" not in page(asked)
    unseen = send(client, ticket, facts_of="")
    assert unseen.status_code == 422 and f"Compare the facts of case {ticket.reference}" in page(unseen)
    assert not Escalation.objects.exists()
    assert send(client, ticket).status_code == 302


def test_with_scripts_they_come_as_a_fragment(client, customer):
    ticket = make.case(customer, text="It takes 40 seconds.")
    other = make.case(people.customer(), text="A secret.")
    fragment = page(client.get("/escalate/facts/", {"number": ticket.reference}))
    assert "It takes 40 seconds." in fragment and "<html" not in fragment
    assert "A secret." not in page(client.get("/escalate/facts/", {"number": other.reference}))


@pytest.mark.parametrize("question", Verification.Question.values)
def test_each_question_wants_an_answer_and_a_no_wants_what_is_right(
    client, customer, question
):  # S4-16 to S4-19
    ticket = make.case(customer)
    response = send(client, ticket, **{f"verify_{question}": ""})
    assert response.status_code == 422 and "Answer this question" in page(response)
    response = send(client, ticket, **{f"verify_{question}": "no"})
    assert response.status_code == 422 and "You said “No”. Write what is right." in page(response)
    assert not Escalation.objects.exists() and not Fact.objects.exists()


def test_no_door_takes_a_no_without_a_correction():  # S4-20
    ticket = make.case()
    with pytest.raises(actions.NotCorrected):
        actions.submit(ticket, by=ticket.requester, **make.SAID, verified={"workaround": ("no", " ")})
    assert not Escalation.objects.exists()


def test_a_date_that_is_not_there_cannot_be_right(client, customer):  # S4-19
    response = send(client, make.case(customer), verify_milestone="yes")
    assert response.status_code == 422 and "No date is written on the case." in page(response)


def test_corrections_become_facts_of_the_case_and_the_first_words_stay(client, customer):  # S4-16 to S4-20
    ticket = make.case(customer, subject="Slow page", text="It is slow.", impact="limited")
    send(
        client,
        ticket,
        verify_problem="no",
        correct_problem="The whole warehouse stands still.",
        verify_impact="no",
        correct_impact="critical",
        verify_milestone="no",
        correct_milestone="2026-11-30",
    )
    escalation, case = Escalation.objects.get(), Ticket.objects.get(pk=ticket.pk)
    known = facts_of(case)
    assert known[Kind.PROBLEM].value == "The whole warehouse stands still."
    assert known[Kind.PROBLEM].first == "Slow page\n\nIt is slow."
    assert (known[Kind.IMPACT].value, known[Kind.IMPACT].first, case.impact) == (
        "critical",
        "limited",
        "critical",
    )
    assert known[Kind.MILESTONE].value == "2026-11-30"
    assert (case.subject, case.messages.first().body) == ("Slow page", "It is slow.")
    assert case.events.get(verb="correct").by == customer
    kept_rows = {
        row.question: (row.answer, row.fact, row.correction) for row in escalation.verifications.all()
    }
    assert kept_rows["impact"] == ("no", "limited", "critical")
    assert kept_rows["workaround"] == ("yes", "", "")
    shown = page(client.get(escalation.get_absolute_url()))
    assert "Right is: Critical: halts work completely" in shown
    client.force_login(make.resolutions())
    staff = page(client.get(reverse("admin:escalations_escalation_change", args=[escalation.pk])))
    assert "Verified by the customer" in staff and "the case said: Limited" in staff


def test_what_was_corrected_once_is_the_fact_beside_the_next_question(client, customer):  # S4-35
    ticket = make.case(customer)
    first = actions.submit(ticket, by=customer, **make.SAID, verified={"workaround": ("no", "Paper lists.")})
    mireille = make.resolutions()
    actions.decline(actions.acknowledge(first, by=mireille), by=mireille, note="It moves on.")
    assert "Paper lists." in page(client.get(f"/escalate/?case={ticket.reference}"))
    send(client, ticket)
    assert Fact.objects.count() == 1  # nothing was corrected, nothing is written


def test_the_form_reads_as_many_rows_for_a_case_that_was_corrected_often(
    client, customer, django_assert_num_queries
):
    plain, often = make.case(customer), make.case(customer)
    from tickets.actions import correct

    for number in range(3):
        correct(often, by=customer, facts={"workaround": f"Lists, page {number}"})
    client.get("/escalate/")
    counts = []
    for ticket in (plain, often):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        kept.forget()
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/escalate/?case={ticket.reference}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- The reasons --------------------------------------------------------------------------------------


def test_the_reasons_of_the_sources_are_offered_in_both_languages(client, customer):
    """S2-81, S2-82, S4-14, S4-15, S1-18."""
    shown = page(client.get("/escalate/"))
    for slug, (english, french, _asks) in reasons.REASONS.items():
        row = Reason.objects.get(slug=slug)
        assert english in shown
        with translation.override("fr"):
            assert row.name == french
    assert send(client, make.case(customer), main_reason="").status_code == 422


def test_a_blocked_project_asks_for_its_go_live_date_which_becomes_the_milestone(client, customer):  # S4-19
    ticket, reason = make.case(customer), Reason.objects.get(slug="project_blocked")
    response = send(client, ticket, main_reason=reason.pk)
    assert response.status_code == 422 and "Write the go-live date that is at risk." in page(response)
    send(client, ticket, main_reason=reason.pk, go_live_on="2026-12-14")
    assert facts_of(ticket)[Kind.MILESTONE].value == "2026-12-14"
    assert Escalation.objects.get().main_reason == reason


def test_a_go_live_date_of_another_reason_is_nobodys_milestone(client, customer):
    ticket = make.case(customer)
    send(client, ticket, go_live_on="2026-12-14")
    assert facts_of(ticket)[Kind.MILESTONE].value == ""


def test_the_queue_is_filtered_by_reason(client):
    slow, blocked = Reason.objects.get(slug="no_progress"), Reason.objects.get(slug="project_blocked")
    first, second = make.received(main_reason=slow), make.received(main_reason=blocked)
    client.force_login(make.resolutions())
    shown = page(
        client.get(reverse("admin:escalations_escalation_changelist"), {"reason": "project_blocked"})
    )
    assert second.reference in shown and first.reference not in shown


def test_managers_edit_the_reasons_and_the_example_of_the_form(client, customer):  # S2-84, C18
    manager = people.staff(Role.MANAGER)
    client.force_login(manager)
    example = Example.objects.get()
    url = reverse("admin:escalations_example_change", args=[example.pk])
    fields = {name: getattr(example, name) for name in reasons.EXAMPLE}
    assert client.post(url, {**fields, "subject_en": "The till is closed"}).status_code == 302
    row = Reason.objects.get(slug="other")
    url = reverse("admin:escalations_reason_change", args=[row.pk])
    data = {"name_en": "Something else", "name_fr": "Autre chose", "is_offered": "on", "position": 9}
    assert client.post(url, data).status_code == 302
    client.force_login(customer)
    shown = page(client.get("/escalate/"))
    assert "The till is closed" in shown and "Something else" in shown
    kept.forget()


# --- For a customer who calls -------------------------------------------------------------------------


@pytest.fixture
def jonas(client):
    jonas = people.staff(name="Jonas Weber")
    client.force_login(jonas)
    return jonas


def on_behalf(ticket) -> str:
    return reverse("admin:escalations_escalation_on_behalf", args=[ticket.reference])


def test_the_agent_writes_down_an_escalation_for_the_customer_who_calls(client, jonas):  # S4-11, S4-12
    ticket = make.case(agent=jonas)
    assert on_behalf(ticket) in page(client.get(reverse("admin:tickets_ticket_change", args=[ticket.pk])))
    form = page(client.get(on_behalf(ticket)))
    assert "Who asks for it" in form and "It is slow." in form
    data = make.typed(ticket, customer=ticket.requester_id)
    assert client.post(on_behalf(ticket), data).status_code == 302
    assert client.post(on_behalf(ticket), data).status_code == 302
    escalation = Escalation.objects.get()
    assert (escalation.requester, escalation.recorded_by) == (ticket.requester, jonas)
    assert escalation.acknowledge_by > timezone.now()  # the same promise as to everybody
    (receipt,) = make.letters(escalation, "received")
    assert receipt.to == ticket.requester.email and "Jonas Weber wrote it down for you" in " ".join(
        receipt.text.split()
    )
    assert ticket.events.get(verb="escalate_for").by == jonas
    client.force_login(ticket.requester)
    assert "recorded for you by Jonas" in page(client.get(escalation.get_absolute_url()))


@pytest.mark.parametrize("status", ["new", "asked", "on test"])
def test_a_case_is_escalated_at_any_time_as_long_as_it_is_open(client, jonas, status):  # S4-11
    from tickets import actions as cases

    ticket = make.case(agent=jonas)
    if status != "new":
        {"asked": cases.ask, "on test": cases.resolve}[status](ticket, by=jonas, text="Which site?")
    response = client.post(on_behalf(ticket), make.typed(ticket, customer=ticket.requester_id))
    assert response.status_code == 302 and Escalation.objects.exists()


def test_nobody_is_escalated_for_who_could_not_do_it_themselves(client, jonas):  # S4-12, C14
    ticket, stranger = make.case(), people.customer()
    response = client.post(on_behalf(ticket), make.typed(ticket, customer=stranger.pk))
    assert response.status_code == 422 and not Escalation.objects.exists()


def test_a_second_try_leads_to_the_first(client, jonas):
    escalation = make.received()
    assert f"/{escalation.pk}/change/" in client.get(on_behalf(escalation.ticket))["Location"]


def test_a_day_is_kept_as_a_day():
    ticket = make.case()
    made = actions.submit(ticket, by=ticket.requester, **make.SAID, go_live_on=date(2026, 12, 14))
    assert made.ticket.facts.get().value == "2026-12-14"
