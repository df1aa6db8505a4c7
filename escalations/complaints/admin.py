"""Complaints in the back office: the queue, the page of one, the external avenues."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.complaints import columns, numbers, saved_views, staff_page
from escalations.complaints.models import Avenue, Complaint
from escalations.complaints.people import may_work_on
from escalations.complaints.states import MOVES
from escalations.complaints.verbs import FOR_EVERY_READER, VERBS
from portal.workflow.admin import VerbAdmin
from portal.workflow.presence import PresenceMixin
from tickets.counting import PeekingMixin


class SavedView(admin.SimpleListFilter):
    """Drawn as tabs above the list, not beside it."""

    title, parameter_name = _("view"), "view"

    def lookups(self, request, model_admin):
        return [(name, name) for name in saved_views.NAMES]

    def queryset(self, request, queryset):
        return queryset.filter(saved_views.condition(self.value() or "", request.user))


@admin.register(Complaint)
class ComplaintAdmin(PresenceMixin, PeekingMixin, VerbAdmin):
    verbs, moves = VERBS, MOVES
    page_template = "admin/complaints/complaint/case.html"
    list_display = ["reference"]
    list_filter = [SavedView]
    list_per_page = 25
    show_full_result_count = False
    search_fields = ["subject", "organisation__name", "requester__name"]
    search_help_text = _("Number, customer or words")
    actions = None
    change_list_template = "admin/complaints/complaint/queue.html"

    # --- The queue --------------------------------------------------------------------------------

    def shown(self, queryset):
        return queryset.for_the_queue()

    def changelist_view(self, request, extra_context=None):
        number = numbers.parse(request.GET.get("q", ""))
        if number and Complaint.objects.visible_to(request.user).filter(pk=number).exists():
            return redirect(f"admin:{self.url_name('change')}", number)
        url = reverse(f"admin:{self.url_name('changelist')}")
        seen = Complaint.objects.visible_to(request.user)
        tabs = saved_views.tabs(seen, request.user, url, request.GET.get("view", ""))
        return super().changelist_view(request, {"title": _("Complaints"), "tabs": tabs})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        now = timezone.now()
        changelist.rows = [columns.Row(row, now) for row in changelist.result_list]
        return changelist

    def get_ordering(self, request):
        return ["-ended_at", "-pk"] if request.GET.get("view") == "ended" else ["band", "due_by", "pk"]

    # --- One complaint ----------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        seen = Complaint.objects.visible_to(request.user).with_people()
        try:
            return seen.get(pk=self.opts.pk.to_python(object_id))
        except (Complaint.DoesNotExist, ValidationError):
            return None

    def page_of(self, request, case) -> dict:
        return staff_page.case(case, self.buttons(request, case)) | self.presence(request, case)

    def buttons(self, request, case):
        found = super().buttons(request, case)
        if not may_work_on(request.user, case):
            return [button for button in found if button.verb in FOR_EVERY_READER]
        mine = case.holder_id == request.user.pk
        return [button for button in found if not (mine and button.verb == "take")]

    def verb_view(self, request, object_id, verb):
        """Whose work it is depends on how far the complaint has come."""
        complaint = self.get_object(request, object_id)
        theirs = complaint is None or verb in FOR_EVERY_READER or may_work_on(request.user, complaint)
        if not theirs:
            raise PermissionDenied
        return super().verb_view(request, object_id, verb)


@admin.register(Avenue)
class AvenueAdmin(admin.ModelAdmin):
    """Where customers can go outside our own process. One that was told to somebody stays."""

    list_display = ["position", "name_en", "name_fr", "time_limit_en", "is_active"]
    list_display_links = ["name_en"]
    actions = None

    def has_delete_permission(self, request, obj=None):
        return False
