"""What people are asked when they raise a request, as data; and what they answered."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.workflow.kept import kept
from portal.workflow.words import told, words
from tickets.intake import lines
from tickets.intake.addresses import ADDRESS, here
from tickets.intake.resources import Resource

__all__ = ["Answer", "Field", "Kind", "RequestType", "Resource", "Tried"]

ICONS = (
    "pulse",
    "info",
    "msg",
    "bulb",
    "flag",
    "book",
    "gear",
    "card",
    "plug",
    "users",
    "globe",
    "cart",
    "bell",
)


class TypeManager(models.Manager):
    def known(self) -> dict[str, RequestType]:
        """By word, with their questions, as they were within the last half minute."""
        return _known(self.model)

    def offered(self) -> list[RequestType]:
        return [type for type in self.known().values() if type.is_active]


@kept
def _known(model) -> dict:
    return {type.slug: type for type in model.objects.prefetch_related("questions")}


class RequestType(models.Model):
    """What a request can be about, and its form (S2-28, S2-29, S2-44). Its word is `Ticket.form`."""

    slug = models.SlugField(
        _("word in the address"), max_length=20, unique=True, help_text=_("Never changed afterwards.")
    )
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100, blank=True)
    about_en = models.CharField(_("what it is for, in English"), max_length=300, blank=True)
    about_fr = models.CharField(_("what it is for, in French"), max_length=300, blank=True)
    title_en = models.CharField(_("title of the form in English"), max_length=100, blank=True)
    title_fr = models.CharField(_("title of the form in French"), max_length=100, blank=True)
    text_label_en = models.CharField(_("label of the text in English"), max_length=100, blank=True)
    text_label_fr = models.CharField(_("label of the text in French"), max_length=100, blank=True)
    text_hint_en = models.CharField(_("hint of the text in English"), max_length=300, blank=True)
    text_hint_fr = models.CharField(_("hint of the text in French"), max_length=300, blank=True)
    text_heading = models.PositiveSmallIntegerField(
        _("number before the text"), null=True, blank=True, validators=[MaxValueValidator(99)]
    )
    headings = models.TextField(
        _("headings over several fields"),
        blank=True,
        validators=[lines.check_headings],
        help_text=_("One a line: number | English | French | hint | hint in French."),
    )
    icon = models.CharField(
        _("picture"), max_length=20, choices=[(name, name) for name in ICONS], default="pulse"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)
    asks_product = models.BooleanField(_("asks for the product"), default=True)
    asks_impact = models.BooleanField(_("asks for the business impact"), default=False)
    asks_criticality = models.BooleanField(_("asks “Can you still work?”"), default=False)
    asks_category = models.BooleanField(_("asks for the category"), default=False)
    example_en = models.TextField(_("a good request, in English"), blank=True)
    example_fr = models.TextField(_("a good request, in French"), blank=True)
    link_to = models.CharField(
        _("leads to"),
        max_length=300,
        blank=True,
        validators=[ADDRESS],
        help_text=_("Instead of a form: the address of another page, such as /escalate/."),
    )

    objects = TypeManager()

    class Meta:
        verbose_name = _("request type")
        verbose_name_plural = _("request types")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    name = words("name")
    about = words("about")

    @property
    def title(self) -> str:
        return told(self, "title") or self.name

    example = words("example")

    @property
    def address(self) -> str:
        return here(self.link_to)

    @cached_property
    def heading_of(self) -> dict[int, lines.Heading]:
        return lines.headings(self.headings)


class Kind(models.TextChoices):
    LINE = "line", _("one line")
    TEXT = "text", _("several lines")
    CHOICE = "choice", _("one of several answers")
    YES_NO = "yes_no", _("yes or no")
    SEVERAL = "several", _("several values")
    MOMENT = "moment", _("date, with or without a time")
    NUMBER = "number", _("number")
    FILES = "files", _("files")


# What another field may be asked after: these have answers that are known beforehand.
DECIDING = (Kind.CHOICE, Kind.YES_NO, Kind.SEVERAL)
YES, NO = "yes", "no"


class Field(models.Model):
    """One question of a form, beside the subject and the text that every form has."""

    type = models.ForeignKey(
        RequestType, models.CASCADE, verbose_name=_("request type"), related_name="questions"
    )
    key = models.SlugField(_("word"), max_length=40, help_text=_("Small letters; unique in its form."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.LINE)
    label_en = models.CharField(_("question in English"), max_length=150)
    label_fr = models.CharField(_("question in French"), max_length=150, blank=True)
    help_en = models.CharField(_("hint in English"), max_length=300, blank=True)
    help_fr = models.CharField(_("hint in French"), max_length=300, blank=True)
    example_en = models.CharField(_("example in English"), max_length=200, blank=True)
    example_fr = models.CharField(_("example in French"), max_length=200, blank=True)
    choices = models.TextField(
        _("answers to choose from"),
        blank=True,
        validators=[lines.check_choices],
        help_text=_("One a line: value | English | French."),
    )
    required = models.BooleanField(_("must be answered"), default=False)
    comes_first = models.BooleanField(
        _("stands before the subject"),
        default=False,
        help_text=_("With the warning that wrong values may delay handling."),
    )
    heading = models.PositiveSmallIntegerField(
        _("number of its heading"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    shown_if = models.SlugField(
        _("asked only if the field"), max_length=40, blank=True, help_text=_("The word of another field.")
    )
    shown_if_value = models.CharField(
        _("has the value"), max_length=50, blank=True, help_text=_("For yes or no: yes, no.")
    )
    is_personal = models.BooleanField(
        _("personal data"),
        default=False,
        help_text=_("Answers are marked, exported and erased by the rule for personal data."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["type", "key"], name="one_field_a_word")]

    def __str__(self):
        return self.label

    def clean(self):
        if self.kind == Kind.CHOICE and not lines.choices(self.choices):
            raise ValidationError({"choices": _("Write the answers to choose from.")})
        if bool(self.shown_if) != bool(self.shown_if_value):
            raise ValidationError({"shown_if_value": _("Say both: which field, and which value.")})
        if self.shown_if and self.shown_if == self.key:
            raise ValidationError({"shown_if": _("A field cannot be asked after itself.")})

    label = words("label")
    help = words("help")
    example = words("example")

    @property
    def name(self) -> str:
        """What it is called in the form that is sent: never the name of a field of ours."""
        return f"answer_{self.key}"

    @cached_property
    def answers(self) -> dict[str, lines.Choice]:
        """What may be chosen, by value."""
        if self.kind == Kind.YES_NO:
            return {YES: lines.Choice(YES, "Yes", "Oui"), NO: lines.Choice(NO, "No", "Non")}
        return {choice.value: choice for choice in lines.choices(self.choices)}


class Answer(models.Model):
    """What somebody answered, in the words they saw; the form may ask otherwise tomorrow."""

    ticket = models.ForeignKey(
        "tickets.Ticket",
        models.CASCADE,
        verbose_name=_("request"),
        related_name="answers",
        db_index=False,
    )
    key = models.CharField(_("word"), max_length=40)
    label = models.CharField(_("question"), max_length=150)
    value = models.TextField(_("answer"))
    is_personal = models.BooleanField(_("personal data"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["ticket", "key"], name="one_answer_a_field")]
        indexes = [
            models.Index(fields=["ticket"], condition=Q(is_personal=True), name="answers_about_people")
        ]

    def __str__(self):
        return f"{self.label}: {self.value}"[:200]


class Tried(models.Model):
    """An article that somebody followed without success before they wrote (S3-32)."""

    ticket = models.ForeignKey(
        "tickets.Ticket",
        models.CASCADE,
        verbose_name=_("request"),
        related_name="tried",
        db_index=False,
    )
    article = models.PositiveBigIntegerField(_("number of the article"))
    title = models.CharField(_("its title"), max_length=300)

    class Meta:
        verbose_name = _("article tried")
        verbose_name_plural = _("articles tried")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ticket", "article"], name="tried_once_a_request")]

    def __str__(self):
        return self.title
