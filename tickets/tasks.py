"""Requests that end by themselves, and promises that run out. The rows say what is due; this only looks."""

from celery import shared_task

from portal.workflow.due import work_off
from tickets import actions, averages
from tickets.models import Ticket, TicketClock


@shared_task
def end_due() -> int:
    """Remind of, or close, what is due. Returns how many."""
    return work_off(Ticket.objects.due_to_end, actions.ring)


@shared_task
def ring_clocks() -> int:
    """Ring every alarm of a promise that is due. Returns how many rang."""
    return work_off(TicketClock.objects.due, actions.ring_clock)


@shared_task
def forget_personal() -> int:
    """Erase answers about people whose time is over. Returns of how many requests."""
    return work_off(Ticket.objects.personal_for_too_long, actions.forget_old)


@shared_task
def count_days() -> int:
    """What was measured on each day, for the public page."""
    return averages.count_days()
