"""What the webhook of a route is told: numbers and words for a pager, never an identifier."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from escalations.providers.models import ProviderClock, ProviderEvent, ProviderIssue, Route
from portal.webhooks.queue import queue_call


def received(issue: ProviderIssue, clock: ProviderClock, route: Route) -> None:
    data = {"respond_by": clock.due_by.isoformat(), "immediate": route.is_immediate}
    _call(issue, "received", "received", route, data)


def told(issue: ProviderIssue, what: str, event: ProviderEvent, route: Route | None = None) -> None:
    route = route or Route.objects.select_related("hook").get(priority=issue.priority)
    _call(issue, what, f"{what}:{event.pk}", route, {"at": event.at.isoformat()})


def _call(issue: ProviderIssue, what: str, occasion: str, route: Route, more: dict) -> None:
    queue_call(
        route.hook,
        f"provider_issue.{what}",
        key=f"provider:{issue.pk}:{occasion}",
        about=issue.reference,
        data={
            "number": issue.reference,
            "priority": issue.get_priority_display(),
            "environment": issue.environment,
            "provider": issue.organisation.name,
            "summary": issue.summary,
            "url": settings.SITE_URL + reverse("admin:providers_providerissue_change", args=[issue.pk]),
            **more,
        },
    )
