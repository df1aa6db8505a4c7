"""A person's name as it may stand in a letter: one line, and no address hidden in it."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Our letters begin with the name, and the first goes to an address that is not proven yet.
_LOOKS_LIKE_AN_ADDRESS = re.compile(r"[/\\@<>]|www\.|\w\.\w{2}", re.IGNORECASE)


def one_line(text: str) -> str:
    """Without line breaks, control characters and marks that turn the direction; single spaces."""
    kept = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    kept = "".join(sign for sign in kept if unicodedata.category(sign) not in {"Cf", "Cs", "Co", "Cn"})
    return " ".join(kept.split())


def validate_name(name: str) -> None:
    if _LOOKS_LIKE_AN_ADDRESS.search(name):
        raise ValidationError(_("Write your name only, without an address or a link."))
