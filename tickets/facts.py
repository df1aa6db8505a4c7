"""What the customer corrected about a case: each word as it was and as it is right, and nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.businesstime.wording import day
from tickets.impact import Impact


class Kind(models.TextChoices):
    PROBLEM = "problem", gettext_lazy("Problem statement")
    IMPACT = "impact", gettext_lazy("Business impact")
    WORKAROUND = "workaround", gettext_lazy("Workaround")
    MILESTONE = "milestone", gettext_lazy("Critical milestone date")


class Fact(models.Model):
    """A fact of a case from this moment on. The newest of its kind is right; the others stay."""

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="facts", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # A word of `Impact`, a day as 2026-11-30, or text; empty: there is none.
    was = models.TextField(blank=True)
    value = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        app_label = "tickets"
        verbose_name = gettext_lazy("fact of a request")
        verbose_name_plural = gettext_lazy("facts of requests")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["ticket", "at"], name="fact_of_ticket")]

    def __str__(self):
        return f"{self.ticket_id} {self.kind}"


@dataclass(frozen=True)
class Known:
    """One fact of a case as it is now; `first` is what was said before it was corrected."""

    kind: Kind
    value: str
    first: str | None = None

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def shown(self) -> str:
        return in_words(self.kind, self.value)

    @property
    def first_shown(self) -> str:
        return "" if self.first is None else in_words(self.kind, self.first)


def facts_of(ticket) -> dict[Kind, Known]:
    """The four facts of a case, as they are now; without a statement where it was read `with_facts`."""
    found = {kind: Known(kind, "") for kind in Kind}
    found[Kind.IMPACT] = Known(Kind.IMPACT, ticket.impact)
    corrected = list(ticket.facts.all()) if getattr(ticket, "is_corrected", True) else []
    if not any(fact.kind == Kind.PROBLEM for fact in corrected):
        found[Kind.PROBLEM] = Known(Kind.PROBLEM, as_first_told(ticket))
    for fact in corrected:
        kind = Kind(fact.kind)
        before = found[kind].first
        found[kind] = Known(kind, fact.value, fact.was if before is None else before)
    return found


def as_first_told(ticket) -> str:
    """The subject and the first message, which stay as they are."""
    if hasattr(ticket, "first_told"):
        text = ticket.first_told
    else:
        text = ticket.messages.public().order_by("at", "pk").values_list("body", flat=True).first()
    return f"{ticket.subject}\n\n{text}" if text else ticket.subject


def in_words(kind: Kind, value: str) -> str:
    if not value:
        return {
            Kind.IMPACT: _("Not said"),
            Kind.WORKAROUND: _("None is written on the case"),
            Kind.MILESTONE: _("None is written on the case"),
        }.get(kind, "–")
    if kind == Kind.IMPACT:
        return str(Impact(value).short)
    return day(date.fromisoformat(value)) if kind == Kind.MILESTONE else value
