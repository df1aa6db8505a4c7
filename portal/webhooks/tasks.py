"""What a worker does with calls. Asks the database what is due; run twice, it changes nothing."""

from celery import shared_task

from portal.webhooks.delivering import deliver


@shared_task
def deliver_due() -> int:
    """Make the calls that are due. Returns how many were answered well."""
    return deliver()
