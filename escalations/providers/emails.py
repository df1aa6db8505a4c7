"""Who is told what, under which occasion. The words stand in `templates/providers/email/`."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model

from escalations.providers.models import (
    Launch,
    LaunchEvent,
    ProviderClock,
    ProviderEvent,
    ProviderIssue,
    Redirect,
    Route,
)
from escalations.providers.redirecting import in_letters, messages
from portal.accounts.roles import Role
from portal.outbox.queue import queue_letter

# --- To the provider ------------------------------------------------------------------------------


def received(issue: ProviderIssue, clock: ProviderClock, route: Route) -> None:
    _provider(issue, "received", "received", clock=clock, route=route)


def acknowledged(issue: ProviderIssue, event: ProviderEvent) -> None:
    _provider(issue, "acknowledged", "acknowledged", event=event)


def answered(issue: ProviderIssue, event: ProviderEvent) -> None:
    _provider(issue, "answered", _of(event), event=event)


def asked(issue: ProviderIssue, event: ProviderEvent) -> None:
    _provider(issue, "asked", _of(event), event=event)


def resolved(issue: ProviderIssue, event: ProviderEvent) -> None:
    _provider(issue, "resolved", _of(event), event=event)


def ended(issue: ProviderIssue, event: ProviderEvent) -> None:
    _provider(issue, "ended", _of(event), event=event)


def turned_away(issue: ProviderIssue, event: ProviderEvent, redirect: Redirect) -> None:
    _provider(issue, "turned_away", _of(event), redirect=redirect, message=in_letters(redirect))


# --- To the contacts of the route and to our people -----------------------------------------------


def routed(issue: ProviderIssue, clock: ProviderClock, route: Route) -> None:
    """The contact of the priority; where the answer is immediate, the on-call contact is paged."""
    to = {issue.routed_to: "routed"}
    if route.is_immediate:
        to[route.on_call or issue.routed_to] = "paged"
    for address, letter in to.items():
        _contact(address, issue, letter, letter, clock=clock)


def warned(issue: ProviderIssue, clock: ProviderClock, route: Route) -> None:
    """Before it is due: the contact, and the on-call contact once more where the answer is immediate."""
    to = {issue.routed_to} | ({route.on_call} if route.is_immediate and route.on_call else set())
    for address in sorted(to):
        _contact(address, issue, "warned", "warned", clock=clock)


def missed(issue: ProviderIssue, clock: ProviderClock, route: Route) -> None:
    """Nobody has answered: our managers, the on-call contact again, and the provider, honestly."""
    addresses = {route.on_call or issue.routed_to} if route.is_immediate else {issue.routed_to}
    for to in [*addresses, *get_user_model().objects.in_role(Role.MANAGER)]:
        _contact(to, issue, "missed_contact", "missed", clock=clock)
    _provider(issue, "missed", "missed", clock=clock)


def replied(issue: ProviderIssue, event: ProviderEvent) -> None:
    holder = issue.holder if issue.holder and issue.holder.is_active else None
    _contact(holder or issue.routed_to, issue, "replied", _of(event), event=event)


def mail_turned_away(redirect: Redirect, at: datetime) -> None:
    said = {"messages": messages(redirect)}
    _queue("mail_turned_away", redirect.sender, f"provider-mail:{at:%Y-%m-%dT%H}", said, "")


# --- Launches -------------------------------------------------------------------------------------


def template_returned(launch: Launch, event: LaunchEvent) -> None:
    """The engineer of the provider; while nobody looks after it, all of them."""
    people = [launch.engineer] if launch.engineer else list(enablement())
    for person in people or [settings.INTEGRATION_INBOX]:
        _launch(person, launch, event, "template_returned")


def launch_accepted(launch: Launch, event: LaunchEvent) -> None:
    for person in _people_of(launch):
        _launch(person, launch, event, "launch_accepted")


def launch_sent_back(launch: Launch, event: LaunchEvent) -> None:
    for person in _people_of(launch):
        _launch(person, launch, event, "launch_sent_back")


def enablement():
    return get_user_model().objects.in_role(Role.ENABLEMENT)


# --- How ------------------------------------------------------------------------------------------


def _people_of(launch: Launch):
    people = get_user_model().objects.active()
    return people.filter(memberships__organisation=launch.organisation).distinct().order_by("pk")


def _of(event) -> str:
    """An occasion that may come again: each time is its own."""
    return f"{event.verb}:{event.pk}"


def _provider(issue: ProviderIssue, letter: str, occasion: str, **context) -> None:
    _issue(issue.requester, issue, letter, occasion, context)


def _contact(to, issue: ProviderIssue, letter: str, occasion: str, **context) -> None:
    _issue(to, issue, letter, occasion, context)


def _issue(to, issue: ProviderIssue, letter: str, occasion: str, context: dict) -> None:
    masked = ", ".join(account.masked for account in issue.accounts.all())
    said = {"issue": issue, "accounts": masked, **context}
    _queue(letter, to, f"provider:{issue.pk}:{occasion}", said, issue.reference)


def _launch(to, launch: Launch, event: LaunchEvent, letter: str) -> None:
    said = {"launch": launch, "event": event}
    _queue(letter, to, f"launch:{launch.pk}:{_of(event)}", said, launch.organisation.name[:100])


def _queue(letter: str, to, key: str, context: dict, about: str) -> None:
    # An address of ours reads our language, whatever the provider speaks.
    language = settings.LANGUAGE_CODE if isinstance(to, str) else None
    queue_letter(f"providers/email/{letter}", to=to, key=key, context=context, about=about, language=language)
