"""Customer Resolutions in the back office: the queue, the case, the ladder, the register."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations import columns, numbers, saved_views, staff_page
from escalations.models import Escalation, Improvement, Level
from escalations.states import LAST_LEVEL, MOVES
from escalations.verbs import VERBS
from portal.workflow.admin import VerbAdmin
from portal.workflow.presence import PresenceMixin
from tickets.impact import Impact
from tickets.numbers import parse as parse_case


class SavedView(admin.SimpleListFilter):
    """Drawn as tabs above the list, not beside it."""

    title, parameter_name = _("view"), "view"

    def lookups(self, request, model_admin):
        return [(name, name) for name in saved_views.NAMES]

    def queryset(self, request, queryset):
        return queryset.filter(saved_views.condition(self.value() or "", request.user))


class LevelFilter(admin.SimpleListFilter):
    title, parameter_name = _("level"), "level"

    def lookups(self, request, model_admin):
        return [(str(number), str(number)) for number in range(1, LAST_LEVEL + 1)]

    def queryset(self, request, queryset):
        return queryset.filter(level=self.value()) if self.value() in dict(self.lookup_choices) else queryset


class ImpactFilter(admin.SimpleListFilter):
    title, parameter_name = _("impact"), "impact"

    def lookups(self, request, model_admin):
        return Impact.choices

    def queryset(self, request, queryset):
        return queryset.filter(impact=self.value()) if self.value() in Impact.values else queryset


class HolderFilter(admin.SimpleListFilter):
    title, parameter_name = _("holder"), "holder"

    def lookups(self, request, model_admin):
        return [("nobody", _("Nobody yet")), ("somebody", _("Somebody"))]

    def queryset(self, request, queryset):
        wanted = {"nobody": True, "somebody": False}.get(self.value())
        return queryset if wanted is None else queryset.filter(holder__isnull=wanted)


@admin.register(Escalation)
class EscalationAdmin(PresenceMixin, VerbAdmin):
    verbs, moves = VERBS, MOVES
    list_display = ["reference"]
    list_filter = [SavedView, LevelFilter, ImpactFilter, HolderFilter]
    list_per_page = 25
    show_full_result_count = False
    search_fields = ["subject", "ticket__subject", "ticket__organisation__name", "requester__name"]
    search_help_text = _("Number, customer or words")
    actions = None
    change_list_template = "admin/escalations/escalation/queue.html"

    def get_queryset(self, request):
        return super().get_queryset(request).for_the_queue()

    # --- The queue --------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        words = request.GET.get("q", "")
        number = numbers.parse(words)
        if number and self.get_queryset(request).filter(pk=number).exists():
            return redirect(f"admin:{self.url_name('change')}", number)
        url = reverse(f"admin:{self.url_name('changelist')}")
        tabs = saved_views.tabs(
            Escalation.objects.visible_to(request.user), request.user, url, request.GET.get("view", "")
        )
        return super().changelist_view(request, {"title": _("Escalations"), "tabs": tabs})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        now, may_take = timezone.now(), self.may(request, "take")
        changelist.rows = [columns.Row(row, now, may_take) for row in changelist.result_list]
        last = changelist.paginator.num_pages
        changelist.pages = [
            n for n in range(1, last + 1) if n in (1, last) or abs(n - changelist.page_num) < 3
        ]
        return changelist

    def get_ordering(self, request):
        return ["-due_by", "-pk"] if request.GET.get("view") == "closed" else ["band", "due_by", "pk"]

    def get_search_results(self, request, queryset, search_term):
        """A case number finds the escalations of that case; words find subject and customer."""
        if search_term.strip()[:1].isalpha() and (case := parse_case(search_term)):
            return queryset.filter(ticket=case), False
        return super().get_search_results(request, queryset, search_term)

    # --- The case ---------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        """One escalation for its page: the queue's clocks are not needed, the steps of the plan are."""
        seen = Escalation.objects.visible_to(request.user).with_people().prefetch_related("steps")
        try:
            return seen.get(pk=self.opts.pk.to_python(object_id))
        except (Escalation.DoesNotExist, ValidationError):
            return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The whole story on one screen. Nothing is edited here: verbs are pressed."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        escalation = self.get_object(request, object_id)
        if escalation is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            **staff_page.case(escalation, self.buttons(request, escalation)),
            **self.presence(request, escalation),
            "opts": self.opts,
            "title": f"{escalation.reference} {escalation.subject}",
        }
        return TemplateResponse(request, "admin/escalations/escalation/case.html", context)

    def buttons(self, request, case):
        found = super().buttons(request, case)
        needless = set()
        if case.level_id >= LAST_LEVEL:
            needless.add("raise_level")
        if case.holder_id == request.user.pk:
            needless.add("take")
        return [button for button in found if button.verb not in needless]


class _Kept(admin.ModelAdmin):
    """Rows that stay: seen by those who work on escalations, and never deleted."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("escalations.change_escalation") or super().has_view_permission(
            request, obj
        )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Level)
class LevelAdmin(_Kept):
    """The ladder: its names, its words and who is there. There are five, no more and no fewer."""

    list_display = ["number", "name_en", "name_fr", "when_to_use_en", "role", "contact"]
    readonly_fields = ["number"]
    fields = ["number", "name_en", "name_fr", "when_to_use_en", "when_to_use_fr", "role", "contact"]
    actions = None


@admin.register(Improvement)
class ImprovementAdmin(_Kept):
    """The register of what we change; written with the verb on the case."""

    list_display = ["what", "owner", "due_on", "done_on", "escalation", "noted_by", "noted_at"]
    list_select_related = ["escalation", "noted_by"]
    actions = None

    def get_queryset(self, request):
        seen = Escalation.objects.visible_to(request.user)
        return super().get_queryset(request).filter(escalation__in=seen)

    def has_change_permission(self, request, obj=None):
        return False
