"""What the daily letter says: every open escalation of a region, how it stands and what is in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q

from escalations.in_place import InPlace, in_place
from escalations.models import CommunicationPlan, Concern, Escalation, Post
from escalations.states import Status
from portal.accounts.roles import Role

# The most pressing ones are listed, the others counted: a letter is read, not searched.
SHOWN = 100


@dataclass(frozen=True)
class Line:
    escalation: Escalation
    customer: str
    in_place: list[InPlace]
    due_by: datetime | None
    is_late: bool
    is_concerned: bool


@dataclass(frozen=True)
class Daily:
    lines: list[Line]
    count: int
    by_status: list[tuple[str, int]]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def of(post: Post, now: datetime) -> Daily:
    """Six statements however many are open."""
    found = Escalation.objects.open().filter(_of_region(post))
    counts = dict(found.order_by().values_list("status").annotate(Count("pk")))
    agreed = CommunicationPlan.objects.filter(agreed_at__isnull=False).order_by("-agreed_at")
    concerned = Concern.objects.filter(closed_at=None)
    rows = (
        found.in_order()
        .select_related("ticket__organisation", "requester", "holder", "engineer", "level")
        .prefetch_related(
            "steps",
            Prefetch("communication_plans", agreed, to_attr="agreed_plans"),
            Prefetch("concerns", concerned, to_attr="open_concerns"),
        )[:SHOWN]
    )
    return Daily(
        lines=[_line(escalation, now) for escalation in rows],
        count=sum(counts.values()),
        by_status=[(status.label, counts[status]) for status in Status if counts.get(status)],
    )


def _line(escalation: Escalation, now: datetime) -> Line:
    return Line(
        escalation=escalation,
        customer=str(escalation.ticket.organisation or escalation.requester),
        in_place=in_place(escalation, next(iter(escalation.agreed_plans), None)),
        due_by=escalation.due_by,
        is_late=escalation.due_by is not None and escalation.due_by <= now,
        is_concerned=bool(escalation.open_concerns),
    )


def _of_region(post: Post) -> Q:
    """Of everywhere: whatever no region with a manager of its own looks after."""
    if post.region_id:
        return Q(ticket__organisation__region=post.region_id)
    others = Post.objects.of_role(Role.REGIONAL).filter(region__isnull=False).values("region")
    region = "ticket__organisation__region"
    return Q(**{f"{region}__isnull": True}) | ~Q(**{f"{region}__in": others})
