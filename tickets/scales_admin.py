"""Severities, scales and categories in the back office: words and the mapping are data."""

from django.contrib import admin

from portal.workflow.lookups import NarrowLookups
from tickets.scales import Category, ScaleValue, Severity


@admin.register(Severity)
class SeverityAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["number", "name", "description"]
    readonly_fields = ["number"]
    show_full_result_count = False

    def has_add_permission(self, request):
        """There are four."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ScaleValue)
class ScaleValueAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["scale", "label", "severity", "description"]
    list_filter = ["scale"]
    list_select_related = ["severity"]
    readonly_fields = ["scale", "label"]
    fields = ["scale", "label", "severity", "description_en", "description_fr"]
    show_full_result_count = False

    def has_add_permission(self, request):
        """Scales are spoken by forms and guides: their values are fixed, what they suggest is not."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Category)
class CategoryAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["name", "group", "position", "is_active"]
    list_filter = ["group", "is_active"]
    prepopulated_fields = {"slug": ["name_en"]}
    show_full_result_count = False

    def has_delete_permission(self, request, obj=None):
        """Requests remember it: one that is no longer wanted is not offered."""
        return False
