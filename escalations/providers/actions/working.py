"""What staff do with an issue: acknowledge, work, ask, answer, resolve, end, turn away."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from escalations.providers import calling, deadlines, emails, redirecting
from escalations.providers.actions.moving import move
from escalations.providers.models import Category, ProviderIssue, Redirect
from escalations.providers.states import Door
from portal.workflow.moves import IllegalMove


@transaction.atomic
def acknowledge(issue: ProviderIssue, *, by, note: str = "") -> ProviderIssue:
    """A person has read it and says so. This stops the clock, and the alarms of an immediate one."""
    issue, event = move(issue, "acknowledge", by=by, note=note)
    issue.acknowledged_at = event.at
    issue.holder = issue.holder or by
    issue.save(update_fields=["acknowledged_at", "holder"])
    deadlines.keep(issue, event.at)
    emails.acknowledged(issue, event)
    calling.told(issue, "acknowledged", event)
    return issue


@transaction.atomic
def start(issue: ProviderIssue, *, by) -> ProviderIssue:
    """The work has begun; the provider sees it on the page."""
    issue, _event = move(issue, "start", by=by)
    deadlines.refresh(issue)
    return issue


@transaction.atomic
def answer(issue: ProviderIssue, *, by, note: str) -> ProviderIssue:
    """Tell the provider something. Whose turn it is stays."""
    issue, event = move(issue, "answer", by=by, note=note)
    emails.answered(issue, event)
    return issue


@transaction.atomic
def ask(issue: ProviderIssue, *, by, note: str) -> ProviderIssue:
    """Put a question to the provider, whose turn it is from now on."""
    issue, event = move(issue, "ask", by=by, note=note)
    deadlines.refresh(issue)
    emails.asked(issue, event)
    return issue


@transaction.atomic
def take(issue: ProviderIssue, *, by) -> ProviderIssue:
    """This person holds it from now on. It is no acknowledgement: nobody has answered yet."""
    issue, _event = move(issue, "take", by=by, holder=by)
    return issue


@transaction.atomic
def note(issue: ProviderIssue, *, by, note: str) -> ProviderIssue:
    """Kept inside."""
    issue, _event = move(issue, "note", by=by, note=note, public=False)
    return issue


@transaction.atomic
def resolve(issue: ProviderIssue, *, by, note: str) -> ProviderIssue:
    """Say what was done. The provider closes it, or opens it again."""
    issue, event = move(issue, "resolve", by=by, note=note)
    issue.resolved_at = event.at
    issue.save(update_fields=["resolved_at"])
    deadlines.refresh(issue)
    emails.resolved(issue, event)
    calling.told(issue, "resolved", event)
    return issue


@transaction.atomic
def end(issue: ProviderIssue, *, by) -> ProviderIssue:
    """Closed by us, when the provider has said so elsewhere or does not answer."""
    issue, event = move(issue, "end", by=by)
    issue.closed_at = event.at
    issue.save(update_fields=["closed_at"])
    deadlines.refresh(issue)
    emails.ended(issue, event)
    return issue


@transaction.atomic
def turn_away(issue: ProviderIssue, *, by, category: Category) -> Redirect:
    """It is a customer's issue under another name: redirected with the ready message, not worked (S0-23)."""
    if category.is_admitted:
        raise IllegalMove(_("Issues of this kind are ours to work on. Choose what a customer raises."))
    issue, event = move(issue, "turn_away", by=by)
    issue.closed_at = event.at
    issue.save(update_fields=["closed_at"])
    event.detail = category.slug
    event.save(update_fields=["detail"])
    deadlines.keep(issue, event.at)
    redirect = Redirect.objects.create(
        organisation=issue.organisation,
        by=by,
        category=category,
        issue=issue,
        door=Door.STAFF,
        subject=issue.summary,
        facts=redirecting.facts_of(issue),
        made_at=event.at,
    )
    emails.turned_away(issue, event, redirect)
    calling.told(issue, "turned_away", event)
    return redirect
