"""Integration partners in the back office: the queue, the issue, launches, what was redirected, the rows."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from escalations.providers import columns, guide_admin, numbers, staff_page
from escalations.providers.models import Launch, ProviderIssue, Redirect
from escalations.providers.states import LAUNCH_MOVES, MOVES
from escalations.providers.verbs import LAUNCH_VERBS, VERBS
from escalations.providers.views import IDENTIFIERS
from portal.accounts.models import Organisation
from portal.audit.actions import viewed
from portal.workflow.admin import VerbAdmin
from portal.workflow.lookups import NarrowLookups
from tickets.counting import PeekingMixin
from tickets.scales import Priority

__all__ = ["LaunchAdmin", "ProviderIssueAdmin", "RedirectAdmin", "guide_admin"]


class ViewFilter(admin.SimpleListFilter):
    """Drawn as tabs above the list."""

    title, parameter_name = _("view"), "view"
    names = {"": _("By the clock"), "acknowledge": _("To acknowledge"), "ended": _("Ended")}

    def lookups(self, request, model_admin):
        return [(name, words) for name, words in self.names.items() if name]

    def queryset(self, request, queryset):
        if self.value() == "acknowledge":
            return queryset.to_acknowledge()
        return queryset.ended() if self.value() == "ended" else queryset.open()


class PriorityFilter(admin.SimpleListFilter):
    title, parameter_name = _("priority"), "priority"

    def lookups(self, request, model_admin):
        return Priority.choices

    def queryset(self, request, queryset):
        return queryset.filter(priority=self.value()) if self.value() in Priority.values else queryset


@admin.register(ProviderIssue)
class ProviderIssueAdmin(PeekingMixin, VerbAdmin):
    verbs, moves = VERBS, MOVES
    actions = None
    show_full_result_count = False
    list_per_page = 25
    list_display = ["reference"]
    list_filter = [ViewFilter, PriorityFilter]
    search_fields = ["summary", "organisation__name"]
    search_help_text = _("Number, provider or words")
    change_list_template = "admin/providers/queue.html"
    page_template = "admin/providers/issue.html"

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in (ViewFilter.parameter_name, PriorityFilter.parameter_name)

    def get_urls(self):
        shown = self.admin_site.admin_view(require_POST(self.identifiers_view))
        name = self.url_name("identifiers")
        return [path("<path:object_id>/identifiers/", shown, name=name), *super().get_urls()]

    def get_object(self, request, object_id, from_field=None):
        seen = self.get_queryset(request).with_people()
        try:
            return seen.get(pk=self.opts.pk.to_python(object_id))
        except (ProviderIssue.DoesNotExist, ValidationError):
            return None

    def shown(self, queryset):
        return queryset.for_the_queue()

    def page_of(self, request, case, full=False) -> dict:
        return staff_page.case(case, self.buttons(request, case), full=full)

    def identifiers_view(self, request, object_id):
        """In full, this once: who looked is written down first (C17)."""
        issue = self.seen(request, object_id)
        viewed(IDENTIFIERS, issue.reference, by=request.user)
        return self.show(request, issue, full=True)

    def changelist_view(self, request, extra_context=None):
        number = numbers.parse(request.GET.get("q", ""))
        if number and self.get_queryset(request).filter(pk=number).exists():
            return redirect(f"admin:{self.url_name('change')}", number)
        url, current = reverse(f"admin:{self.url_name('changelist')}"), request.GET.get("view", "")
        tabs = [
            {"words": words, "url": f"{url}?view={name}" if name else url, "current": name == current}
            for name, words in ViewFilter.names.items()
        ]
        return super().changelist_view(request, {"title": self.opts.verbose_name_plural, "tabs": tabs})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        now = timezone.now()
        changelist.rows = [columns.Row(row, now) for row in changelist.result_list]
        return changelist

    def get_ordering(self, request):
        return ["-pk"] if request.GET.get("view") == "ended" else ["band", "due_by", "-pk"]


@admin.register(Launch)
class LaunchAdmin(NarrowLookups, VerbAdmin):
    actions = None
    show_full_result_count = False
    list_per_page = 25
    verbs, moves = LAUNCH_VERBS, LAUNCH_MOVES
    list_display = ["organisation", "status", "engineer", "returned_at", "accepted_at"]
    list_filter = ["status"]
    list_select_related = ["organisation", "engineer"]
    search_fields = ["organisation__name"]
    fields = ["organisation"]
    page_template = "admin/providers/launch.html"

    def has_add_permission(self, request):
        """Begun by us, before the provider has done anything."""
        return request.user.has_perm("providers.change_launch")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "organisation":
            kwargs["queryset"] = Organisation.objects.filter(is_partner=True, launch=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.engineer = request.user
        super().save_model(request, obj, form, change)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation", "engineer")

    def page_of(self, request, case) -> dict:
        return staff_page.launch(case, self.buttons(request, case))


@admin.register(Redirect)
class RedirectAdmin(NarrowLookups, admin.ModelAdmin):
    """What was not ours to work on, counted per provider: who needs a word (B9)."""

    list_display = ["subject", "organisation", "category", "door", "made_at"]
    list_filter = ["door"]
    more_lookups = ("organisation",)
    list_select_related = ["organisation", "category"]
    search_fields = ["organisation__name", "subject"]
    list_per_page = 50
    show_full_result_count = False
    actions = None
    change_list_template = "admin/providers/redirects.html"
    fields = ["subject", "organisation", "by", "sender", "category", "issue", "door", "facts", "made_at"]

    def get_queryset(self, request):
        return Redirect.objects.visible_to(request.user)

    def changelist_view(self, request, extra_context=None):
        counted = list(Redirect.objects.visible_to(request.user).order_by().counted()[:50])
        return super().changelist_view(request, {"counted": counted})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
