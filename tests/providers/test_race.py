"""Two people at once: one wins, the other hears what happened."""

import pytest

from escalations.providers import actions
from escalations.providers.models import ProviderIssue
from portal.workflow.moves import IllegalMove
from tests.escalations.test_race import at_once
from tests.providers import make as providers

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_acknowledgements_at_once_are_one():
    issue = providers.received()
    two = providers.integration(), providers.integration(name="Jo Park")
    ends = at_once(*(lambda by=by: actions.acknowledge(issue, by=by) for by in two))
    assert [type(end) for end in ends if not isinstance(end, ProviderIssue)] == [IllegalMove]
    assert issue.events.filter(verb="acknowledge").count() == 1
    assert len(providers.letters(issue, "acknowledged")) == 1


def test_an_alarm_beside_an_acknowledgement_calls_nothing_missed_that_was_kept():
    issue, ines = providers.received(), providers.integration()
    clock = issue.clocks.get()
    at_once(
        lambda: actions.acknowledge(issue, by=ines),
        lambda: actions.ring(clock.pk, at=clock.due_by),
    )
    clock.refresh_from_db()
    assert clock.kept_at is not None
    assert issue.events.filter(verb="miss").count() == (clock.missed_at is not None)
