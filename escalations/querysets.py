"""Reads of escalations. `visible_to` is the only door to customers' rows."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from escalations.states import OPEN, Band, Status
from portal.businesstime.models import ClockQuerySet
from tickets.querysets import Reach, reach_of, within


def reach(user) -> Reach:
    """How far somebody sees escalations."""
    if user.is_staff and not user.has_perm("escalations.view_escalation"):
        return Reach.NONE
    return reach_of(user)


class EscalationQuerySet(QuerySet):
    def visible_to(self, user):
        """Whoever sees the case sees its escalation: rights are those of now, not of the day it was sent."""
        return self.within(reach(user), user.pk)

    def within(self, reach: Reach, person: int):
        return self.none() if reach is Reach.NONE else self.filter(within(reach, person, "ticket__"))

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

    def _related(self, name: str):
        return self.model._meta.get_field(name).related_model.objects

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
        return self.open().filter(Q(waiting_since__isnull=False) | Q(status=Status.PROPOSED))

    def ended(self):
        return self.filter(band=Band.ENDED)

    def in_order(self):
        """The named ground first, then the clock, then what waits for a customer. Nothing else jumps."""
        return self.order_by("band", "due_by", "pk")

    def with_people(self):
        return self.select_related(
            "ticket",
            "ticket__organisation__region",
            "ticket__agent",
            "requester",
            "holder",
            "engineer",
            "prioritised_by",
            "level",
            "main_reason",
            "recorded_by",
            "previous__level",
        )

    def for_the_queue(self):
        """With what a line of a queue shows, and no other column: the texts are long."""
        own = [
            "subject",
            "impact",
            "ground",
            "status",
            "level__number",
            "band",
            "waiting_since",
            "due_by",
            "due_kind",
        ]
        concerned = self._related("concerns").filter(escalation=OuterRef("pk"), closed_at=None)
        here = self._related("stays").filter(escalation=OuterRef("pk"), left_at=None)
        late = self._related("steps").overdue(timezone.localdate()).filter(escalation=OuterRef("pk"))
        late = late.order_by().values("escalation").annotate(number=Count("pk")).values("number")
        named = Coalesce(F("ticket__organisation__name"), F("requester__name"))
        found = self.select_related("holder", "level").only(*own, "holder__name", "holder__is_staff")
        return found.annotate(
            customer_name=named,
            is_concerned=Exists(concerned),
            late_steps=Coalesce(Subquery(late), 0),
            next_from=Subquery(here.values("next_from")[:1]),
        )


class ProposalQuerySet(QuerySet):
    def open(self):
        """The customer has not answered yet."""
        return self.filter(answered_at=None)

    def due(self, now: datetime):
        """The customer is to be reminded by now."""
        return self.filter(remind_by__lte=now).order_by("remind_by", "pk")


class LevelQuerySet(QuerySet):
    def of(self, ladder: str):
        return self.filter(ladder=ladder).order_by("number")

    def after(self, level):
        """The next step up, or nothing at the top."""
        return self.of(level.ladder).filter(number__gt=level.number).first()


class PostQuerySet(QuerySet):
    def with_people(self):
        return self.select_related("level", "region", "person__deputy", "deputy__deputy")

    def of_role(self, role: str):
        return self.filter(role=role)

    def for_region(self, region):
        """Those of the region itself and those of everywhere; a level or role may have both."""
        return self.filter(Q(region=region) | Q(region=None)) if region else self.filter(region=None)


class ShiftQuerySet(QuerySet):
    def at(self, now: datetime):
        return self.filter(starts_at__lte=now, ends_at__gt=now)

    def with_people(self):
        return self.select_related("person__deputy").order_by("starts_at", "pk")

    def not_over(self, now: datetime):
        return self.filter(ends_at__gt=now)


class PromiseQuerySet(ClockQuerySet):
    def open(self):
        """Owed: neither kept, nor let go because the case was closed."""
        return super().open().filter(let_go_at__isnull=True).order_by("due_by", "pk")

    def kept_or_missed_since(self, since: datetime):
        return self.filter(due_by__gte=since).filter(Q(kept_at__isnull=False) | Q(due_by__lt=timezone.now()))

    def in_time(self):
        return self.filter(kept_at__lte=F("due_by"))


class PlanStepQuerySet(QuerySet):
    def shared(self):
        """What the customer sees."""
        return self.filter(internal=False)

    def to_do(self):
        return self.filter(done_on__isnull=True)

    def overdue(self, today: date):
        return self.to_do().filter(due_on__lt=today)


class CallQuerySet(QuerySet):
    def shared(self):
        """Those the customer's side is invited to."""
        return self.filter(internal=False)

    def to_come(self, now: datetime):
        return self.filter(cancelled_at__isnull=True, starts_at__gte=now)


class EventQuerySet(QuerySet):
    def public(self):
        return self.filter(public=True)

    def visible_to(self, user):
        """A customer sees the public ones of an escalation that they see; staff see the internal ones too."""
        escalations = self.model._meta.get_field("escalation").related_model
        seen = self.filter(escalation__in=escalations.objects.visible_to(user))
        return seen if user.is_staff else seen.public()
