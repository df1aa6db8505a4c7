"""A pass over the letters that are due: claim, connect and RCPT, mark the handover, DATA, mark sent."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from portal.outbox import leases
from portal.outbox.mailfiles import FileTransport
from portal.outbox.message import compose, envelope_address, sender
from portal.outbox.models import Letter
from portal.outbox.relay import parse_relay
from portal.outbox.smtp import SMTPTransport
from portal.outbox.troubles import OutcomeUnknown, PutOff, Refused, Unreachable

logger = logging.getLogger(__name__)

BATCH = 20
# A pass ends by itself, so that a worker can be stopped and others have their turn; the next one goes on.
PASS_SECONDS = 20


@dataclass
class Tally:
    """What a pass did."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    unknown: int = 0
    lost: int = 0


def open_transport():
    """To the mail server of EMAIL_URL, or into files when there is none."""
    if settings.EMAIL_URL:
        return SMTPTransport(parse_relay(settings.EMAIL_URL), settings.EMAIL_TIMEOUT)
    return FileTransport(settings.MAIL_DIR)


def deliver() -> Tally:
    """Send everything that is due, in due order. Any number of these may run at once, anywhere."""
    leases.recover()
    tally, owner = Tally(), f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(6)}"
    with open_transport() as transport:
        for letter in _due():
            if not leases.claim(letter, owner):
                continue
            before = tally.sent
            try:
                _carry(letter, owner, transport, tally)
            except Unreachable:
                # The others would only wait for the same server. They stay due.
                break
            if tally.sent > before == 0:
                leases.retry_unreachable()
    return tally


def _due() -> Iterator[Letter]:
    """Due letters, oldest first, until there are none or the pass is long enough."""
    ends = time.monotonic() + PASS_SECONDS
    while batch := list(Letter.objects.due(timezone.now())[:BATCH]):
        for letter in batch:
            if time.monotonic() > ends:
                return
            yield letter


def _carry(letter: Letter, owner: str, transport, tally: Tally) -> None:
    """One claimed letter, to whatever end. Raises Unreachable after noting it, to end the pass."""
    handed_over = False
    try:
        message = compose(letter)
        transport.address(sender(), envelope_address(letter.to), len(message))
        handed_over = leases.mark_handover(letter, owner)
        if not handed_over:
            tally.lost += 1
            transport.forget()
            return
        transport.hand_over(message, letter.file_name)
    except Refused as trouble:
        tally.failed += 1
        leases.give_up(letter, owner, str(trouble))
    except PutOff as trouble:
        _put_off(letter, owner, tally, str(trouble), unreachable=isinstance(trouble, Unreachable))
        if isinstance(trouble, Unreachable):
            raise
    except OutcomeUnknown as trouble:
        tally.unknown += 1
        leases.mark_unknown(letter, owner, str(trouble))
    except Exception as error:
        # A fault of ours with this letter must not keep the others waiting.
        logger.exception("Letter %s (%s) could not be sent", letter.pk, letter.kind)
        if handed_over:
            tally.unknown += 1
            leases.mark_unknown(letter, owner, _fault(error))
        else:
            _put_off(letter, owner, tally, _fault(error))
    else:
        tally.sent += 1
        if not leases.mark_sent(letter, owner):
            logger.warning("Letter %s (%s) was sent after its lease had ended", letter.pk, letter.kind)


def _put_off(letter: Letter, owner: str, tally: Tally, reason: str, *, unreachable: bool = False) -> None:
    if leases.put_off(letter, owner, reason, unreachable=unreachable):
        tally.put_off += 1
    else:
        tally.failed += 1


def _fault(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
