"""The alarms of provider issues. The rows say what is due; this only looks."""

from celery import shared_task

from escalations.providers import actions
from escalations.providers.models import ProviderClock
from portal.workflow.due import work_off


@shared_task
def ring_clocks() -> int:
    """Ring every alarm that is due. Returns how many rang."""
    return work_off(ProviderClock.objects.due, actions.ring)
