"""What the guide says and the form asks, as rows: routes, categories, checklist, texts (S0)."""

from __future__ import annotations

from string import Template

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.contracts.shipping import round_the_clock
from portal.webhooks.models import Hook
from portal.workflow.kept import kept
from portal.workflow.words import words
from tickets.scales import Priority


class Route(models.Model):
    """Where a priority goes and how soon it is answered. The guide publishes the same row (S0-21)."""

    priority = models.CharField(_("priority"), max_length=2, choices=Priority.choices, primary_key=True)
    type_en = models.CharField(_("type of issue in English"), max_length=200)
    type_fr = models.CharField(_("type of issue in French"), max_length=200)
    contact = models.EmailField(
        _("contact"), blank=True, help_text=_("Empty: the integration inbox of this installation.")
    )
    on_call = models.EmailField(
        _("on-call contact"), blank=True, help_text=_("Is paged at once when the answer is immediate.")
    )
    hook = models.ForeignKey(
        Hook,
        models.PROTECT,
        verbose_name=_("webhook"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Is called with every issue of this priority."),
    )
    minutes = models.PositiveIntegerField(_("minutes until we are late"), validators=[MinValueValidator(1)])
    calendar = models.ForeignKey(
        "businesstime.Calendar",
        models.PROTECT,
        verbose_name=_("counted in the hours of"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: round the clock."),
    )
    is_immediate = models.BooleanField(
        _("immediate"),
        default=False,
        help_text=_("The on-call contact is paged at once; the minutes say when the alarm goes."),
    )

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ["priority"]

    def __str__(self):
        return f"{self.get_priority_display()}: {self.type}"

    def clean(self):
        super().clean()
        if self.is_immediate and not (self.on_call or self.contact):
            raise ValidationError({"on_call": _("Say who is paged.")})

    type = words("type")

    @property
    def address(self) -> str:
        return self.contact or settings.INTEGRATION_INBOX

    @property
    def clock_calendar(self):
        return self.calendar or round_the_clock()


class Category(models.Model):
    """What an issue is about. The category decides whether it is admitted (C2)."""

    slug = models.SlugField(_("word"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=150)
    name_fr = models.CharField(_("name in French"), max_length=150)
    is_admitted = models.BooleanField(
        _("admitted"), default=True, help_text=_("No: the customer raises it, and the provider is told how.")
    )
    is_integration = models.BooleanField(
        _("integration-specific"), default=False, help_text=_("Only such an issue may have priority P4.")
    )
    # Of those that are not admitted.
    example_en = models.CharField(_("how customers name it, in English"), max_length=150, blank=True)
    example_fr = models.CharField(_("how customers name it, in French"), max_length=150, blank=True)
    why_not_en = models.TextField(_("why not and where to, in English"), blank=True)
    why_not_fr = models.TextField(_("why not and where to, in French"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("issue category")
        verbose_name_plural = _("issue categories")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if not self.is_admitted and not (self.why_not_en and self.why_not_fr):
            raise ValidationError(_("Say in both languages why not, and where to."))
        if self.is_integration and not self.is_admitted:
            raise ValidationError({"is_integration": _("What is not admitted is not integration-specific.")})

    name = words("name")
    example = words("example")
    why_not = words("why_not")


class ChecklistItem(models.Model):
    """One thing a provider shows before its launch (S0-40)."""

    title_en = models.CharField(_("title in English"), max_length=150)
    title_fr = models.CharField(_("title in French"), max_length=150)
    hint_en = models.TextField(_("what shows it, in English"), blank=True)
    hint_fr = models.TextField(_("what shows it, in French"), blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("asked"), default=True)

    class Meta:
        verbose_name = _("item of the launch checklist")
        verbose_name_plural = _("launch checklist")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    title = words("title")
    hint = words("hint")


class Passage(models.Model):
    """A text that staff word: the message a provider passes on, the support model template."""

    class Key(models.TextChoices):
        MESSAGE = "message", _("message to pass on to a customer")
        TEMPLATE = "template", _("support model template")

    key = models.CharField(_("which"), max_length=20, choices=Key.choices, primary_key=True)
    text_en = models.TextField(_("text in English"))
    text_fr = models.TextField(_("text in French"))

    class Meta:
        verbose_name = _("text of the guide")
        verbose_name_plural = _("texts of the guide")
        ordering = ["key"]

    def __str__(self):
        return self.get_key_display()

    def filled(self, language: str, **values) -> str:
        """With `$brand`, `$link` and `$subject` in their places; any other sign stays as it is written."""
        text = self.text_fr if language == "fr" else self.text_en
        return Template(text).safe_substitute(brand=settings.BRAND_NAME, **values)


@kept
def routes() -> dict[str, Route]:
    """By priority, as they stand: what the guide publishes."""
    return {route.priority: route for route in Route.objects.select_related("calendar")}


@kept
def categories() -> dict[str, Category]:
    """Those that are offered, by their words, in their order."""
    return {row.slug: row for row in Category.objects.filter(is_active=True)}
