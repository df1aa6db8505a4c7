"""What a customer has agreed with us: products, support plans with their targets, contracts."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from portal.contracts.querysets import ContractQuerySet, PlanManager, ProductManager, TargetManager
from portal.workflow.words import words

# What can still be counted by a calendar: more working minutes than a year has.
MOST_MINUTES = 366 * 24 * 60


class Product(models.Model):
    """Something people need support for; chosen before the form of a request (S3-13)."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    about_en = models.CharField(_("what it is, in English"), max_length=200, blank=True)
    about_fr = models.CharField(_("what it is, in French"), max_length=200, blank=True)
    help_url = models.URLField(
        _("its online help"), blank=True, help_text=_("Shown in the resource centre, before the form.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = ProductManager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    about = words("about")


class SupportPlan(models.Model):
    """How fast we promise to be, whom we tell when it gets tight, and how a request ends."""

    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    is_default = models.BooleanField(
        _("default"),
        default=False,
        help_text=_("For requests without a contract, such as those of certified partners."),
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("pending closure lasts, in days"),
        default=7,
        validators=[MinValueValidator(3), MaxValueValidator(90)],
        help_text=_("The customer is reminded two days before its end."),
    )
    reopens_within_days = models.PositiveSmallIntegerField(
        _("may be reopened for, in days"), default=14, validators=[MaxValueValidator(365)]
    )
    extended_after_days = models.PositiveSmallIntegerField(
        _("an investigation is extended after, in working days"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Only from then on may an escalation be prioritised on this ground."),
    )
    development_pauses = models.BooleanField(
        _("the clocks stand while Development works"),
        default=False,
        help_text=_("Otherwise they run on, as they do while it is our turn."),
    )
    # Shares of the working time, in per cent, at which somebody is warned.
    warns_at = models.CharField(_("warns at, in per cent of the time"), max_length=50, default="75, 90")
    warns = models.JSONField(_("told of a warning, beside the agent"), default=list, blank=True)
    alarms = models.JSONField(_("told of a missed promise, beside the agent"), default=list, blank=True)
    # What we say publicly; the page beside it shows what was measured (S2-12 to S2-14).
    published_response_minutes = models.PositiveIntegerField(
        _("published average response, in working minutes"), default=30
    )
    published_resolution_minutes = models.PositiveIntegerField(
        _("published average resolution, in working minutes"), default=50 * 60
    )

    objects = PlanManager()

    class Meta:
        verbose_name = _("support plan")
        verbose_name_plural = _("support plans")
        ordering = ["-is_default", "name_en"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_plan"
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        was_default = self.pk and SupportPlan.objects.filter(pk=self.pk, is_default=True).exists()
        if was_default and not self.is_default:
            raise ValidationError({"is_default": _("One plan is the default. Tick it on another plan.")})
        try:
            shares = [int(share) for share in self.warns_at.split(",") if share.strip()]
        except ValueError:
            raise ValidationError(
                {"warns_at": _("Write whole numbers with commas, such as 75, 90.")}
            ) from None
        if any(not 0 < share < 100 for share in shares):
            raise ValidationError({"warns_at": _("Each share is between 1 and 99.")})
        known = set(Role.values)
        for name in ("warns", "alarms"):
            if not isinstance(getattr(self, name), list) or set(getattr(self, name)) - known:
                raise ValidationError({name: _("Choose among the roles.")})

    def validate_constraints(self, exclude=None):
        """That another plan is the default until this one is saved is no error: it is handed over."""
        super().validate_constraints({*(exclude or ()), "is_default"})

    name = words("name")

    @property
    def shares(self) -> list[int]:
        """Where somebody is told, in per cent of the working time; the last is the deadline itself."""
        return sorted({int(share) for share in self.warns_at.split(",") if share.strip()} | {100})


class Target(models.Model):
    """One promise of a plan: how long we take, for one severity, counted by which calendar (C8)."""

    class Kind(models.TextChoices):
        RESPOND = "respond", _("first response")
        UPDATE = "update", _("next update")
        RESOLVE = "resolve", _("resolution")

    plan = models.ForeignKey(
        SupportPlan, models.CASCADE, verbose_name=_("support plan"), related_name="targets"
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    severity = models.PositiveSmallIntegerField(
        _("severity"), validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    minutes = models.PositiveIntegerField(_("working minutes"), validators=[MinValueValidator(1)])
    calendar = models.ForeignKey(
        Calendar,
        models.PROTECT,
        verbose_name=_("counted by"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: our support hours. For 24 hours on 7 days choose the calendar round the clock."),
    )

    objects = TargetManager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["plan", "severity", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "severity"], name="one_target_a_severity"),
            models.CheckConstraint(condition=Q(severity__range=(1, 4)), name="target_of_a_severity"),
        ]

    def __str__(self):
        return f"{self.plan}, {self.get_kind_display()}, {self.severity}"

    def clean(self):
        if self.minutes and self.minutes > MOST_MINUTES:
            raise ValidationError({"minutes": _("At most %(most)d.") % {"most": MOST_MINUTES}})


class Contract(models.Model):
    """A service contract: which organisation, for which products, from when to when (S3-3)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="contracts"
    )
    plan = models.ForeignKey(
        SupportPlan, models.PROTECT, verbose_name=_("support plan"), related_name="contracts"
    )
    products = models.ManyToManyField(
        Product,
        verbose_name=_("products"),
        related_name="+",
        blank=True,
        help_text=_("None chosen: every product."),
    )
    number = models.CharField(_("contract number"), max_length=50, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to, that day included"), null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["organisation", "starts_on"], name="contract_of_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="contract_ends_after_it_starts",
                violation_error_message=_("The contract ends before it starts."),
            )
        ]

    def __str__(self):
        return f"{self.organisation}, {self.plan}"
