"""What comes in: an issue of the integration is routed; a customer's issue is turned, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations.providers import calling, deadlines, emails, gate, redirecting
from escalations.providers.identifiers import without
from escalations.providers.models import (
    AffectedAccount,
    Category,
    ProviderIssue,
    Redirect,
    Route,
)
from escalations.providers.states import Door
from portal.accounts.models import Organisation
from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from portal.outbox.wording import one_line
from portal.workflow.moves import IllegalMove
from tickets.scales import Priority

Files = Iterable[Attachment]


class NotAdmitted(IllegalMove):
    """The category or the priority does not belong here. Its text says where to."""


def check_admitted(category: Category, priority: str) -> None:
    """The category decides whether it is admitted; the priority only where it goes (C2)."""
    if not category.is_admitted:
        raise NotAdmitted(category.why_not)
    if priority == Priority.P4 and not category.is_integration:
        raise NotAdmitted(
            _("P4 is for integration-specific issues. Choose P1, P2 or P3, or another kind of issue.")
        )


@transaction.atomic
def submit(
    organisation: Organisation,
    *,
    by,
    category: Category,
    priority: str,
    environment: str,
    summary: str,
    accounts: Iterable[UUID],
    files: Files = (),
    **details: str,
) -> ProviderIssue:
    """Take an issue of the technical integration and send it where its priority goes, with its clock.

    Raises NotAdmitted for what a customer raises, NotLive for what is closed before the launch.
    """
    if not organisation.is_partner:
        raise NotAdmitted(_("Issues are raised by integration partners."))
    check_admitted(category, priority)
    gate.check(organisation, priority, environment)
    now = timezone.now()
    route = Route.objects.select_related("calendar", "hook").get(priority=priority)
    clock = deadlines.promised(route, now)
    issue = ProviderIssue.objects.create(
        organisation=organisation,
        requester=by,
        category=category,
        priority=priority,
        environment=environment,
        # It stands in lists, letters and subject lines.
        summary=without(summary),
        routed_to=route.address,
        submitted_at=now,
        due_by=clock.due_by,
        **details,
    )
    clock.issue = issue
    clock.save()
    _store_accounts(issue, accounts)
    issue.events.create(verb="submit", by=by, at=now)
    claim(files, issue, by=by)
    emails.received(issue, clock, route)
    emails.routed(issue, clock, route)
    calling.received(issue, clock, route)
    return issue


def _store_accounts(issue: ProviderIssue, accounts: Iterable[UUID]) -> None:
    rows = [
        AffectedAccount(issue=issue, identifier=identifier, position=place)
        for place, identifier in enumerate(dict.fromkeys(accounts), 1)
    ]
    if not rows:
        raise NotAdmitted(_("Give the identifier of at least one bank account."))
    AffectedAccount.objects.bulk_create(rows)


@transaction.atomic
def refuse(
    organisation: Organisation, *, by, category: Category, subject: str, answers: Mapping[str, str]
) -> Redirect:
    """A provider chose what a customer raises: not queued, counted, and nothing of it lost (S0-3, B9)."""
    if category.is_admitted:
        raise IllegalMove(_("An issue of this kind is admitted: raise it with the form."))
    kept = {name: without(text) for name, text in answers.items() if text}
    return Redirect.objects.create(
        organisation=organisation,
        by=by,
        category=category,
        door=Door.FORM,
        subject=without(subject) or str(category),
        facts=redirecting.facts(kept),
        answers=kept,
        made_at=timezone.now(),
    )


@transaction.atomic
def turn_away_mail(sender: str, subject: str, text: str, *, at: datetime | None = None) -> Redirect:
    """A customer's request in the integration inbox: redirected, not worked (S0-23).

    The answer carries none of the sender's words but inside the link, because nobody has proven the
    address; and one address gets at most one answer an hour, so that two machines cannot talk for ever.
    """
    at = at or timezone.now()
    redirect = Redirect.objects.create(
        sender=sender,
        door=Door.MAIL,
        subject=one_line(without(subject), 200) or _("A question"),
        facts=without(text).strip(),
        made_at=at,
    )
    emails.mail_turned_away(redirect, at)
    return redirect
