"""The form of a new request, made from its request type. It checks; the action changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from django import forms
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledgebase.models import Translation
from portal.attachments.forms import FilesMixin
from portal.contracts.entitlement import Entitlement
from portal.contracts.models import Product
from portal.workflow.once import OnceForm
from portal.workflow.words import told
from tickets.fields import PlainLine, PlainText
from tickets.impact import Impact
from tickets.intake.models import Answer, Kind, RequestType, Tried
from tickets.intake.questions import TOO_LONG, applies, form_field, in_words, only_if
from tickets.models import Ticket
from tickets.numbers import parse
from tickets.scales import Category, Criticality, offered_categories, scale_values

MOST_TRIED = 10


def _categories() -> list[tuple]:
    """Under their groups (S2-8 to S2-10), in the reader's words."""
    grouped = groupby(offered_categories().values(), key=lambda category: category.group)
    return [
        ("", _("Choose")),
        *(
            (Category.Group(group).label, [(category.slug, category.name) for category in found])
            for group, found in grouped
        ),
    ]


@dataclass
class Part:
    """A numbered heading with its fields, or one field alone."""

    fields: list = field(default_factory=list)
    number: int | None = None
    heading: object = None


class RequestForm(FilesMixin, OnceForm):
    """A new request: one subject, and as much detail as possible."""

    product = forms.ChoiceField(
        label=_("Product"),
        error_messages={
            "required": _("Choose the product."),
            "invalid_choice": _("Choose a product of your contract."),
        },
    )
    subject = PlainLine(
        label=_("Subject"),
        help_text=_("One short sentence, for example “An invoice cannot be posted”."),
        error_messages={"required": _("Say in a few words what it is about."), "max_length": TOO_LONG},
    )
    text = PlainText(
        label=_("What it is about"),
        error_messages={"required": _("Describe it, so that we can begin at once."), "max_length": TOO_LONG},
    )
    category = forms.TypedChoiceField(
        label=_("What kind of help do you need?"),
        choices=_categories,
        coerce=lambda slug: offered_categories()[slug],
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the kinds.")},
    )
    criticality = forms.ChoiceField(
        label=_("Can you still work?"),
        choices=[(value.value, value.answer) for value in Criticality],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether you can still work."),
            "invalid_choice": _("Choose one of the four answers."),
        },
    )
    impact = forms.ChoiceField(
        label=_("How much does it hold up your work?"),
        required=False,
        choices=Impact.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the four impacts.")},
    )
    # Brought along by a link and never typed: what cannot be read is no error, as nobody could correct it.
    article = forms.Field(required=False, widget=forms.HiddenInput)
    follows = forms.Field(required=False, widget=forms.HiddenInput)
    # Numbers of articles that did not help; ticked beside the suggestions.
    tried = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args, type: RequestType, entitlement: Entitlement, requester=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.type, self.entitlement, self.requester = type, entitlement, requester or self.by
        self.questions = list(type.questions.all())
        self.fields["text"].label = told(type, "text_label") or self.fields["text"].label
        self.fields["text"].help_text = told(type, "text_hint")
        self.fields["text"].number = type.text_heading
        if type.text_heading:
            self.fields["text"].widget.attrs["rows"] = 4
        self.fields["files"].help_text = _(
            "Screenshots help: attach them wherever they show more than words."
        )
        self._ask_only_what_the_type_asks()
        self._ask_the_questions()
        self._set_product()
        self.order_fields(self._order())

    # --- What is asked ----------------------------------------------------------------------------

    def _ask_only_what_the_type_asks(self) -> None:
        for name in ("impact", "criticality", "category"):
            if not getattr(self.type, f"asks_{name}"):
                del self.fields[name]
        if "impact" in self.fields:
            self.fields["impact"].explanations = {impact.value: impact.definition for impact in Impact}
        if "criticality" in self.fields:
            # Read where the form is shown, and not where it is sent.
            self.fields["criticality"].explanations = SimpleLazyObject(_criticalities)

    def _ask_the_questions(self) -> None:
        asked = {question.key: question for question in self.questions}
        for question in self.questions:
            made = form_field(question)
            if question.heading not in self.type.heading_of:
                made.number = question.heading
            if (deciding := asked.get(question.shown_if)) is not None:
                made.widget.attrs |= {
                    "data-shown-if": deciding.name,
                    "data-shown-if-value": question.shown_if_value,
                }
                made.help_text = " ".join(filter(None, [only_if(question, deciding), made.help_text]))
            self.fields[question.name] = made

    def _set_product(self) -> None:
        """Asked only where there is a choice; one that was chosen on the page before is not asked again."""
        offered = self.entitlement.products
        if not self.type.asks_product or len(offered) < 2:
            del self.fields["product"]
            return
        self.fields["product"].choices = [("", _("Choose")), *((str(one.pk), one.name) for one in offered)]
        if self.chosen_product is not None:
            self.fields["product"].widget = forms.HiddenInput()

    @cached_property
    def chosen_product(self) -> Product | None:
        """The one that was chosen, or the only one there is."""
        offered = self.entitlement.products
        if not self.type.asks_product:
            return None
        if len(offered) < 2:
            return offered[0] if offered else None
        chosen = str(self["product"].value() or "")
        return next((one for one in offered if str(one.pk) == chosen), None)

    def _order(self) -> list[str]:
        first = [question.name for question in self.questions if question.comes_first]
        then = [question.name for question in self.questions if not question.comes_first]
        return ["product", *first, "category", "subject", "text", *then, "criticality", "impact", "files"]

    # --- How it is drawn --------------------------------------------------------------------------

    @property
    def first(self) -> list:
        """What stands before the subject, under the warning that wrong values may delay handling."""
        names = [question.name for question in self.questions if question.comes_first]
        return [self[name] for name in [*names, "category"] if name in self.fields]

    @property
    def parts(self) -> list[Part]:
        """The text and the questions; those of one heading together."""
        parts = [Part([self["text"]])]
        for question in self.questions:
            if question.comes_first:
                continue
            heading = self.type.heading_of.get(question.heading)
            if heading is None:
                parts.append(Part([self[question.name]]))
            elif parts[-1].number == question.heading:
                parts[-1].fields.append(self[question.name])
            else:
                parts.append(Part([self[question.name]], question.heading, heading))
        return parts

    @property
    def followed(self) -> Ticket | None:
        """The request that this one goes on from, if its customer sees it."""
        number = parse(str(self["follows"].value() or ""))
        return Ticket.objects.visible_to(self.requester).filter(pk=number).first() if number else None

    # --- What was answered ------------------------------------------------------------------------

    def clean_article(self) -> int | None:
        typed = str(self.cleaned_data["article"] or "")
        return int(typed) or None if typed.isascii() and typed.isdigit() and len(typed) < 10 else None

    def clean_follows(self) -> Ticket | None:
        return self.followed

    @property
    def ticked(self) -> set[int]:
        """The articles that were ticked as no help, to be ticked again when the form comes back."""
        value = self["tried"].value() or []
        typed = map(str, [value] if isinstance(value, str) else value)
        return {int(word) for word in typed if word.isascii() and word.isdigit() and len(word) < 10}

    def clean_tried(self) -> list[Tried]:
        """Of the articles that this customer may read; a number that is none is no error."""
        typed = {
            word for word in map(str, self.cleaned_data["tried"] or []) if word.isascii() and word.isdigit()
        }
        numbers = sorted(int(word) for word in typed if len(word) < 10)[:MOST_TRIED]
        if not numbers:
            return []
        texts = (
            Translation.objects.visible_to(self.requester).filter(article__in=numbers).order_by("language")
        )
        titles = {}
        for number, language, title in texts.values_list("article_id", "language", "title"):
            if number not in titles or language == get_language():
                titles[number] = title
        return [Tried(article=number, title=title) for number, title in titles.items()]

    def clean(self) -> dict:
        # Files of a question go the way of all files, so that they are checked and kept over errors.
        beside = [question.name for question in self.questions if question.kind == Kind.FILES]
        sent = [self.cleaned_data.get(name) or [] for name in ["files", *beside]]
        self.cleaned_data["files"] = [file for files in sent for file in files]
        data = super().clean()
        asked = {question.key: question for question in self.questions}
        answers = []
        for question in self.questions:
            if applies(question, asked, self.cleaned_data):
                answers += self._answer(question, data)
            else:
                self._errors.pop(question.name, None)
        data = {name: value for name, value in data.items() if not name.startswith("answer_")}
        return data | {"product": self.chosen_product, "answers": answers}

    def _answer(self, question, data: dict) -> list[Answer]:
        """The row of its answer; none where there is nothing to show again."""
        value = data.get(question.name)
        missing = not data.get("files") if question.kind == Kind.FILES else value in (None, "", [])
        if missing and question.required and question.name not in self._errors:
            self.add_error(question.name, self.fields[question.name].error_messages["required"])
        if missing or question.kind == Kind.FILES:
            return []
        row = Answer(
            key=question.key,
            label=question.label,
            value=in_words(question, value),
            is_personal=question.is_personal,
            position=question.position,
        )
        return [row]


def _criticalities() -> dict[str, str]:
    """Under each answer: its name and, where staff wrote one, its description (S3-49)."""
    known = scale_values().items()
    described = {word: row.description for (scale, word), row in known if scale == "criticality"}
    return {
        value.value: ". ".join(filter(None, [str(value.label), described.get(value.value)]))
        for value in Criticality
    }
