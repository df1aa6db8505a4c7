"""The form of the action plan: days to come, rows without scripts, nothing half-taken. S1-31."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.escalations import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PATH = "/admin/escalations/escalation/{}/share_plan/"


@pytest.fixture
def mireille(client):
    mireille = make.resolutions()
    client.force_login(mireille)
    return mireille


def step(number: int, due_on: str, **fields) -> dict:
    row = {"what": "Measure the page", "owner": "Jonas", "due_on": due_on, **fields}
    return {f"steps-{number}-{name}": value for name, value in row.items()}


def send(client, escalation, *steps, key="p" * 32, **fields):
    typed = {"form_key": key, "version": escalation.version, "steps-TOTAL_FORMS": len(steps)}
    typed |= {"steps-INITIAL_FORMS": escalation.steps.count(), **fields}
    for one in steps:
        typed |= one
    return client.post(PATH.format(escalation.pk), typed)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-20", "This day has passed."),
        ("0001-01-01", "This day has passed."),
        ("9999-12-31", "more than two years away"),
    ],
)
def test_a_step_is_promised_for_a_day_to_come(client, mireille, day, said):
    with time_machine.travel(NOW, tick=False):
        escalation = make.approved(staff=mireille)
        answer = send(client, escalation, step(0, day))
    assert answer.status_code == 200  # the form again
    assert said in answer.content.decode()
    assert not escalation.steps.exists()


def test_today_and_a_step_that_was_done_before_are_taken(client, mireille):
    with time_machine.travel(NOW, tick=False):
        escalation = make.approved(staff=mireille)
        answer = send(client, escalation, step(0, "2026-11-23"), step(1, "2026-11-19", done="on"))
    assert answer.status_code == 302
    assert [str(row.due_on) for row in escalation.steps.order_by("due_on")] == ["2026-11-19", "2026-11-23"]


def test_a_late_step_keeps_its_day_while_another_is_changed(client, mireille):
    with time_machine.travel(NOW, tick=False):
        escalation = make.approved(staff=mireille)
        send(client, escalation, step(0, "2026-11-24"))
    escalation.refresh_from_db()
    with time_machine.travel(datetime(2026, 11, 26, 10, 0, tzinfo=UTC), tick=False):
        late, new = step(0, "2026-11-24"), step(1, "2026-11-27", what="Ship the query")
        assert send(client, escalation, late, new, key="q" * 32).status_code == 302
    assert escalation.steps.count() == 2


@pytest.mark.parametrize("rows", ["abc", "", "-1", "9" * 40, "²"])
def test_more_rows_are_drawn_whatever_number_is_sent(client, mireille, rows):
    escalation = make.approved(staff=mireille)
    answer = send(client, escalation, more="1", **{"steps-TOTAL_FORMS": rows})
    assert answer.status_code in (200, 422)
    assert "steps-0-what" in answer.content.decode()
