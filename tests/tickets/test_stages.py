import pytest
import time_machine

from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.stages import line

pytestmark = pytest.mark.django_db


def stages(ticket) -> list[tuple[str, str]]:
    ticket.refresh_from_db()
    return [(str(stage["name"]), stage["state"]) for stage in line(ticket, ticket.events.all())]


def test_a_new_request_stands_before_triage():
    ticket = tickets.ticket()
    assert stages(ticket)[0] == ("Triage", "present")
    assert line(ticket, [])[0]["detail"] == "not taken up yet"


def test_what_was_skipped_was_not_needed():  # S2-21 to S2-27
    ticket = tickets.ticket()
    tickets.walked(ticket, "triage")
    tickets.walked(ticket, "work_in_progress")
    assert stages(ticket) == [
        ("Triage", "passed"),
        ("Further investigation", "not_needed"),
        ("In progress", "present"),
        ("Development", "to_come"),
        ("Quote", "not_needed"),
        ("Testing", "to_come"),
    ]


def test_each_point_carries_its_day():
    with time_machine.travel("2026-11-16T09:00:00Z", tick=False):
        ticket = tickets.ticket()
        actions.take(ticket, by=make.staff())
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False):
        tickets.walked(ticket, "on_customer_test")
    triage, *_others, testing = line(ticket, ticket.events.all())
    assert triage["detail"].replace("\xa0", " ") == "Mon 16 Nov"
    assert testing["detail"].replace("\xa0", " ") == "since Fri 20 Nov"


def test_a_closed_request_has_left_the_line():
    ticket = tickets.ticket(status="closed")
    assert "present" not in dict(stages(ticket)).values()


def test_a_closed_request_was_only_where_it_was():
    """What support closes was not tested; what was merged was not worked on here."""
    closed = tickets.walked(tickets.ticket(), "work_in_progress")
    other = tickets.ticket(requester=closed.requester)
    actions.merge(other, by=make.staff(), into=closed)
    assert [state for _name, state in stages(other)] == ["not_needed"] * 6
    actions.close(closed, by=make.staff(), text="A duplicate.")
    assert stages(closed)[2:] == [
        ("In progress", "passed"),
        ("Development", "not_needed"),
        ("Quote", "not_needed"),
        ("Testing", "not_needed"),
    ]
