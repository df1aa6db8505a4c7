"""The alarms of our promises. The rows say what is due; this only looks."""

from celery import shared_task
from django.utils import timezone

from escalations import actions
from escalations.models import Concern, Digest, Promise, Proposal
from portal.workflow.due import work_off


@shared_task
def ring_alarms() -> int:
    """Ring every alarm that is due. Returns how many rang."""
    return work_off(Promise.objects.due, actions.ring)


@shared_task
def remind_of_ends() -> int:
    """Remind of every question whether it is back on track that is due. Returns how many."""
    return work_off(Proposal.objects.due, actions.remind)


@shared_task
def ring_concerns() -> int:
    """Concerns that nobody took in time. Returns how many."""
    return work_off(Concern.objects.due, actions.miss_concern)


@shared_task
def send_digests() -> int:
    """The daily letters that are due, and the row of the next morning. Returns how many were due."""
    actions.plan_digests(at=timezone.now())
    return work_off(_digests_due, actions.send_digest)


def _digests_due(now):
    return Digest.objects.filter(sent_at=None, due_at__lte=now).order_by("due_at", "pk")
