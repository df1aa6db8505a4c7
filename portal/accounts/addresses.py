"""One spelling for an email address, so that two spellings cannot be two people; and which are our own."""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def normalise(email: str) -> str:
    """NFKC, case folded, without a final dot of the domain. `ＩNFO@X.org.` and `info@x.org` are one."""
    return unicodedata.normalize("NFKC", email or "").strip().casefold().rstrip(".")


def is_ours(email: str) -> bool:
    """Letters to it come to us, so nobody can prove it as theirs. `support+anything@` is the same box."""
    ours = (settings.SUPPORT_EMAIL, settings.SERVER_EMAIL, settings.INTEGRATION_INBOX, settings.REPLY_EMAIL)
    return _mailbox(email) in {_mailbox(address) for address in ours if address}


def validate_address(email: str) -> None:
    """An address a person may have, already normalised."""
    if is_ours(email):
        raise ValidationError(_("This is an address of ours. Give the address where you read your mail."))
    # A dotless i is an i for some comparisons and not for others: plain letters only before the @.
    if not email.rpartition("@")[0].isascii():
        raise ValidationError(_("Write the part before the @ with plain letters, without accents."))


def _mailbox(email: str) -> tuple[str, str]:
    local, _at, domain = normalise(email).rpartition("@")
    return local.partition("+")[0], domain
