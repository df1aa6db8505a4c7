"""The alarms of our promises. The rows say what is due; this only looks."""

from celery import shared_task

from escalations import actions
from escalations.models import Promise
from portal.workflow.due import work_off


@shared_task
def ring_alarms() -> int:
    """Ring every alarm that is due. Returns how many rang."""
    return work_off(Promise.objects.due, actions.ring)
