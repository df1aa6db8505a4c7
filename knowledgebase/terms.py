"""The glossary: words that we use in a sense of our own, and the texts that explain them where they stand."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from knowledgebase.explaining import Explained, Vocabulary, plain, wordings
from knowledgebase.version import Content, Version
from portal.workflow.words import words


class Term(Content):
    """One word, what it means, and how else it is written, in both languages."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title_en = models.CharField(
        _("term in English"), max_length=100, help_text=_("With its short form in brackets: Severity (Sev).")
    )
    title_fr = models.CharField(_("term in French"), max_length=100, blank=True)
    explanation_en = models.TextField(_("what it means, in English"), max_length=600)
    explanation_fr = models.TextField(_("what it means, in French"), max_length=600, blank=True)
    variants_en = models.CharField(
        _("also written, in English"),
        max_length=300,
        blank=True,
        help_text=_("With commas between: bugs, defect."),
    )
    variants_fr = models.CharField(_("also written, in French"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["title_en"]

    def __str__(self):
        return self.title

    title = words("title")
    explanation = words("explanation")

    def clean(self):
        if bool(self.title_fr.strip()) != bool(self.explanation_fr.strip()):
            missing = "explanation_fr" if self.title_fr.strip() else "title_fr"
            raise ValidationError({missing: _("The French term and what it means come together.")})


def vocabulary(language: str, terms=None) -> Vocabulary:
    """The terms as they stand in texts of this language; one without French explains in English there."""
    rows = Term.objects.order_by("pk") if terms is None else terms
    return Vocabulary(_said(term, language) for term in rows)


def _said(term: Term, language: str) -> tuple[Explained, list[str]]:
    french = language == "fr" and term.title_fr
    title, meaning = (term.title_fr, term.explanation_fr) if french else (term.title_en, term.explanation_en)
    variants = term.variants_fr if french else term.variants_en
    return Explained(term.slug, title, meaning), wordings(title, variants)


@transaction.atomic
def keep(term: Term) -> int:
    """Store it, and have every text explain it as it is now. Returns how many texts changed."""
    Version.move()
    term.save()
    return refresh()


@transaction.atomic
def drop(terms) -> int:
    Version.move()
    for term in terms:
        term.delete()
    return refresh()


def refresh(translations=None, terms=None) -> int:
    """Look through every text once more. The Markdown is not rendered again, nor the search filled."""
    # All writers of texts queue at the version first, so none stores an old explanation after this.
    rows = (
        apps.get_model("knowledgebase", "Translation")._base_manager if translations is None else translations
    )
    terms = list(Term.objects.order_by("pk") if terms is None else terms)
    known: dict[str, Vocabulary] = {}
    changed = 0
    columns = "pk", "language", "body_html", "terms"
    for pk, language, markup, former in rows.values_list(*columns).iterator(chunk_size=200):
        if language not in known:
            known[language] = vocabulary(language, terms)
        explained, met = known[language].explain(plain(markup))
        if (explained, met) != (markup, former):
            rows.filter(pk=pk).update(body_html=explained, terms=met)
            changed += 1
    return changed
