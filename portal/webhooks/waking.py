"""Telling a worker that there is somebody to call, without ever waiting for the broker."""

from django.db import transaction

from portal.outbox.waking import Bell
from portal.webhooks.tasks import deliver_due

_bell = Bell(deliver_due)


def wake() -> None:
    """When the transaction commits. Never raises; the calls are found by the sweep in any case."""
    transaction.on_commit(_bell.ring, robust=True)
