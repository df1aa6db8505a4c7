"""Who looked at what: read by managers, written by nobody."""

from django.contrib import admin

from portal.audit.models import Viewing
from portal.workflow.lookups import NarrowLookups


@admin.register(Viewing)
class ViewingAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["at", "by", "what", "about"]
    list_filter = ["what"]
    search_fields = ["=about", "by__name", "=by__email"]
    list_select_related = ["by"]
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
