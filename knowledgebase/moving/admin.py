"""Old addresses in the back office."""

from django.contrib import admin

from knowledgebase.models import OldAddress
from portal.workflow.lookups import NarrowLookups


@admin.register(OldAddress)
class OldAddressAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["path", "article", "language"]
    list_filter = ["language"]
    list_select_related = ["article"]
    list_per_page = 100
    show_full_result_count = False
    search_fields = ["path", "article__key"]
    fields = ["path", "article", "language"]
    raw_id_fields = ["article"]
