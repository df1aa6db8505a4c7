"""The rows of the guide in the back office: routes, categories, checklist, texts."""

from __future__ import annotations

from django.contrib import admin

from escalations.providers.models import Category, ChecklistItem, Passage, Route
from portal.workflow.lookups import NarrowLookups


class _Kept(NarrowLookups, admin.ModelAdmin):
    """Rows that others name: changed, never deleted."""

    actions = None

    def has_delete_permission(self, request, obj=None):
        return False


class _Fixed(_Kept):
    """As many as there are, no more and no fewer."""

    def has_add_permission(self, request):
        return False


@admin.register(Route)
class RouteAdmin(_Fixed):
    list_display = ["priority", "type_en", "contact", "on_call", "minutes", "calendar", "is_immediate"]
    list_select_related = ["calendar"]
    readonly_fields = ["priority"]
    fields = [
        "priority", "type_en", "type_fr", "contact", "on_call", "hook", "is_immediate", "minutes", "calendar",
    ]  # fmt: skip


@admin.register(Category)
class CategoryAdmin(_Kept):
    list_display = ["name_en", "name_fr", "is_admitted", "is_integration", "position", "is_active"]
    list_filter = ["is_admitted"]


@admin.register(ChecklistItem)
class ChecklistItemAdmin(_Kept):
    list_display = ["title_en", "title_fr", "is_required", "position", "is_active"]


@admin.register(Passage)
class PassageAdmin(_Fixed):
    list_display = ["key"]
    readonly_fields = ["key"]
    fields = ["key", "text_en", "text_fr"]
