"""A question of a form as its field, and what was answered in the words that are kept."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.attachments.fields import MultipleFileField
from portal.businesstime.wording import hour, zone_name
from tickets.fields import PlainLine, PlainText
from tickets.intake.models import Field, Kind

LINE_LENGTH, TEXT_LENGTH, VALUE_LENGTH, MOST_VALUES = 500, 5_000, 200, 50
TOO_LONG = gettext_lazy("Use at most %(limit_value)d characters. This text has %(show_value)d.")
WRITTEN_MOMENT = "16/11/2026 08:30"
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y")
_MOMENT = re.compile(
    r"(?P<day>[^\s,T]+(?: \d+ \d+)?)(?:[ T,]+(?P<hour>\d{1,2})\s*[:h]\s*(?P<minute>\d{2})?)?\Z"
)


class MomentField(PlainLine):
    """A day, and its hour where somebody knows it: typed as people write it, without a calendar to click."""

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return None
        if (found := _moment(typed)) is None:
            raise forms.ValidationError(
                _("Write the day as 16/11/2026, with a time if you know it: 16/11/2026 08:30."), "moment"
            )
        return found

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else str(value)

    def run_validators(self, value):
        """A moment has no length."""


def _moment(typed: str) -> date | datetime | None:
    match = _MOMENT.match(typed[:40])
    if match is None:
        return None
    for form in _DAYS:
        try:
            day = datetime.strptime(match["day"], form).date()
            if not 1900 <= day.year <= 2200:
                return None
            if match["hour"] is None:
                return day
            clock = time(int(match["hour"]), int(match["minute"] or 0))
            return datetime.combine(day, clock, timezone.get_current_timezone())
        except ValueError:
            continue
    return None


class ValuesField(PlainText):
    """Several values, one a line."""

    def to_python(self, value):
        lines = (" ".join(line.split()) for line in super().to_python(value).split("\n"))
        return list(dict.fromkeys(line for line in lines if line))

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value):
        if len(value) > MOST_VALUES:
            raise forms.ValidationError(_("Write at most %(most)d values.") % {"most": MOST_VALUES}, "many")
        if any(len(line) > VALUE_LENGTH for line in value):
            raise forms.ValidationError(
                _("Use at most %(most)d characters in each line.") % {"most": VALUE_LENGTH}, "max_length"
            )


def form_field(question: Field) -> forms.Field:
    """Its field. Whether it must be answered is asked by the form, where the question depends on another."""
    named = {"question": question.label}
    field = _MAKERS[question.kind](
        question,
        label=question.label,
        help_text=_hint(question),
        required=question.required and not question.shown_if and question.kind != Kind.FILES,
        error_messages={
            "required": _("Answer “%(question)s”.") % named,
            "max_length": TOO_LONG,
            "invalid_choice": _("Choose one of the answers to “%(question)s”.")
            % {"question": question.label},
            "invalid": _("Write a number."),
        },
    )
    # Drawn without “(optional)”, although it is only asked for under a condition.
    field.needed = question.required
    return field


def _hint(question: Field) -> str:
    # How a moment is typed is said before anybody types it.
    example = question.example or (WRITTEN_MOMENT if question.kind == Kind.MOMENT else "")
    example = example and _("For example: %(example)s") % {"example": example}
    return " ".join(filter(None, [question.help, example]))


def only_if(question: Field, deciding: Field) -> str:
    """When it is asked, in words: without a script it always stands there."""
    if (answer := deciding.answers.get(question.shown_if_value)) is None:
        return ""
    return _("Only if “%(question)s” is “%(answer)s”.") % {"question": deciding.label, "answer": answer}


def _choice(question: Field, **words) -> forms.Field:
    offered = [(value, str(choice)) for value, choice in question.answers.items()]
    if question.kind == Kind.YES_NO:
        field = forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **words)
        field.inline = True
        return field
    return forms.ChoiceField(choices=[("", _("Choose")), *offered], **words)


def _several(question: Field, **words) -> forms.Field:
    if not question.answers:
        words["help_text"] = " ".join(filter(None, [words["help_text"], _("One a line.")]))
        return ValuesField(rows=3, **words)
    offered = [(value, str(choice)) for value, choice in question.answers.items()]
    return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple, **words)


_MAKERS = {
    Kind.LINE: lambda question, **words: PlainLine(max_length=LINE_LENGTH, **words),
    Kind.TEXT: lambda question, **words: PlainText(max_length=TEXT_LENGTH, rows=3, **words),
    Kind.CHOICE: _choice,
    Kind.YES_NO: _choice,
    Kind.SEVERAL: _several,
    Kind.MOMENT: lambda question, **words: MomentField(**words),
    Kind.NUMBER: lambda question, **words: forms.DecimalField(
        max_digits=15, decimal_places=4, localize=True, **words
    ),
    Kind.FILES: lambda question, **words: MultipleFileField(**words),
}


def applies(question: Field, asked: dict[str, Field], given: dict, seen: tuple = ()) -> bool:
    """Whether it is asked at all, after what was answered before. `asked`: the questions by word."""
    deciding = asked.get(question.shown_if)
    if deciding is None or question.key in seen:
        return True
    value = given.get(deciding.name)
    chosen = value if isinstance(value, list) else [value]
    return question.shown_if_value in chosen and applies(deciding, asked, given, (*seen, question.key))


def in_words(question: Field, value) -> str:
    """What was answered, as the person who answered would read it aloud; empty when it is no answer."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{date_format(local, 'j F Y')}, {hour(local)}, {zone_name()}"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return localize(value.normalize() if value % 1 else value.to_integral_value())
    if question.answers:
        chosen = value if isinstance(value, list) else [value]
        return "\n".join(str(question.answers[one]) for one in chosen)
    return "\n".join(value) if isinstance(value, list) else str(value)
