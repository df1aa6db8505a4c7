"""Forms and the resource centre in the back office, with a preview that sends nothing."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.contracts.entitlement import Entitlement
from portal.contracts.models import Product
from portal.workflow.lookups import NarrowLookups
from tickets.intake.forms import RequestForm
from tickets.intake.models import DECIDING, Field, RequestType, Resource


class FieldsFormSet(forms.BaseInlineFormSet):
    """A question may depend on another one of the same form, and on an answer that can be given."""

    def clean(self):
        super().clean()
        kept = [
            form
            for form in self.forms
            if form.cleaned_data.get("key") and not form.cleaned_data.get("DELETE")
        ]
        asked = {form.instance.key: form.instance for form in kept}
        for form in kept:
            word, value = form.instance.shown_if, form.instance.shown_if_value
            if not word:
                continue
            deciding = asked.get(word)
            if deciding is None or deciding.kind not in DECIDING:
                form.add_error("shown_if", _("Name a field of this form that has answers to choose from."))
            else:
                deciding.__dict__.pop("answers", None)
                if value not in deciding.answers:
                    form.add_error("shown_if_value", _("Write one of the values of that field."))
                if _asks_itself(word, asked):
                    form.add_error(
                        "shown_if", _("These fields are asked after each other: none is ever shown.")
                    )


def _asks_itself(word: str, asked: dict[str, Field]) -> bool:
    """Whether the way of conditions from this field comes back to where it was."""
    seen = set()
    while word in asked and word not in seen:
        seen.add(word)
        word = asked[word].shown_if
    return word in seen


class FieldInline(admin.StackedInline):
    model = Field
    formset = FieldsFormSet
    extra = 0
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})}}
    fieldsets = [
        (None, {"fields": [("key", "kind", "position", "heading"), ("label_en", "label_fr")]}),
        (
            gettext_lazy("Hints and answers"),
            {
                "fields": [("help_en", "help_fr"), ("example_en", "example_fr"), "choices"],
                "classes": ["collapse"],
            },
        ),
        (
            gettext_lazy("When it is asked"),
            {
                "fields": [("required", "comes_first", "is_personal"), ("shown_if", "shown_if_value")],
                "classes": ["collapse"],
            },
        ),
    ]


@admin.register(RequestType)
class RequestTypeAdmin(NarrowLookups, admin.ModelAdmin):
    """A type that requests were raised with is withdrawn and not deleted: its name is still shown."""

    change_form_template = "admin/intake/type.html"
    list_display = ["name", "slug", "position", "is_active"]
    list_filter = ["is_active"]
    show_full_result_count = False
    inlines = [FieldInline]
    fieldsets = [
        (None, {"fields": ["slug", ("name_en", "name_fr"), ("about_en", "about_fr"), ("icon", "position")]}),
        (gettext_lazy("Offered"), {"fields": ["is_active", "link_to"]}),
        (
            gettext_lazy("The form"),
            {
                "fields": [
                    ("title_en", "title_fr"),
                    ("text_label_en", "text_label_fr"),
                    ("text_hint_en", "text_hint_fr"),
                    ("asks_product", "asks_category", "asks_criticality", "asks_impact"),
                    "text_heading",
                    "headings",
                ]
            },
        ),
        (gettext_lazy("A good request"), {"fields": ["example_en", "example_fr"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        preview = self.admin_site.admin_view(require_safe(self.preview))
        return [
            path("<int:object_id>/preview/", preview, name="intake_requesttype_preview"),
            *super().get_urls(),
        ]

    def preview(self, request, object_id: int):
        """The form as customers see it, in either language; nothing can be sent."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        type = RequestType.objects.prefetch_related("questions").filter(pk=object_id).first()
        if type is None:
            raise Http404
        language = request.GET.get("language")
        with override(language if language in ("en", "fr") else get_language()):
            everything = Entitlement(products=Product.objects.offered())
            form = RequestForm(by=request.user, type=type, entitlement=everything)
            context = {"type": type, "form": form, "preview": True}
            return render(request, "tickets/intake/preview.html", context)


@admin.register(Resource)
class ResourceAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["title", "url", "product", "audience", "position", "is_active"]
    list_filter = ["is_active", "audience"]
    list_select_related = ["product"]
    show_full_result_count = False
