"""The only door to email: everything else in the project queues its letters here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.outbox.enclosing import Enclosure
from portal.outbox.models import Letter
from portal.outbox.rendering import Reader, render
from portal.outbox.states import State
from portal.outbox.waking import wake

HOUR = timedelta(hours=1)


def queue_letter(
    template: str,
    *,
    to,
    key: str,
    context: dict,
    about: str = "",
    sensitive: bool = False,
    language: str | None = None,
    capped: bool = False,
    enclosed: Sequence[Enclosure] = (),
    reply_to: str = "",
    leave: str = "",
) -> str:
    """Store the letter with the caller's transaction and wake a worker when it commits.

    template: "escalations/email/acknowledged" for `templates/escalations/email/acknowledged.txt`; what
    it may contain is told in `rendering`. to: a user, or an address. key: the occasion, such as
    "escalation:42:acknowledged"; together with the address, which is returned, it is unique, so that
    running twice says it once. about: the number of the case, under which staff find it. sensitive: it
    carries a secret link, is never shown, and is parked rather than sent a second time. capped: strangers
    can ask for it, so it is withheld, and counted, once an hour has had its share. enclosed: files of text.
    reply_to: an address of ours that knows case and reader; else the usual one. leave: the path at which
    one click ends letters of this kind (RFC 8058).
    """
    reader = Reader.of(to, language)
    rendered = render(template, {**context, "about": about}, reader)
    state, reason = _readiness(reader, capped)
    body = {"text": rendered.text, "html": rendered.html, "enclosed": [asdict(part) for part in enclosed]}
    letter = Letter(
        key=f"{key}:{reader.address.casefold()}",
        to=reader.address,
        reply_to=reply_to,
        leave=leave and f"{settings.SITE_URL}{leave}",
        language=reader.language,
        kind=template,
        about=about,
        subject=rendered.subject,
        # A secret that will not be sent is not kept.
        **(body if state == State.QUEUED or not sensitive else {}),
        sensitive=sensitive,
        state=state,
        last_error=reason,
    )
    return _stored(letter)


def _stored(letter: Letter) -> str:
    # Two at once: the database lets one in.
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    if letter.state == State.QUEUED:
        wake()
    return letter.key


def _readiness(reader: Reader, capped: bool) -> tuple[State, str]:
    """A letter that cannot go is kept all the same: the fact it reports must not fail with it."""
    try:
        validate_email(reader.address)
    except ValidationError:
        return State.FAILED, _("This is not an email address.")
    if not reader.active:
        return State.WITHHELD, _("The account is deactivated.")
    return _share(reader.address) if capped else (State.QUEUED, "")


def _share(address: str) -> tuple[State, str]:
    """Whether the last hour leaves room for one more letter to this address, and for one more at all."""
    counts = Letter.objects.asked_for(since=timezone.now() - HOUR).counts(address)
    if counts["address"] >= settings.LETTERS_AN_HOUR_TO_ONE_ADDRESS:
        return State.WITHHELD, _("This address had its share of such letters within the hour.")
    if counts["all"] >= settings.LETTERS_AN_HOUR_FOR_THE_ASKING:
        return State.WITHHELD, _("Too many such letters were asked for within the hour.")
    return State.QUEUED, ""
