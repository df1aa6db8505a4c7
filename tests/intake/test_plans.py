"""Support plans in the back office: one of them is always the default."""

import pytest

from portal.contracts.models import SupportPlan, Target
from tests import make

pytestmark = pytest.mark.django_db


def save(client, plan, targets=(), **changed):
    """The page of a plan, saved with these changes; None unticks."""
    url = f"/admin/contracts/supportplan/{plan.pk}/change/"
    filled = client.get(url).context["adminform"].form.initial | changed
    typed = {name: value for name, value in filled.items() if value not in (None, False)}
    rows = {"targets-TOTAL_FORMS": len(targets), "targets-INITIAL_FORMS": 0}
    for number, target in enumerate(targets):
        rows |= {f"targets-{number}-{name}": value for name, value in target.items()}
    return client.post(url, typed | rows)


@pytest.fixture
def gold(client):
    client.force_login(make.administrator())
    return SupportPlan.objects.create(name_en="Gold", name_fr="Or")


def test_the_default_is_handed_over_and_never_given_up(client, gold):
    standard = SupportPlan.objects.get(is_default=True)
    response = save(client, standard, is_default=None)
    assert "Tick it on another plan." in response.content.decode()
    assert save(client, gold, is_default="on").status_code == 302
    assert SupportPlan.objects.get(is_default=True) == gold
    assert save(client, standard, is_default=None).status_code == 302


def test_a_promise_that_no_calendar_can_count_is_refused(client, gold):
    target = {"kind": "respond", "severity": 1, "minutes": 2_000_000_000}
    assert "At most 527040." in save(client, gold, [target]).content.decode()
    assert save(client, gold, [target | {"minutes": 30}]).status_code == 302
    assert Target.objects.get(plan=gold).minutes == 30
