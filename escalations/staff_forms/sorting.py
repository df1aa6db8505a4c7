"""Which message stands in the wrong thread."""

from __future__ import annotations

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.actions.sorting import movable_in, movable_out
from portal.businesstime.wording import short_moment
from portal.workflow.once import OnceForm

MOST_OFFERED = 30
_CHOOSE = gettext_lazy("Choose the message.")


class _MessageForm(OnceForm):
    message = forms.TypedChoiceField(
        label=gettext_lazy("Message"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    field_order = ["message", "form_key"]

    def __init__(self, *args, instance, by, **kwargs):
        super().__init__(*args, **kwargs)
        rows = list(self.rows(instance).select_related(self.writer)[:MOST_OFFERED])
        field = self.fields["message"]
        field.choices = [(row.pk, self._named(row)) for row in rows]
        field.explanations = {str(row.pk): Truncator(self.text(row)).chars(200) for row in rows}
        if not rows:
            field.help_text = _("There is none that could be moved.")

    def _named(self, row) -> str:
        return f"{getattr(row, self.writer)}, {short_moment(row.at)}"


class MoveInForm(_MessageForm):
    """From the conversation of the case."""

    writer, rows = "author", staticmethod(movable_in)

    def text(self, row) -> str:
        return row.body


class MoveOutForm(_MessageForm):
    """From the story of the escalation."""

    writer, rows = "by", staticmethod(movable_out)

    def text(self, row) -> str:
        return row.note
