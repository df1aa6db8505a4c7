"""One worker a letter: every step is one conditional UPDATE, and only who changed the row goes on.

The same on SQLite and PostgreSQL, and right for threads, processes and hosts alike (whose clocks agree
within a few seconds). A lease that ends before the handover gives the letter back; after it nobody knows
whether the server has it: it is sent again under the same Message-ID and flagged, and a sensitive one is
parked for a person to decide.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.outbox.models import Letter
from portal.outbox.retrying import next_try
from portal.outbox.states import State

logger = logging.getLogger(__name__)

_NOBODY = {"owner": "", "lease_until": None, "handover_at": None}
_NO_BODY = {"text": "", "html": "", "enclosed": []}
# A server that always breaks off after DATA must not make us say it for ever: then a person decides.
MOST_COPIES = 6
# A letter with a secret that nobody decided about is of no use after this, and the secret goes.
SECRETS_KEPT = timedelta(days=3)


def lease_end(now: datetime) -> datetime:
    """Longer than the slowest conversation that `EMAIL_TIMEOUT` lets happen, counted from its last step."""
    return now + timedelta(seconds=3 * settings.EMAIL_TIMEOUT + 5)


def claim(letter: Letter, owner: str) -> bool:
    """Take a due letter. False when someone else was quicker."""
    now = timezone.now()
    waiting = Letter.objects.filter(
        pk=letter.pk, state=State.QUEUED, due_at__lte=now, attempts=letter.attempts
    )
    taken = waiting.update(
        state=State.CLAIMED,
        owner=owner,
        lease_until=lease_end(now),
        attempts=F("attempts") + 1,
        tried_since=Coalesce("tried_since", now),
    )
    if taken:
        letter.attempts += 1
        letter.tried_since = letter.tried_since or now
    return bool(taken)


def mark_handover(letter: Letter, owner: str) -> bool:
    """From here on the server may have it. False when the lease is over: then it must not be sent."""
    now = timezone.now()
    mine = _held(letter, owner).filter(lease_until__gt=now)
    return bool(mine.update(handover_at=now, lease_until=lease_end(now)))


def mark_sent(letter: Letter, owner: str) -> bool:
    """The server has it."""
    now = timezone.now()
    gone = _NO_BODY if letter.sensitive else {}
    fields = {"state": State.SENT, "sent_at": now, "last_error": "", "unreachable": False, **gone}
    if _held(letter, owner).update(copies=F("copies") + 1, **_NOBODY, **fields):
        return True
    # The lease ended meanwhile and the letter was given back as ambiguous, its copy counted. If nobody
    # took it since, it need not go again: now we know.
    given_back = Letter.objects.filter(
        pk=letter.pk, state__in=[State.QUEUED, State.UNKNOWN], ambiguous=True, attempts=letter.attempts
    )
    return bool(given_back.update(**fields))


def put_off(letter: Letter, owner: str, reason: str, *, unreachable: bool = False) -> bool:
    """Surely not delivered: try later, by the table of waits. False when it was given up after 72 hours."""
    now = timezone.now()
    again_at = next_try(letter.attempts, letter.tried_since, now)
    if again_at is None:
        give_up(letter, owner, _("We tried for 72 hours. The last answer was: %s") % reason)
        return False
    logger.warning("Letter %s (%s) waits until %s: %s", letter.pk, letter.kind, again_at, reason)
    _held(letter, owner).update(
        state=State.QUEUED, due_at=again_at, last_error=reason, unreachable=unreachable, **_NOBODY
    )
    return True


def give_up(letter: Letter, owner: str, reason: str) -> None:
    """Refused for good: staff see why."""
    logger.error("Letter %s (%s) failed: %s", letter.pk, letter.kind, reason)
    gone = _NO_BODY if letter.sensitive else {}
    _held(letter, owner).update(state=State.FAILED, last_error=reason, unreachable=False, **gone, **_NOBODY)


def mark_unknown(letter: Letter, owner: str, reason: str) -> None:
    """The connection broke after the handover."""
    logger.error("Letter %s (%s) may or may not have arrived: %s", letter.pk, letter.kind, reason)
    again_at = next_try(letter.attempts, letter.tried_since, timezone.now())
    _give_back_ambiguous(_held(letter, owner), reason, again_at or timezone.now())


def recover() -> int:
    """Give back what workers that died, hung or were stopped had claimed. Returns how many."""
    now = timezone.now()
    left = Letter.objects.abandoned(now)
    if not left.exists():  # Nearly always; and a question needs no lock.
        return 0
    reason = _("The worker did not finish.")
    free = left.filter(handover_at=None).update(state=State.QUEUED, last_error=reason, **_NOBODY)
    unsure = _give_back_ambiguous(left.exclude(handover_at=None), reason, now)
    if free or unsure:
        logger.warning("%s letters were given back by lease, %s of them ambiguous", free + unsure, unsure)
    return free + unsure


def forget_secrets() -> int:
    """Clear what parked letters still hide. Returns how many."""
    old = Letter.objects.parked().filter(created_at__lte=timezone.now() - SECRETS_KEPT, sensitive=True)
    return old.exclude(text="").update(**_NO_BODY)


def retry_unreachable() -> int:
    """The mail server answers again: what only waited for that goes now. Returns how many."""
    now = timezone.now()
    waiting = Letter.objects.filter(state=State.QUEUED, unreachable=True, due_at__gt=now)
    return waiting.update(due_at=now)


def _held(letter: Letter, owner: str):
    return Letter.objects.filter(pk=letter.pk, state=State.CLAIMED, owner=owner)


def _give_back_ambiguous(letters, reason: str, due_at: datetime) -> int:
    """A copy may have arrived: say it again and flag it; park what must not be said twice."""
    fields = {"ambiguous": True, "copies": F("copies") + 1, "last_error": reason, "unreachable": False}
    enough = Q(sensitive=True) | Q(copies__gte=MOST_COPIES - 1)
    parked = letters.filter(enough).update(state=State.UNKNOWN, **fields, **_NOBODY)
    # What was just parked is no longer claimed, so this finds the others.
    queued = letters.update(state=State.QUEUED, due_at=due_at, **fields, **_NOBODY)
    return parked + queued
