"""Words in two languages, and addresses that staff write down."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

# A path of this site or a whole address; `javascript:` and `//elsewhere` are neither.
ADDRESS = RegexValidator(
    r"\A(?:/(?![/\\])[^\s\\]*|https?://[^\s/?#\\]+[^\s\\]*)\Z",
    _("Write a path of this site such as /escalate/, or a whole address with https://."),
)


class Told(models.Model):
    """Words in two languages; where the French ones are missing, the English ones stand."""

    class Meta:
        abstract = True

    def told(self, name: str) -> str:
        french = getattr(self, f"{name}_fr") if get_language() == "fr" else ""
        return french or getattr(self, f"{name}_en")


def here(address: str) -> str:
    """A path of this site in the reader's language; any other address as it is."""
    language = get_language()
    with override(settings.LANGUAGE_CODE):  # paths are written down as they stand in English
        return translate_url(address, language) if address.startswith("/") else address
