"""Reads of escalations. `visible_to` is the only door to customers' rows."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet
from django.utils import timezone

from escalations.states import OPEN, Band, Status
from portal.businesstime.models import ClockQuerySet
from tickets.querysets import seen_by


class EscalationQuerySet(QuerySet):
    def visible_to(self, user):
        """Whoever sees the case sees its escalation: rights are those of now, not of the day it was sent."""
        if not user.is_active or (user.is_staff and not user.has_perm("escalations.view_escalation")):
            return self.none()
        condition = seen_by(user, "ticket__")
        return self.none() if condition is None else self.filter(condition)

    def open(self):
        return self.filter(status__in=OPEN)

    def of_case(self, ticket):
        return self.filter(ticket=ticket)

    def with_owed(self):
        """Each row with the columns of the next promise that is owed and not missed, as `owed_…`, so that a
        page reads both in one statement; a row of its own for each such promise, the next one first."""
        owed = Q(promises__kept_at=None, promises__let_go_at=None, promises__missed_at=None)
        columns = {f"owed_{name}": F(f"owed__{name}") for name in self._promise_columns()}
        rows = self.annotate(owed=FilteredRelation("promises", condition=owed), **columns)
        return rows.order_by("band", "-pk", "owed__due_by", "owed__pk")

    def _promise_columns(self) -> list[str]:
        return [field.attname for field in self.model._meta.get_field("promises").related_model._meta.fields]

    # --- The saved views of the queue ---

    def by_the_clock(self):
        return self.filter(band__lt=Band.ENDED)

    def to_acknowledge(self):
        return self.filter(status=Status.RECEIVED)

    def to_review(self):
        return self.filter(status=Status.ACKNOWLEDGED)

    def held_by(self, user):
        return self.open().filter(holder=user)

    def waiting(self):
        return self.open().filter(waiting_since__isnull=False)

    def ended(self):
        return self.filter(band=Band.ENDED)

    def in_order(self):
        """The named ground first, then the clock, then what waits for a customer. Nothing else jumps."""
        return self.order_by("band", "due_by", "pk")

    def with_people(self):
        return self.select_related(
            "ticket",
            "ticket__organisation",
            "ticket__agent",
            "requester",
            "holder",
            "prioritised_by",
            "level",
        )

    def for_the_queue(self):
        """With what a line of a queue shows, and no other column: the texts are long."""
        people = ["requester__name", "holder__name", "holder__is_staff", "ticket__organisation__name"]
        own = [
            "subject",
            "impact",
            "ground",
            "status",
            "level",
            "band",
            "waiting_since",
            "due_by",
            "due_kind",
        ]
        promises = self.model._meta.get_field("promises").related_model.objects.open()
        shown = promises.select_related("calendar").defer("explanation", "alarms")
        return (
            self.select_related("ticket__organisation", "requester", "holder")
            .only(*own, *people)
            .prefetch_related(Prefetch("promises", shown, to_attr="open_promises"))
        )


class PromiseQuerySet(ClockQuerySet):
    def open(self):
        """Owed: neither kept, nor let go because the case was closed."""
        return super().open().filter(let_go_at__isnull=True).order_by("due_by", "pk")

    def kept_or_missed_since(self, since: datetime):
        return self.filter(due_by__gte=since).filter(Q(kept_at__isnull=False) | Q(due_by__lt=timezone.now()))

    def in_time(self):
        return self.filter(kept_at__lte=F("due_by"))


class EventQuerySet(QuerySet):
    def public(self):
        return self.filter(public=True)

    def visible_to(self, user):
        """A customer sees the public ones of an escalation that they see; staff see the internal ones too."""
        escalations = self.model._meta.get_field("escalation").related_model
        seen = self.filter(escalation__in=escalations.objects.visible_to(user))
        return seen if user.is_staff else seen.public()
