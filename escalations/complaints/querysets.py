"""Reads of complaints. `visible_to` is the only door to customers' rows."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from escalations.complaints.states import Band
from portal.accounts.models import Membership
from portal.businesstime.models import ClockQuerySet

VIEW = "complaints.view_complaint"


def seen_by(user, prefix: str = "") -> Q | None:
    """The condition under which this person sees a complaint; None when they see none.

    Customers: their own and, where the membership says so, all of the organisation's. Staff who work on
    complaints read every one, so that whoever picks up the phone can say where it is.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    if user.is_staff:
        return Q() if user.has_perm(VIEW) else None
    organisations = Membership.objects.filter(user=user, sees=Membership.Sees.ALL).values("organisation")
    return Q(**{f"{prefix}requester": user}) | Q(**{f"{prefix}organisation__in": organisations})


class ComplaintQuerySet(QuerySet):
    def visible_to(self, user):
        condition = seen_by(user)
        return self.none() if condition is None else self.filter(condition)

    def open(self):
        # By the band and not by the statuses, so that the index of the queue serves.
        return self.filter(band__lt=Band.ENDED)

    def in_order(self):
        """What is due next first, then what waits for a customer, then what has ended."""
        return self.order_by("band", "due_by", "pk")

    def newest_first(self):
        return self.order_by("-submitted_at", "-pk")

    def with_people(self):
        return self.select_related("ticket", "organisation", "requester", "holder", "level")

    def for_the_queue(self):
        """With what a line of a queue shows, and no long text."""
        shown = self.model._meta.get_field("promises").related_model.objects.open()
        shown = shown.select_related("calendar").defer("explanation", "alarms")
        return (
            self.select_related("organisation", "requester", "holder", "level")
            .defer("what_happened", "wish")
            .prefetch_related(Prefetch("promises", shown, to_attr="open_promises"))
        )


class EventQuerySet(QuerySet):
    def visible_to(self, user):
        """Customers never get an internal note, whatever they see of the complaint."""
        condition = seen_by(user, "complaint__")
        if condition is None:
            return self.none()
        events = self.filter(condition)
        return events if user.is_staff else events.public()

    def public(self):
        return self.filter(public=True)


class PromiseQuerySet(ClockQuerySet):
    def open(self):
        """Owed: neither kept, nor let go because the complaint went another way."""
        return super().open().filter(let_go_at__isnull=True).order_by("due_by", "pk")
