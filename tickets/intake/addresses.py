"""Addresses that staff write down."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.urls import translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

# A path of this site or a whole address; `javascript:` and `//elsewhere` are neither.
ADDRESS = RegexValidator(
    r"\A(?:/(?![/\\])[^\s\\]*|https?://[^\s/?#\\]+[^\s\\]*)\Z",
    _("Write a path of this site such as /escalate/, or a whole address with https://."),
)


def here(address: str) -> str:
    """A path of this site in the reader's language; any other address as it is."""
    language = get_language()
    with override(settings.LANGUAGE_CODE):  # paths are written down as they stand in English
        return translate_url(address, language) if address.startswith("/") else address
