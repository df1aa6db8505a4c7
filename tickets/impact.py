"""Business impact: the four answers a customer chooses from, each with its definition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Impact(models.TextChoices):
    LIMITED = "limited", _("Limited")
    MODERATE = "moderate", _("Moderate")
    MAJOR = "major", _("Major")
    CRITICAL = "critical", _("Critical")

    @property
    def definition(self) -> str:
        return _DEFINITIONS[self]

    @property
    def short(self) -> str:
        """The definition in a few words, for the facts beside a case."""
        return _SHORT[self]


_DEFINITIONS = {
    Impact.LIMITED: _("Of little consequence and does not impede work. Typically superficial."),
    Impact.MODERATE: _("Can slow work but does not stop it entirely."),
    Impact.MAJOR: _("Slows work considerably, but it can be completed with workarounds."),
    Impact.CRITICAL: _("Halts work completely. You cannot progress until it is resolved."),
}
_SHORT = {
    Impact.LIMITED: _("Limited: does not impede work"),
    Impact.MODERATE: _("Moderate: slows work, does not stop it"),
    Impact.MAJOR: _("Major: slows work, with a workaround"),
    Impact.CRITICAL: _("Critical: halts work completely"),
}
