"""Reads of what providers raise and show. `visible_to` is the only door to their rows."""

from __future__ import annotations

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from escalations.providers.states import OPEN, Progress, Status
from portal.accounts.models import Organisation
from portal.businesstime.models import ClockQuerySet


def provider_of(user) -> Organisation | None:
    """The integration partner for which this person speaks: the first one they belong to."""
    if not user.is_authenticated or not user.is_active:
        return None
    return Organisation.objects.filter(memberships__user=user, is_partner=True).order_by("pk").first()


def of_their_provider(user, right: str) -> Q | None:
    """Staff with the right: all. People of a provider: those of their provider. None: nothing at all."""
    if not user.is_authenticated or not user.is_active:
        return None
    if user.is_staff:
        return Q() if user.has_perm(right) else None
    mine = Organisation.objects.filter(memberships__user=user, is_partner=True)
    return Q(organisation__in=mine.values("pk"))


class _Provided(QuerySet):
    right = ""

    def visible_to(self, user):
        """Rights are those of now: who has left the provider sees nothing of it."""
        condition = of_their_provider(user, self.right)
        return self.none() if condition is None else self.filter(condition)


class IssueQuerySet(_Provided):
    right = "providers.view_providerissue"

    def open(self):
        return self.filter(status__in=OPEN)

    def to_acknowledge(self):
        return self.filter(status=Status.RECEIVED)

    def ended(self):
        return self.exclude(status__in=OPEN)

    def in_order(self):
        """What is due first; then what has no clock any more, the newest first; what has ended comes last."""
        return self.order_by("band", "due_by", "-pk")

    def with_people(self):
        return self.select_related("organisation", "requester", "category", "holder")

    def for_the_queue(self):
        """With what a line of a queue shows, and no other column: the texts are long."""
        clocks = self.model._meta.get_field("clocks").related_model.objects.open()
        shown = clocks.select_related("calendar").defer("explanation", "alarms")
        return (
            self.select_related("organisation", "category", "holder")
            .only(
                "summary", "status", "priority", "environment", "submitted_at", "due_by", "band",
                "organisation__name", "category__name_en", "category__name_fr",
                "holder__name", "holder__is_staff",
            )
            .prefetch_related(Prefetch("clocks", shown, to_attr="open_clocks"))
        )  # fmt: skip


class ClocksQuerySet(ClockQuerySet):
    def open(self):
        return super().open().filter(let_go_at=None)


class EventQuerySet(QuerySet):
    def public(self):
        return self.filter(public=True)

    def visible_to(self, user):
        """A provider sees the public ones of an issue that they see; staff see the internal ones too."""
        issues = self.model._meta.get_field("issue").related_model
        seen = self.filter(issue__in=issues.objects.visible_to(user))
        return seen if user.is_staff else seen.public()


class RedirectQuerySet(_Provided):
    right = "providers.view_redirect"

    def counted(self):
        """How many, and the last, per provider; the most first. What came by mail has no provider."""
        return (
            self.values("organisation__name")
            .annotate(count=Count("pk"), last=Max("made_at"))
            .order_by("-count", "organisation__name")
        )


class LaunchQuerySet(_Provided):
    right = "providers.view_launch"

    def live(self):
        return self.filter(status=Progress.ACCEPTED)


class OfLaunchQuerySet(QuerySet):
    def visible_to(self, user):
        launches = self.model._meta.get_field("launch").related_model
        return self.filter(launch__in=launches.objects.visible_to(user))
