"""The states of what is written here, and for whom it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Audience(models.TextChoices):
    """Who may read. Whoever is signed in reads what is for everyone too; staff read all of it."""

    PUBLIC = "public", _("Everyone")
    CUSTOMERS = "customers", _("People who are signed in")
    CONTRACT = "contract", _("People with a contract in force")
    PARTNERS = "partners", _("Integration partners")
    GROUPS = "groups", _("The groups named below")
    STAFF = "staff", _("Staff only")


# The pictures a category may have: names in static/img/sprite.svg.
_ICONS = """
    bell book bulb cal card cart clip clock download edit file flag gear globe image info lock mail msg phone
    plug pulse search user users
"""
ICONS = _ICONS.split()
