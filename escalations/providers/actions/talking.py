"""What the provider says: more, an answer to our question, it works, it does not."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from escalations.providers import deadlines, emails
from escalations.providers.actions.moving import move
from escalations.providers.models import ProviderIssue
from escalations.providers.states import Status
from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from portal.workflow.moves import lock

Files = Iterable[Attachment]
_VERBS = {Status.WAITING: "supply", Status.RESOLVED: "reopen"}


@transaction.atomic
def reply(issue: ProviderIssue, *, by, note: str, files: Files = ()) -> ProviderIssue:
    """More from the provider. If we had asked, it is the answer; if we had resolved it, it is open again."""
    verb = _VERBS.get(Status(lock(issue).status), "reply")
    issue, event = move(issue, verb, by=by, note=note)
    claim(files, event, by=by)
    if verb == "reopen":
        issue.resolved_at = None
        issue.save(update_fields=["resolved_at"])
    deadlines.refresh(issue)
    emails.replied(issue, event)
    return issue


@transaction.atomic
def close(issue: ProviderIssue, *, by) -> ProviderIssue:
    """It works: the provider closes it."""
    issue, event = move(issue, "close", by=by)
    issue.closed_at = event.at
    issue.save(update_fields=["closed_at"])
    deadlines.refresh(issue)
    return issue
