"""Verify first: four questions beside the case's own facts; a “no” opens that fact (S4-16 to S4-20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.models import Verification
from escalations.reasons import offered
from tickets.facts import Kind, Known, facts_of
from tickets.fields import PlainText
from tickets.impact import Impact
from tickets.models import Ticket

Question, Answer = Verification.Question, Verification.Answer
YES_NO = [(Answer.YES, gettext_lazy("Yes")), (Answer.NO, gettext_lazy("No"))]
WITH_NONE = [*YES_NO, (Answer.NONE, gettext_lazy("There is none"))]


@dataclass(frozen=True)
class Row:
    """A question as the form draws it."""

    label: str
    fact: Known
    answer: forms.BoundField
    correction: forms.BoundField


def _answer(label, choices=YES_NO):
    missing = gettext_lazy("Answer this question: compare it with what the case says.")
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def _only_if_no(question: Question, **attrs) -> dict:
    return {"data-shown-if": f"verify_{question}", "data-shown-if-value": Answer.NO.value, **attrs}


class VerifyFields(forms.Form):
    """Mixed into the form that escalates; that one says which case it is with `self.ticket`."""

    verify_problem = _answer(Question.PROBLEM.label)
    correct_problem = PlainText(
        label=gettext_lazy("What is the problem?"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs=_only_if_no(Question.PROBLEM, rows=3)),
    )
    verify_impact = _answer(Question.IMPACT.label)
    correct_impact = forms.ChoiceField(
        label=gettext_lazy("What is the impact on your business?"),
        choices=[("", gettext_lazy("Choose one")), *Impact.choices],
        required=False,
        widget=forms.Select(attrs=_only_if_no(Question.IMPACT)),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the four impacts.")},
    )
    verify_workaround = _answer(Question.WORKAROUND.label)
    correct_workaround = PlainText(
        label=gettext_lazy("Which workaround helps you, and how well?"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs=_only_if_no(Question.WORKAROUND, rows=2)),
    )
    verify_milestone = _answer(Question.MILESTONE.label, WITH_NONE)
    correct_milestone = forms.DateField(
        label=gettext_lazy("Which date is critical?"),
        help_text=gettext_lazy("For example the peak season, or the end of the year."),
        required=False,
        widget=forms.DateInput(attrs=_only_if_no(Question.MILESTONE, type="date"), format="%Y-%m-%d"),
    )

    # Which case the facts were shown of: what was answered about another does not count.
    facts_of = forms.CharField(required=False, widget=forms.HiddenInput)

    ticket: Ticket | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question in Question.values:  # asked of whoever says “no”, so nobody is told that it is optional
            self.fields[f"verify_{question}"].needed = self.fields[f"correct_{question}"].needed = True

    def verify_rows(self) -> list[Row]:
        """Each question with its fact; none while the case is not known."""
        if self.ticket is None:
            return []
        known = facts_of(self.ticket)
        return [
            Row(
                question.label,
                known[Kind(question.value)],
                self[f"verify_{question.value}"],
                self[f"correct_{question.value}"],
            )
            for question in Question
        ]

    def clean_verified(self, data: dict) -> dict[str, tuple[str, str]]:
        """Question to answer and correction. Called when the case is known."""
        if data.get("facts_of") != self.ticket.reference:
            self.add_error(
                "verify_problem",
                _("Compare the facts of case %(case)s with what you know, then send it.")
                % {"case": self.ticket.reference},
            )
            return {}
        known = facts_of(self.ticket)
        return {
            question.value: self._verified(question, known[Kind(question.value)], data)
            for question in Question
        }

    def _verified(self, question: Question, known: Known, data: dict) -> tuple[str, str]:
        name, correction = f"verify_{question.value}", data.get(f"correct_{question.value}")
        answer = data.get(name, "")
        if not answer and name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])
        if question == Question.MILESTONE and answer == Answer.YES and not known.value:
            self.add_error(name, _("No date is written on the case. Give it, or say that there is none."))
        if answer != Answer.NO:
            return answer, ""
        text = correction.isoformat() if isinstance(correction, date) else correction or ""
        place = f"correct_{question.value}"
        if not text and place not in self.errors:
            self.add_error(place, _("You said “No”. Write what is right."))
        if text and text == known.value:
            self.add_error(place, _("This is what the case says already. Choose “Yes”, or correct it."))
        return answer, text


class ReasonFields(forms.Form):
    """Why, as one of the reasons we keep; one of them asks for the go-live date (S2-81, S2-82, S4-14)."""

    main_reason = forms.TypedChoiceField(
        label=gettext_lazy("Why do you escalate it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the reason that fits best."),
            "invalid_choice": gettext_lazy("Choose the reason that fits best."),
        },
    )
    go_live_on = forms.DateField(
        label=gettext_lazy("Planned go-live date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, rows = self.fields["main_reason"], offered()
        self.fields["go_live_on"].needed = True
        field.choices = [(row.pk, row.name) for row in rows]
        field.coerce = {str(row.pk): row for row in rows}.__getitem__
        field.empty_value = None
        asking = next((row.pk for row in rows if row.asks_go_live), None)
        if asking is not None:
            shown = {"data-shown-if": self.add_prefix("main_reason"), "data-shown-if-value": str(asking)}
            self.fields["go_live_on"].widget.attrs |= shown
            self.fields["go_live_on"].help_text = _("Only where a project is blocked.")

    def clean_go_live(self, data: dict) -> None:
        reason, day = data.get("main_reason"), data.get("go_live_on")
        if reason is None or "go_live_on" in self.errors:
            return
        if reason.asks_go_live and not day:
            self.add_error("go_live_on", _("Write the go-live date that is at risk."))
        if not reason.asks_go_live:
            # It was typed for another reason and is hidden since: it is nobody's milestone.
            data["go_live_on"] = None


def words_of(row: Verification) -> dict:
    """One answer for the pages: the question, the answer, what the case said and what is right."""
    kind = Kind(row.question)
    return {
        "question": row.get_question_display(),
        "answer": row.get_answer_display(),
        "fact": Known(kind, row.fact).shown,
        "correction": Known(kind, row.correction).shown if row.correction else "",
        "kind": str(kind.label),
    }
