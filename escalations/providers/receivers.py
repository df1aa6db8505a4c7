"""What reaches this room from below: mail to the integration address from somebody who is no partner."""

from __future__ import annotations

from escalations.providers.actions import turn_away_mail
from tickets.inbound.signals import wrote_to_partners_inbox


def connect() -> None:
    wrote_to_partners_inbox.connect(turn_away, dispatch_uid="providers.turn_away")


def turn_away(mail, address: str, subject: str, text: str, **kwargs) -> None:
    """Sent inside the transaction that reads the message: it is turned away once, or read again."""
    turn_away_mail(address, subject, text)
