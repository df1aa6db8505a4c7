"""The alarms of what we promised about complaints. The rows say what is due; this only looks."""

from celery import shared_task

from escalations.complaints import actions
from escalations.complaints.models import ComplaintPromise
from portal.workflow.due import work_off


@shared_task
def ring_alarms() -> int:
    """Ring every alarm that is due. Returns how many rang."""
    return work_off(ComplaintPromise.objects.due, actions.ring)
