"""Who people are: users, organisations, memberships, teams."""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.absence import is_away
from portal.accounts.addresses import normalise, validate_address
from portal.accounts.querysets import UserManager
from portal.accounts.zones import zone_choices
from portal.businesstime.models import Calendar
from portal.workflow.words import words


class Team(models.Model):
    """A group of agents that shares a queue. An agent sees the requests of their own teams."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Region(models.Model):
    """A part of the world with its own managers of escalations, and hours of its own where it has them."""

    name_en = models.CharField(_("name in English"), max_length=100, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=100)
    calendar = models.ForeignKey(
        Calendar,
        models.PROTECT,
        verbose_name=_("calendar"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The hours of its managers. Empty: the default calendar."),
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name_en"]

    def __str__(self):
        return self.name

    name = words("name")


class Organisation(models.Model):
    """A customer company or an integration partner."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    is_partner = models.BooleanField(
        _("integration partner"), default=False, help_text=_("Its people read the partners' articles.")
    )
    is_certified = models.BooleanField(
        _("certified partner"),
        default=False,
        help_text=_("Its people may raise requests without a service contract."),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("region"),
        related_name="organisations",
        null=True,
        blank=True,
        help_text=_("Whose escalation manager looks after its escalations."),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by their email address."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    job = models.CharField(
        _("job"),
        max_length=100,
        blank=True,
        help_text=_("Shown beside the name, for example “Product Support”."),
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        choices=zone_choices,
        default=settings.TIME_ZONE,
        validators=[MaxLengthValidator(64)],
    )
    teams = models.ManyToManyField(Team, verbose_name=_("teams"), related_name="members", blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May open the back office."))
    # Out of office: see `absence`.
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(
        _("away until"), null=True, blank=True, help_text=_("The last day. Empty: until you say otherwise.")
    )
    deputy = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("deputy"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Gets the cases that are given to you while you are away, and hears of replies."),
    )
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        indexes = [
            models.Index(
                fields=["away_from"], condition=models.Q(away_from__isnull=False), name="people_who_are_away"
            ),
        ]

    def __str__(self):
        return self.get_full_name()

    def clean(self):
        super().clean()
        self.email = normalise(self.email)
        validate_address(self.email)
        if self.away_until and not self.away_from:
            raise ValidationError({"away_from": gettext("Say from which day.")})
        if self.away_until and self.away_until < self.away_from:
            raise ValidationError({"away_until": gettext("The last day comes before the first.")})
        if self.deputy_id and self.deputy_id == self.pk:
            raise ValidationError({"deputy": gettext("Choose somebody else.")})

    def save(self, *args, **kwargs):
        self.email = normalise(self.email)
        super().save(*args, **kwargs)

    @property
    def is_away(self) -> bool:
        return is_away(self)

    def get_full_name(self):
        """The name to show to other people; never the address."""
        return self.name or gettext("Someone")

    def get_short_name(self):
        return self.name.split()[0] if self.name.strip() else gettext("Someone")

    @cached_property
    def initials(self):
        words = self.name.split()
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"

    @cached_property
    def membership(self):
        """The membership that a new request belongs to: the first one, or None."""
        return self.memberships.select_related("organisation").order_by("pk").first()


class Absence(User):
    """A colleague seen as somebody who may be away: all that leads edit of a person."""

    class Meta:
        proxy = True
        verbose_name = _("out of office")
        verbose_name_plural = _("out of office")
        ordering = ["name"]


class Membership(models.Model):
    """A person's place in an organisation, and which of its requests they see."""

    class Sees(models.TextChoices):
        OWN = "own", _("their own requests")
        ALL = "all", _("all requests of the organisation")

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("person"), related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="memberships"
    )
    sees = models.CharField(_("sees"), max_length=3, choices=Sees.choices, default=Sees.OWN)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_an_organisation")
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"


class Draft(models.Model):
    """What somebody typed into a form and has not sent yet: one of each form, kept for thirty days."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=200)
    typed = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="one_draft_a_form")]
        indexes = [models.Index(fields=["saved_at"], name="drafts_by_age")]

    def __str__(self):
        return self.form
