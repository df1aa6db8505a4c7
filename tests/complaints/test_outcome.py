"""Whether an answer satisfies the customer: said on the page, or recorded from a call."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from escalations.complaints import actions
from escalations.complaints.models import Outcome
from escalations.complaints.staff_forms import OutcomeForm
from escalations.complaints.states import How, Status
from portal.workflow.moves import IllegalMove
from tests import make as people
from tests.complaints import make

pytestmark = pytest.mark.django_db

STEPS = [
    (make.answered, 1, Status.REFERRED),
    (make.responded, 2, Status.SOLUTIONS),
    (make.proposed, 3, Status.DISCUSSING),
]


# S4-6
@pytest.mark.parametrize(("begin", "level", "_then"), STEPS)
def test_who_is_satisfied_ends_it_with_our_final_response(begin, level, _then):
    complaint = begin()
    complaint = actions.satisfied(complaint, by=complaint.requester, note="Thank you.")
    assert complaint.status == Status.RESOLVED and complaint.ended_at
    outcome = complaint.outcomes.get(satisfied=True)
    assert (outcome.level.number, outcome.how, outcome.recorded_by) == (level, How.PAGE, complaint.requester)
    (letter,) = make.letters(complaint, "resolved")
    assert "this is our final response" in make.text(letter)
    assert complaint.events.filter(verb__in=("answer", "respond", "propose")).last().note in make.text(letter)
    assert make.kinds(complaint, complaint.holder.email)[-1] == "settled"


# S4-6, S4-7
@pytest.mark.parametrize(("begin", "level", "then"), STEPS)
def test_who_is_not_satisfied_is_led_to_the_next_level_at_once(begin, level, then):
    complaint = begin()
    complaint = actions.not_satisfied(complaint, by=complaint.requester, note="It pays for nothing.")
    assert complaint.status == then and complaint.promises.open().exists()
    outcome = complaint.outcomes.order_by("-pk").first()
    assert (outcome.level.number, outcome.satisfied) == (level, False)


# S4-6: who, when, how
def test_what_was_said_on_the_phone_is_recorded_with_who_when_and_how():
    greta, said_at = make.manager(), timezone.now() - timedelta(hours=2)
    complaint = actions.record_outcome(
        make.responded(), by=greta, satisfied=False, how=How.PHONE, said_at=said_at, note="Not a penny less."
    )
    assert complaint.status == Status.SOLUTIONS
    outcome = Outcome.objects.get(how=How.PHONE)
    assert (outcome.recorded_by, outcome.said_at, outcome.satisfied) == (greta, said_at, False)


def test_the_customer_reads_on_their_page_what_was_recorded(client):
    complaint = actions.record_outcome(
        make.answered(), by=make.representative(), satisfied=True, said_at=timezone.now(), **make.OUTCOME
    )
    client.force_login(complaint.requester)
    words = client.get(complaint.get_absolute_url()).content.decode()
    assert "You told us on the phone that you are satisfied: She said so on the phone." in words


@pytest.mark.parametrize("begin", [make.received, make.looking, make.reviewing, make.resolved, make.ended])
def test_nothing_is_judged_that_was_not_answered(begin):
    complaint = begin()
    before = complaint.outcomes.count()
    for verb in (actions.satisfied, actions.not_satisfied):
        with pytest.raises(IllegalMove):
            verb(complaint, by=complaint.requester, note="x")
    assert complaint.outcomes.count() == before


@pytest.mark.parametrize(
    ("said_at", "wrong"),
    [
        ("2026-01-01T10:00", "before the complaint"),
        ("2999-01-01T10:00", "still to come"),
        ("soon", "day and"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(said_at, wrong):
    data = {"satisfied": "yes", "how": "phone", "said_at": said_at, "note": "Fine."}
    complaint = make.answered()
    complaint.submitted_at = datetime(2026, 11, 20, tzinfo=UTC)
    form = OutcomeForm(data, instance=complaint, by=None)
    assert not form.is_valid() and wrong in form.errors["said_at"][0]


def test_the_forms_of_the_page_do_what_their_buttons_say(client):
    complaint = make.answered()
    client.force_login(complaint.requester)
    address = complaint.get_absolute_url()
    refused = client.post(f"{address}not-satisfied/", {"note": " "})
    assert refused.status_code == 422 and "Tell us why it does not settle it." in refused.content.decode()
    assert client.post(f"{address}not-satisfied/", {"note": "No."}).status_code == 302
    complaint.refresh_from_db()
    assert complaint.status == Status.REFERRED
    late = client.post(f"{address}satisfied/", {"note": "Well, yes."})
    assert late.status_code == 409 and "Well, yes." in late.content.decode()


def test_a_stranger_cannot_judge(client):
    complaint = make.answered()
    client.force_login(people.customer())
    assert client.post(f"{complaint.get_absolute_url()}satisfied/", {}).status_code == 404
