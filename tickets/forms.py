"""The customer's forms on the page of one request. They check; the actions change."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.attachments.forms import FilesMixin
from portal.workflow.once import OnceForm
from tickets.fields import PlainText

TOO_LONG = _("Use at most %(limit_value)d characters. This text has %(show_value)d.")


class ReplyForm(FilesMixin, OnceForm):
    text = PlainText(
        label=_("Reply"),
        rows=5,
        error_messages={"required": _("Write a few words before you send."), "max_length": TOO_LONG},
    )
    field_order = ["text", "files"]


class RefuseForm(ReplyForm):
    """The same after a test: what is still wrong."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What is still wrong?")


class ReopenForm(ReplyForm):
    """The same after it was closed: what has come back."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What has come back?")
