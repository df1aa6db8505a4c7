"""Reads of files: who may have one, and which wait for their form."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class AttachmentQuerySet(models.QuerySet):
    def pending(self):
        """Sent with a form that is not accepted yet."""
        return self.filter(object_id=None)

    def of_form(self, user, key: str):
        """The files that wait for this form of this person: a key alone opens nothing."""
        return self.pending().filter(uploaded_by=user, form_key=key) if key else self.none()

    def forgotten(self, before: datetime):
        return self.pending().filter(created_at__lt=before)
