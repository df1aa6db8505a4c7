"""Requests that end by themselves. The rows say what is due; this only looks."""

from celery import shared_task

from portal.workflow.due import work_off
from tickets import actions
from tickets.models import Ticket


@shared_task
def end_due() -> int:
    """Remind of, or close, what is due. Returns how many."""
    return work_off(Ticket.objects.due_to_end, actions.ring)
