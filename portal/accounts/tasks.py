"""What people put aside is not kept for ever."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from portal.accounts.drafts import DRAFT_DAYS
from portal.accounts.models import Draft


@shared_task
def forget_drafts() -> int:
    """Delete drafts that are too old. Running twice changes nothing."""
    gone, _rows = Draft.objects.filter(saved_at__lt=timezone.now() - timedelta(days=DRAFT_DAYS)).delete()
    return gone
