"""The glossary in the back office."""

from __future__ import annotations

from django.contrib import admin, messages
from django.utils.translation import ngettext

from knowledgebase import terms
from knowledgebase.models import Term
from portal.workflow.lookups import NarrowLookups


@admin.register(Term)
class TermAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["title_en", "title_fr", "explanation_en"]
    search_fields = ["title_en", "title_fr", "variants_en", "variants_fr"]
    fields = [
        "title_en",
        "slug",
        "explanation_en",
        "variants_en",
        "title_fr",
        "explanation_fr",
        "variants_fr",
    ]
    prepopulated_fields = {"slug": ["title_en"]}

    def save_model(self, request, obj, form, change):
        self._said(request, terms.keep(obj))

    def delete_model(self, request, obj):
        self._said(request, terms.drop([obj]))

    def delete_queryset(self, request, queryset):
        self._said(request, terms.drop(list(queryset)))

    def _said(self, request, count: int) -> None:
        if count:
            said = ngettext("%(count)s text explains it anew.", "%(count)s texts explain it anew.", count)
            messages.info(request, said % {"count": count})
