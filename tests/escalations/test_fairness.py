"""The order of the queue, and the record of who went before whom. S1-23, S1-24."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escalations import actions, fairness
from escalations.models import Escalation
from escalations.states import Band
from portal.accounts.roles import Role
from portal.contracts.models import SupportPlan
from portal.workflow import kept
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db

# A Monday; ten working days later it is the Monday after next, at the same time.
RECEIVED = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
EXTENDED = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)


def escalated_at(moment, **kwargs) -> Escalation:
    with time_machine.travel(moment, tick=False):
        return make.received(**kwargs)


def uplift(escalation, moment, *, ground="extended", by=None) -> Escalation:
    with time_machine.travel(moment, tick=False):
        return actions.prioritise(escalation, by=by or make.resolutions(), ground=ground, note="40 days.")


def test_extended_is_a_number_of_working_days_to_the_second():  # S1-23
    escalation = escalated_at(RECEIVED)
    with pytest.raises(actions.TooYoung, match="after 10 working days"):
        uplift(escalation, EXTENDED - timedelta(seconds=1))
    escalation.refresh_from_db()
    assert (escalation.ground, escalation.band) == ("", Band.CLOCK)
    assert uplift(escalation, EXTENDED).ground == "extended"


def test_the_number_of_days_is_that_of_the_support_plan():  # S1-23
    SupportPlan.objects.update(extended_after_days=3)
    kept.forget()
    escalation = escalated_at(RECEIVED)
    with pytest.raises(actions.TooYoung, match="after 3 working days"):
        uplift(escalation, RECEIVED + timedelta(days=3, seconds=-1))
    assert uplift(escalation, RECEIVED + timedelta(days=3)).band == Band.UPLIFTED
    kept.forget()


def test_the_most_pressing_case_may_be_as_young_as_it_is():  # S1-23
    assert uplift(escalated_at(RECEIVED), RECEIVED, ground="pressing").band == Band.UPLIFTED


def test_the_form_says_beside_the_ground_that_the_case_is_too_young(client):  # S1-23
    escalation = make.received()
    client.force_login(make.resolutions())
    url = reverse("admin:escalations_escalation_prioritise", args=[escalation.pk])
    assert "Extended from" in page(client.get(url))
    response = client.post(url, {"form_key": new_key(), "ground": "extended", "note": "Old."})
    assert response.status_code == 422 and "This one is younger." in page(response)


def test_what_was_put_first_can_be_put_back_and_the_record_keeps_both():  # S1-23, S1-24
    mireille = make.resolutions()
    first, second = escalated_at(RECEIVED), escalated_at(RECEIVED + timedelta(minutes=5))
    second = uplift(second, RECEIVED + timedelta(hours=1), ground="pressing", by=mireille)
    assert list(Escalation.objects.by_the_clock().in_order()) == [second, first]
    second = actions.unprioritise(second, by=mireille, note="The season is over.")
    assert list(Escalation.objects.by_the_clock().in_order()) == [first, second]
    assert (second.ground, second.prioritised_by, second.prioritised_at) == ("", None, None)
    assert [row.event.verb for row in fairness.uplifts(mireille)] == ["unprioritise", "prioritise"]
    with pytest.raises(IllegalMove, match="in the order of the clock already"):
        actions.unprioritise(second, by=mireille, note="Again.")


def test_the_list_shows_ground_who_and_when_beside_the_ages_of_the_others(client):  # S1-23, S1-24
    ines = make.resolutions(name="Ines Duarte")
    old, young = escalated_at(RECEIVED), escalated_at(EXTENDED)
    uplift(old, EXTENDED, by=ines)
    client.force_login(people.staff(Role.MANAGER))
    with time_machine.travel(EXTENDED + timedelta(days=1), tick=False):
        shown = page(client.get(reverse("admin:escalations_escalation_fairness")))
        others = fairness.not_uplifted(ines)
    above, _head, below = shown.partition("Not put before the others")
    assert old.reference in above and "Under investigation for an extended period" in above
    assert "Ines Duarte" in above and "40 days." in above
    assert young.reference in below and old.reference not in below
    assert [(row.escalation, row.age) for row in others] == [(young, 1)]


def test_the_list_costs_the_same_for_any_number(client):
    mireille = make.resolutions()
    client.force_login(mireille)
    url, counts = reverse("admin:escalations_escalation_fairness"), []
    for more in (1, 2):
        for _time in range(more):
            make.received()
            actions.prioritise(make.received(), by=mireille, ground="pressing", note="Now.")
        client.get(url)
        kept.forget()
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]
