"""Whoever leaves or works elsewhere hands over all they look after, in the same step, or stays."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from escalations import actions
from escalations.models import Concern, Post, Shift, Specialist, Speciality
from portal.accounts import actions as accounts
from portal.accounts.leaving import StillHolds
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make as people
from tests.accounts.test_admin import form_of
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return people.administrator()


@pytest.fixture
def eva():
    """Holds one of everything."""
    person = people.staff(Role.ENGINEER, name="Eva Brandt")
    make.post(person, role=Role.REGIONAL)
    make.post(people.staff(Role.LEAD), level=2, deputy=person)
    Specialist.objects.create(
        speciality=Speciality.objects.create(name_en="Stock", name_fr="Stock"), person=person
    )
    now = timezone.now()
    make.shift(person, now - timedelta(days=2), now - timedelta(days=1))  # over: stays as it was
    make.shift(person, now + timedelta(days=1), now + timedelta(days=2))
    return person


def test_leaving_without_a_successor_is_refused_and_names_what_is_held(eva, ada):
    escalation = make.planned()
    with pytest.raises(StillHolds) as refused:
        accounts.close_account(eva, by=ada)
    words = str(refused.value)
    for held in ("Regional escalation manager, everywhere", "Team Lead, everywhere", "Stock"):
        assert held in words
    assert escalation.reference in words and "1 shift of the duty rota" in words
    assert "Choose a successor." in words
    eva.refresh_from_db()
    assert eva.is_active


def test_everything_goes_to_the_successor_in_one_step(client, eva, ada):
    escalation = make.concerned(make.planned(staff=eva))
    assert (escalation.holder, escalation.engineer) == (eva, eva)
    actions.take_concern(escalation, by=eva, call_at=timezone.now() + timedelta(hours=1))
    olga = people.staff(Role.ENGINEER, name="Olga Petit")
    assert accounts.close_account(eva, by=ada, successor=olga)
    escalation.refresh_from_db()
    assert (escalation.holder, escalation.engineer) == (olga, olga)
    assert Concern.objects.get().taken_by == olga
    assert Post.objects.get(role=Role.REGIONAL).person == olga
    assert Post.objects.get(level__number=2).deputy == olga
    assert Specialist.objects.get().person == olga
    past, coming = Shift.objects.order_by("starts_at")
    assert (past.person, coming.person) == (eva, olga)
    (letter,) = Letter.objects.filter(kind="escalations/email/people/handed_over")
    assert letter.to == olga.email and escalation.reference in letter.text and "duty rota" in letter.text
    client.force_login(escalation.requester)
    assert "Olga Petit looks after it now" in page(client.get(escalation.get_absolute_url()))


def test_what_has_ended_stays_with_who_did_it(ada):
    eva = make.resolutions(name="Eva Brandt")
    escalation = make.resolved(staff=eva)
    assert accounts.close_account(eva, by=ada)
    escalation.refresh_from_db()
    assert escalation.holder == eva


def test_the_page_of_a_person_asks_for_the_successor_and_keeps_what_was_typed(client, eva, ada):
    client.force_login(ada)
    path = f"/admin/accounts/user/{eva.pk}/change/"
    engineer = Group.objects.get(name=Role.ENGINEER)
    form = form_of(eva, is_staff="on", groups=[engineer.pk], job="Gone fishing")
    del form["is_active"]
    answer = client.post(path, form)
    assert (
        answer.status_code == 200 and "still looks after" in page(answer) and "Gone fishing" in page(answer)
    )
    eva.refresh_from_db()
    assert eva.is_active
    olga = people.staff(Role.ENGINEER, name="Olga Petit")
    assert client.post(path, {**form, "successor": olga.pk}).status_code == 302
    eva.refresh_from_db()
    assert not eva.is_active and Post.objects.get(role=Role.REGIONAL).person == olga


@pytest.mark.parametrize("changes", [{"is_staff": ""}, {"groups": []}])
def test_so_it_does_for_somebody_who_works_elsewhere_from_now_on(client, eva, ada, changes):
    client.force_login(ada)
    path = f"/admin/accounts/user/{eva.pk}/change/"
    engineer = Group.objects.get(name=Role.ENGINEER)
    form = form_of(eva, is_staff="on", groups=[engineer.pk]) | changes
    if not form["is_staff"]:
        del form["is_staff"]
    assert "still looks after" in page(client.post(path, form))
    olga = people.staff(Role.ENGINEER)
    assert client.post(path, {**form, "successor": olga.pk}).status_code == 302
    assert Post.objects.get(role=Role.REGIONAL).person == olga
    eva.refresh_from_db()
    assert eva.is_active


def test_the_list_closes_who_holds_nothing_and_says_why_the_other_stays(client, eva, ada):
    free = people.staff()
    client.force_login(ada)
    chosen = {"action": "close", "_selected_action": [eva.pk, free.pk]}
    words = page(client.post("/admin/accounts/user/", chosen, follow=True))
    assert "Eva Brandt still looks after" in words and "1 account is closed." in words
    eva.refresh_from_db(), free.refresh_from_db()
    assert eva.is_active and not free.is_active
