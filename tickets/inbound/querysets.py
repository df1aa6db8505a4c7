"""Reads of the mail that came in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from tickets.inbound.states import State

HOUR = timedelta(hours=1)


class MailQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Mail may be about anybody's case, so only who sees every team reads it."""
        return self if user.is_active and user.has_perm("inbound.view_mail") else self.none()

    def to_read(self):
        """Stored and not read yet, oldest first."""
        return self.filter(status=State.STORED).order_by("pk")

    def waiting(self):
        return self.filter(status__in=[State.QUARANTINED, State.FAILED])

    def of_sender(self, sender: str, now: datetime):
        """What this address sent within the hour."""
        return self.filter(sender=sender, received_at__gt=now - HOUR)
