"""Answers about people: exported to who gave them, erased on demand and after their time. C16, S3-27."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from tests import make
from tests.speed.counting import plan
from tests.tickets import make as tickets
from tickets import actions, tasks
from tickets.intake.models import Answer
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def answered(**fields) -> Ticket:
    """A request with the names of users, and with something that is about nobody."""
    answers = [
        Answer(key="who", label="Who is concerned?", value="Omar, Lise", is_personal=True, position=1),
        Answer(key="expected", label="Expected", value="No gaps", position=2),
    ]
    return tickets.ticket(answers=answers, **fields)


def values(ticket) -> list[str]:
    return [answer.value for answer in ticket.answers.all()]


def test_whoever_gave_them_gets_them_as_a_file(client):
    ticket = answered()
    answered()  # of somebody else
    client.force_login(ticket.requester)
    lines = b"".join(client.get("/requests/personal/").streaming_content).decode().splitlines()
    assert lines[1:] == [f'{ticket.reference},Who is concerned?,"Omar, Lise"']


def test_a_lead_erases_them_and_the_rest_stays(client):
    ticket = answered()
    client.force_login(make.staff(Role.LEAD))
    here = f"/admin/tickets/ticket/{ticket.pk}/"
    assert f"{here}forget/" in client.get(f"{here}change/").content.decode()
    for _ in range(2):
        assert client.post(f"{here}forget/", {"form_key": "f" * 32}).status_code == 302
    assert values(ticket) == ["No gaps"]
    page = client.get(f"{here}change/").content.decode()
    assert "Personal answers erased" in page and f"{here}forget/" not in page


def test_an_agent_does_not(client):
    ticket = answered()
    client.force_login(make.staff())
    assert (
        client.post(f"/admin/tickets/ticket/{ticket.pk}/forget/", {"form_key": "f" * 32}).status_code == 403
    )
    assert len(values(ticket)) == 2


def test_where_there_are_none_nothing_is_said_to_be_erased():
    ticket = tickets.ticket()
    with pytest.raises(IllegalMove):
        actions.forget(ticket, by=make.staff(Role.LEAD))
    assert not ticket.events.filter(verb="forget").exists()


def test_a_year_after_the_end_they_are_erased_by_themselves(settings):
    ticket, opened = answered(), answered()
    actions.close(ticket, by=make.staff(), text="Done.")
    closed_at = Ticket.objects.get(pk=ticket.pk).closed_at
    for days, left in ((364, 2), (365, 1), (366, 1)):
        with time_machine.travel(closed_at + timedelta(days=days), tick=False):
            tasks.forget_personal()
        assert len(values(ticket)) == left, days
    assert len(values(opened)) == 2
    assert ticket.events.filter(verb="forget", by=None).count() == 1


def test_it_looks_at_the_answers_about_people_and_no_others():
    assert "answers_about_people" in plan(Ticket.objects.personal_for_too_long(timezone.now()))
