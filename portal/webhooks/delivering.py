"""A pass over the calls that are due: claim, post, note what was answered.

One worker a call: every step is one conditional UPDATE, and only who changed the row goes on. A worker
that dies gives its call back when its lease ends; a second copy carries the same ID.
"""

from __future__ import annotations

import http.client
import logging
import os
import secrets
import socket
import time
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.outbox.retrying import next_try
from portal.webhooks.guarding import Refused
from portal.webhooks.models import Call, Try
from portal.webhooks.posting import MOST_SECONDS, post
from portal.webhooks.states import State

logger = logging.getLogger(__name__)

BATCH = 20
PASS_SECONDS = 20
LEASE = timedelta(seconds=4 * MOST_SECONDS)
_NOBODY = {"owner": "", "lease_until": None}


def deliver() -> int:
    """Everything that is due, in due order; any number of these at once. Returns how many were sent."""
    _recover()
    owner = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(6)}"
    ends, sent = time.monotonic() + PASS_SECONDS, 0
    while batch := list(Call.objects.due(timezone.now()).select_related("hook")[:BATCH]):
        for call in batch:
            if time.monotonic() > ends:
                return sent
            if _claim(call, owner):
                sent += _carry(call, owner)
    return sent


def _claim(call: Call, owner: str) -> bool:
    now = timezone.now()
    waiting = Call.objects.filter(pk=call.pk, state=State.QUEUED, due_at__lte=now, attempts=call.attempts)
    taken = waiting.update(
        state=State.CLAIMED,
        owner=owner,
        lease_until=now + LEASE,
        attempts=F("attempts") + 1,
        tried_since=Coalesce("tried_since", now),
    )
    if taken:
        call.attempts += 1
        call.tried_since = call.tried_since or now
    return bool(taken)


def _carry(call: Call, owner: str) -> bool:
    """One claimed call, to whatever end; every try is kept."""
    at, began = timezone.now(), time.monotonic()
    answer, error, for_good = None, "", False
    try:
        answer = post(call, at)
    except Refused as refused:
        error, for_good = str(refused), True
    except (OSError, http.client.HTTPException) as trouble:
        error = f"{type(trouble).__name__}: {trouble}"
    except Exception as trouble:
        # A fault of ours with this call must not keep the others waiting.
        logger.exception("Call %s (%s) could not be made", call.pk, call.event)
        error = f"{type(trouble).__name__}: {trouble}"
    if answer is not None and not 200 <= answer < 300:
        error = _("The answer was %(status)s.") % {"status": answer}
    took = round(1000 * (time.monotonic() - began))
    Try.objects.create(call=call, at=at, answer=answer, error=error[:300], milliseconds=took)
    if error:
        _put_off(call, owner, error, for_good=for_good)
    else:
        _held(call, owner).update(state=State.SENT, sent_at=timezone.now(), last_error="", **_NOBODY)
    return not error


def _put_off(call: Call, owner: str, error: str, *, for_good: bool) -> None:
    """Later, by the table of waits; never again when it was refused or 72 hours have passed."""
    again_at = None if for_good else next_try(call.attempts, call.tried_since, timezone.now())
    logger.warning("Call %s (%s) waits until %s: %s", call.pk, call.event, again_at or "replayed", error)
    fields = {"state": State.QUEUED, "due_at": again_at} if again_at else {"state": State.FAILED}
    _held(call, owner).update(last_error=error, **fields, **_NOBODY)


def _recover() -> None:
    left = Call.objects.abandoned(timezone.now())
    if left.exists():  # Hardly ever; and a question needs no lock.
        left.update(state=State.QUEUED, last_error=_("The worker did not finish."), **_NOBODY)


def _held(call: Call, owner: str):
    return Call.objects.filter(pk=call.pk, state=State.CLAIMED, owner=owner)
