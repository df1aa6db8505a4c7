"""The action plan: owners, internal steps, one click, the customer's yes or no. S1-31, S4-28, S4-32."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from escalations import actions
from escalations.models import Escalation, Promise
from escalations.states import Kind, Status
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import agreed, make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "escalations"


@pytest.fixture
def jonas():
    return people.staff(name="Jonas Weber", job="Product Support")


@pytest.fixture
def mireille():
    return make.resolutions()


def fresh(escalation) -> Escalation:
    return Escalation.objects.get(pk=escalation.pk)


def share(escalation, by, *steps, **said):
    escalation = fresh(escalation)
    return actions.share_plan(escalation, by=by, steps=steps, version=escalation.version, **said)


def words(letter) -> str:
    return " ".join(letter.text.split())


# --- What changed, and who hears it -------------------------------------------------------------


# S1-31
def test_the_customer_hears_what_was_added_changed_removed_and_done(mireille):
    escalation = make.planned(staff=mireille)
    found, moved = make.STEPS
    share(
        escalation,
        mireille,
        {**found, "done_on": date(2026, 11, 23)},
        {"what": "Measure the page", "owner": "Jonas", "due_on": date(2026, 11, 27)},
    )
    (letter,) = make.letters(escalation, "plan_changed")
    said = words(letter)
    assert "Done: - Find what slows the page, Jonas, Product Support, done on Monday 23 November" in said
    assert "New: - Measure the page, Jonas, by Friday 27 November" in said
    assert "No longer in the plan: - Move the weekly report" in said and "Changed" not in said
    pk = escalation.steps.get(what="Measure the page").pk
    share(escalation, mireille, {**found, "done_on": date(2026, 11, 23)},
          {"pk": pk, "what": "Measure it", "owner": "Jonas", "due_on": date(2026, 11, 30)})  # fmt: skip
    said = words(make.letters(escalation, "plan_changed")[1])
    assert "Changed, and now: - Measure it, Jonas, by Monday 30 November" in said
    assert "New" not in said and "No longer" not in said and "Done:" not in said


def test_a_step_that_stays_is_the_same_row(mireille):
    escalation = make.planned(staff=mireille)
    before = [step.pk for step in escalation.steps.all()]
    share(escalation, mireille, *reversed(make.STEPS), agreed.internal_step())
    assert [step.pk for step in escalation.steps.all()][:2] == before[::-1]


def test_a_plan_that_does_not_change_is_not_sent_again(mireille):
    escalation = make.planned(staff=mireille)
    with pytest.raises(IllegalMove, match="Nothing was changed"):
        share(escalation, mireille, *make.STEPS)
    assert make.kinds(escalation).count("plan_shared") == 1


# S4-28
def test_owners_get_their_steps(mireille, jonas):
    escalation = make.approved(staff=mireille)
    share(escalation, mireille, {**make.STEPS[0], "person": jonas}, make.STEPS[1])
    (letter,) = make.letters(escalation, "steps_given")
    assert letter.to == jonas.email and "- Find what slows the page, by Tuesday 24 November" in words(letter)
    share(escalation, mireille, make.STEPS[0], make.STEPS[1])
    taken = make.letters(escalation, "steps_given")[1]
    assert taken.to == jonas.email and "Nothing in it is left for you to do" in words(taken)


def test_who_writes_the_plan_needs_no_letter_about_their_own_steps(mireille):
    escalation = make.approved(staff=mireille)
    share(escalation, mireille, {**make.STEPS[0], "person": mireille})
    assert make.letters(escalation, "steps_given") == []


# --- Internal steps -----------------------------------------------------------------------------


# S1-31
def test_an_internal_step_never_reaches_the_customer(client, mireille, jonas):
    """On no page, in no letter: everything the customer gets from here is read."""
    escalation = make.approved(staff=mireille)
    escalation = share(escalation, mireille, *make.STEPS, agreed.internal_step(person=jonas))
    share(escalation, mireille, make.STEPS[0], agreed.internal_step(due_on=date(2026, 11, 30)))
    actions.finish_step(escalation, by=mireille, step=escalation.steps.get(internal=True).pk)
    actions.update(fresh(escalation), by=mireille, note="Going well.")
    actions.propose_end(fresh(escalation), by=mireille, **make.CONDITIONS, **make.LESSON)
    actions.agree(fresh(escalation), by=escalation.requester)
    assert Letter.objects.filter(to=jonas.email, text__contains=agreed.INTERNAL[:20]).exists()
    for letter in Letter.objects.filter(to=escalation.requester.email):
        assert agreed.INTERNAL[:20] not in " ".join(letter.text.split()) + letter.html, letter.kind
    client.force_login(escalation.requester)
    for address in (
        escalation.get_absolute_url(),
        f"/requests/{escalation.ticket.reference}/",
        "/requests/",
        "/requests/export/",
        "/requests/personal/",
    ):
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200 and b"Between us" not in content, address


def test_no_template_of_the_customer_reads_the_steps_by_itself():
    """They are given rows, chosen in Python: one that asked for `steps.all` would show internal ones."""
    customers = [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]
    assert customers
    for path in customers:
        assert "steps.all" not in path.read_text() and "internal_minutes" not in path.read_text(), path


def test_a_change_of_internal_steps_alone_is_no_news_and_keeps_no_promise(client, mireille):
    escalation = make.planned(staff=mireille)
    due_by = fresh(escalation).due_by
    share(escalation, mireille, *make.STEPS, agreed.internal_step())
    assert "plan_changed" not in make.kinds(escalation)
    assert not escalation.events.filter(verb="share_plan").last().public
    assert Promise.objects.filter(kind=Kind.UPDATE, kept_at=None).get().due_by == due_by


def test_a_step_that_becomes_internal_leaves_the_customers_plan(mireille):
    escalation = make.planned(staff=mireille)
    share(escalation, mireille, make.STEPS[0], {**make.STEPS[1], "internal": True})
    assert "No longer in the plan: - Move the weekly report" in words(
        make.letters(escalation, "plan_changed")[0]
    )


def test_the_form_wants_a_step_that_the_customer_sees(client, mireille):
    client.force_login(mireille)
    escalation = make.approved(staff=mireille)
    with time_machine.travel(agreed.MONDAY, tick=False):
        typed = {"steps-0-what": "Ask", "steps-0-owner": "Jonas", "steps-0-due_on": "2026-11-24"}
        response = client.post(
            f"/admin/escalations/escalation/{escalation.pk}/share_plan/",
            {**typed, "steps-0-internal": "on", "steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 0,
             "version": escalation.version, "form_key": new_key()},
        )  # fmt: skip
    assert response.status_code == 422
    assert "At least one step must be one that the customer sees." in page(response)


# --- One click ----------------------------------------------------------------------------------


def tick(client, escalation, step, **fields):
    typed = {"step": step.pk, "form_key": new_key(), **fields}
    return client.post(f"/admin/escalations/escalation/{escalation.pk}/finish_step/", typed)


# S4-28
def test_a_step_is_done_by_one_click_without_sending_the_plan_again(client, mireille):
    escalation = make.planned(staff=mireille)
    client.force_login(mireille)
    step = escalation.steps.first()
    shown = page(client.get(f"/admin/escalations/escalation/{escalation.pk}/change/"))
    assert f'name="step" value="{step.pk}"' in shown
    with time_machine.travel(agreed.MONDAY, tick=False):
        assert tick(client, escalation, step).status_code == 302
    step.refresh_from_db()
    assert step.done_on == date(2026, 11, 23)
    (letter,) = make.letters(escalation, "step_done")
    assert "Find what slows the page. 1 of 2 steps are done." in words(letter)
    assert make.kinds(escalation).count("plan_shared") == 1


def test_an_owner_ticks_their_own_step_and_no_other(client, mireille, jonas):
    escalation = make.approved(staff=mireille, ticket=make.case(agent=jonas))
    escalation = share(escalation, mireille, {**make.STEPS[0], "person": jonas}, make.STEPS[1])
    own, other = escalation.steps.all()
    client.force_login(jonas)
    assert tick(client, escalation, other).status_code == 422
    assert tick(client, escalation, own).status_code == 302
    own.refresh_from_db()
    other.refresh_from_db()
    assert own.done_on and not other.done_on
    assert [letter.to for letter in make.letters(escalation, "step_done_told")] == [mireille.email]


def test_a_step_is_done_once_and_an_open_form_of_the_plan_does_not_undo_it(mireille):
    escalation = make.planned(staff=mireille)
    step = escalation.steps.first()
    actions.finish_step(escalation, by=mireille, step=step.pk)
    with pytest.raises(IllegalMove, match="done already"):
        actions.finish_step(escalation, by=mireille, step=step.pk)
    with pytest.raises(actions.EditedMeanwhile):
        actions.share_plan(escalation, by=mireille, steps=make.STEPS, version=escalation.version)


def test_a_step_of_another_escalation_is_not_found(mireille):
    escalation, other = make.planned(staff=mireille), make.planned(staff=mireille)
    with pytest.raises(IllegalMove, match="no longer in the plan"):
        actions.finish_step(escalation, by=mireille, step=other.steps.first().pk)


# --- Overdue ------------------------------------------------------------------------------------


def test_a_step_that_is_overdue_is_marked_on_both_pages_and_in_the_queue(client, mireille):
    with time_machine.travel(agreed.MONDAY, tick=False):
        escalation = make.planned(staff=mireille)
    pages = {
        escalation.requester: escalation.get_absolute_url(),
        mireille: f"/admin/escalations/escalation/{escalation.pk}/change/",
    }
    for day, is_late in ((24, False), (25, True)):
        with time_machine.travel(datetime(2026, 11, day, 10, tzinfo=UTC), tick=False):
            for person, address in pages.items():
                client.force_login(person)
                shown = page(client.get(address))
                assert ("overdue since Tue 24" in shown.replace("\N{NO-BREAK SPACE}", " ")) is is_late
            queue = page(client.get("/admin/escalations/escalation/"))
            assert ("1 step overdue" in queue) is is_late


# --- The customer's yes or no -------------------------------------------------------------------


def answer(client, escalation, verb, **typed):
    typed = {"seen": agreed.seen(escalation), "form_key": new_key(), **typed}
    return client.post(f"/escalations/{escalation.reference}/{verb}/", typed)


# S1-31, S4-32
def test_the_customer_accepts_the_plan_and_staff_are_told(client, mireille):
    escalation = make.planned(staff=mireille)
    client.force_login(escalation.requester)
    assert "Accept the plan" in page(client.get(escalation.get_absolute_url()))
    assert answer(client, escalation, "accept-plan").status_code == 302
    shown = page(client.get(escalation.get_absolute_url()))
    assert "You accepted the plan" in shown and "Accept the plan" not in shown
    assert [letter.to for letter in make.letters(escalation, "plan_accepted")] == [mireille.email]
    assert fresh(escalation).plan_accepted_at
    client.force_login(mireille)
    case = page(client.get(f"/admin/escalations/escalation/{escalation.pk}/change/"))
    assert "Accepted by the customer" in case


# S4-32
def test_an_objection_asks_for_a_new_plan_by_a_promised_time(client, mireille):
    with time_machine.travel(agreed.MONDAY, tick=False):
        escalation = make.planned(staff=mireille)
        client.force_login(escalation.requester)
        sent = answer(client, escalation, "object-to-plan", note="Friday is too late for us.")
        assert sent.status_code == 302
        escalation = fresh(escalation)
        assert escalation.status == Status.APPROVED
        plan = escalation.promises.open().get(kind=Kind.PLAN)
        assert plan.due_by == datetime(2026, 11, 24, 10, tzinfo=UTC)  # one working day
        # The updates go on meanwhile.
        update = escalation.promises.open().get(kind=Kind.UPDATE)
        shown = page(client.get(escalation.get_absolute_url()))
        assert "Friday is too late for us." in shown
        (told,) = make.letters(escalation, "plan_objected")
        assert told.to == mireille.email and "> Friday is too late for us." in told.text
        (promised,) = make.letters(escalation, "new_plan_promised")
        assert "Tuesday 24 November, 10:00" in words(promised)
        actions.update(escalation, by=mireille, note="We look for a faster way.")
        update.refresh_from_db()
        plan.refresh_from_db()
        assert update.kept_at and plan.kept_at is None
        share(escalation, mireille, make.STEPS[0])
        plan.refresh_from_db()
        assert plan.kept_at and fresh(escalation).status == Status.PLANNED


def test_an_objection_without_why_keeps_nothing_and_says_so(client, mireille):
    escalation = make.planned(staff=mireille)
    client.force_login(escalation.requester)
    response = answer(client, escalation, "object-to-plan", note="")
    assert response.status_code == 422 and "Say what will not do in this plan." in page(response)
    assert fresh(escalation).status == Status.PLANNED


@pytest.mark.parametrize("verb", ["accept-plan", "object-to-plan"])
def test_a_plan_that_changed_while_it_was_read_is_neither_accepted_nor_refused(client, mireille, verb):
    escalation = make.planned(staff=mireille)
    before = agreed.seen(escalation)
    share(escalation, mireille, make.STEPS[0])
    client.force_login(escalation.requester)
    response = answer(client, escalation, verb, seen=before, note="Why so late?")
    assert response.status_code == 409 and "The plan was changed while you read it." in page(response)
    assert (fresh(escalation).status, fresh(escalation).plan_accepted_at) == (Status.PLANNED, None)


def test_what_the_customer_sees_changed_asks_for_their_yes_again(mireille):
    escalation = make.planned(staff=mireille)
    actions.accept_plan(escalation, by=escalation.requester, seen=agreed.seen(escalation))
    share(escalation, mireille, *make.STEPS, agreed.internal_step())
    assert fresh(escalation).plan_accepted_at
    share(escalation, mireille, make.STEPS[0], agreed.internal_step())
    assert fresh(escalation).plan_accepted_at is None
