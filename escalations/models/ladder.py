"""The ladders as data: their levels, and when each is the right one."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from escalations.querysets import LevelQuerySet
from escalations.states import Ladder
from portal.accounts.roles import role_choices
from portal.contracts.models import MOST_MINUTES
from portal.workflow.words import words


class Level(models.Model):
    """One step of a ladder: who it is, when it is the right one, how long before the next."""

    ladder = models.CharField(_("ladder"), max_length=10, choices=Ladder.choices, default=Ladder.SERVICE)
    number = models.PositiveSmallIntegerField(_("level"))
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    when_to_use_en = models.CharField(_("when to use it, in English"), max_length=200)
    when_to_use_fr = models.CharField(_("when to use it, in French"), max_length=200)
    role = models.CharField(
        _("role"),
        max_length=40,
        choices=role_choices,
        blank=True,
        help_text=_("The people of this role are told when an escalation reaches this level."),
    )
    next_within = models.PositiveIntegerField(
        _("the next level is suggested after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)],
        help_text=_("Working minutes; 510 are a day from 08:45 to 17:15. Empty: it is not suggested."),
    )

    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("ladders")
        ordering = ["ladder", "number"]
        constraints = [models.UniqueConstraint(fields=["ladder", "number"], name="one_level_a_number")]

    def __str__(self):
        return self.name

    name = words("name")
    when_to_use = words("when_to_use")
