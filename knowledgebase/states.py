"""The states of what is written here, and for whom it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Audience(models.TextChoices):
    """Each one reads its own and everything above it in this list."""

    PUBLIC = "public", _("Everyone")
    CUSTOMERS = "customers", _("People who are signed in")
    PARTNERS = "partners", _("Integration partners")
    STAFF = "staff", _("Staff only")


# The pictures a category may have: names in static/img/sprite.svg.
_ICONS = """
    bell book bulb cal card cart clip clock download edit file flag gear globe image info lock mail msg phone
    plug pulse search user users
"""
ICONS = _ICONS.split()
