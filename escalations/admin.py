"""Customer Resolutions in the back office: the queue, the case, the ladder, the register."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations import (  # noqa: F401 - `people_admin` registers its pages
    columns,
    ladder,
    numbers,
    people_admin,
    saved_views,
    staff_page,
)
from escalations.admin_pages import PagesMixin
from escalations.life_admin import LifeMixin, ReasonFilter
from escalations.models import Escalation, Level
from escalations.people_page import open_concern
from escalations.posts import known_regions
from escalations.register_admin import Kept
from escalations.states import MOVES, Ladder
from escalations.verbs import VERBS
from portal.workflow.admin import VerbAdmin
from portal.workflow.presence import PresenceMixin
from tickets.counting import PeekingMixin
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
        return [(str(level.number), str(level.number)) for level in ladder.levels(Ladder.SERVICE)]

    def queryset(self, request, queryset):
        return (
            queryset.filter(level__number=self.value())
            if self.value() in dict(self.lookup_choices)
            else queryset
        )


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


class RegionFilter(admin.SimpleListFilter):
    title, parameter_name = _("region"), "region"

    def lookups(self, request, model_admin):
        return [(str(region.pk), region.name) for region in known_regions()]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(ticket__organisation__region=self.value())


@admin.register(Escalation)
class EscalationAdmin(LifeMixin, PagesMixin, PresenceMixin, PeekingMixin, VerbAdmin):
    verbs, moves = VERBS, MOVES
    page_template = "admin/escalations/escalation/case.html"
    list_display = ["reference"]
    list_filter = [SavedView, LevelFilter, ImpactFilter, ReasonFilter, HolderFilter, RegionFilter]
    list_per_page = 25
    show_full_result_count = False
    search_fields = ["subject", "ticket__subject", "ticket__organisation__name", "requester__name"]
    search_help_text = _("Number, customer or words")
    actions = None
    change_list_template = "admin/escalations/escalation/queue.html"

    def shown(self, queryset):
        return queryset.for_the_queue()

    # --- The queue --------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        words = request.GET.get("q", "")
        number = numbers.parse(words)
        if number and self.get_queryset(request).filter(pk=number).exists():
            return redirect(f"admin:{self.url_name('change')}", number)
        url = reverse(f"admin:{self.url_name('changelist')}")
        tabs = saved_views.tabs(request.user, url, request.GET.get("view", ""))
        return super().changelist_view(request, {"title": _("Escalations"), "tabs": tabs})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        now, may_take = timezone.now(), self.may(request, "take")
        changelist.rows = columns.rows(changelist.result_list, now, may_take=may_take)
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

    def page_of(self, request, case) -> dict:
        page = staff_page.case(case, self.buttons(request, case), request.user)
        return page | self.presence(request, case)

    def buttons(self, request, case):
        found = super().buttons(request, case)
        needless = set()
        if not case.who_takes_part:
            needless.add("remove_participant")
        if Level.objects.after(case.level) is None:
            needless.add("raise_level")
        if case.holder_id == request.user.pk:
            needless.add("take")
        needless.add("prioritise" if case.ground else "unprioritise")
        if (concern := open_concern(case)) is None:
            needless |= {"take_concern", "close_concern"}
        elif concern.taken_by_id:
            needless.add("take_concern")
        return [button for button in found if button.verb not in needless]


@admin.register(Level)
class LevelAdmin(Kept):
    """The ladder: its names, its words and how long each lasts. Their number is fixed; who: posts."""

    list_display = ["ladder", "number", "name_en", "name_fr", "when_to_use_en", "role", "next_within"]
    readonly_fields = ["ladder", "number"]
    fields = [
        *readonly_fields,
        "name_en",
        "name_fr",
        "when_to_use_en",
        "when_to_use_fr",
        "role",
        "next_within",
    ]
    actions = None
