"""Requests in the back office: the queue and the case."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.workflow.admin import VerbAdmin
from portal.workflow.prepared import prepared
from portal.workflow.presence import PresenceMixin
from tickets import case_page, queue, scales_admin  # noqa: F401 - registers its pages
from tickets.counting import PeekingMixin
from tickets.export import staff_export
from tickets.impact import Impact
from tickets.intake.models import RequestType
from tickets.intake.writing_down import WriteDownMixin
from tickets.models import Ticket
from tickets.moves import MOVES
from tickets.next_case import NextCaseMixin
from tickets.numbers import parse
from tickets.querysets import Reach, reach_of
from tickets.search import search_all
from tickets.states import Status
from tickets.verbs import VERBS

_SHOWN = (
    "requester",
    "organisation",
    "agent",
    "team",
    "severity",
    "category",
    "product",
)


class SavedView(admin.SimpleListFilter):
    """Drawn as tabs above the list, not beside it. What is searched for is searched everywhere."""

    title, parameter_name = _("view"), "view"

    def lookups(self, request, model_admin):
        return [(name, name) for name in queue.NAMES]

    def queryset(self, request, queryset):
        if request.GET.get("q"):
            return queryset
        return queue.in_view(queryset, self.value() or queue.DEFAULT, request.user)


class _Chosen(admin.SimpleListFilter):
    """A filter of one column by its own list of values."""

    column = ""

    def queryset(self, request, queryset):
        known = self.value() in dict(self.lookup_choices)
        return queryset.filter(**{self.column: self.value()}) if known else queryset


class StatusFilter(_Chosen):
    title, parameter_name, column = _("status"), "status", "status"

    def lookups(self, request, model_admin):
        return Status.choices


class FormFilter(_Chosen):
    title, parameter_name, column = _("about"), "form", "form"

    def lookups(self, request, model_admin):
        return [(slug, known.name) for slug, known in RequestType.objects.known().items()]


class ImpactFilter(_Chosen):
    title, parameter_name, column = _("impact"), "impact", "impact"

    def lookups(self, request, model_admin):
        return Impact.choices


@admin.register(Ticket)
class TicketAdmin(WriteDownMixin, NextCaseMixin, PresenceMixin, PeekingMixin, VerbAdmin):
    verbs, moves = VERBS, MOVES
    page_template = "admin/tickets/ticket/case.html"
    list_display = ["reference"]  # the columns are drawn by the template, from queue.Row
    list_filter = [SavedView, StatusFilter, FormFilter, ImpactFilter]
    list_per_page = 25
    show_full_result_count = False
    search_fields = ["subject"]  # only so that the field is drawn: see get_search_results
    search_help_text = _("Number, customer or words")
    actions = None
    change_list_template = "admin/tickets/ticket/queue.html"

    # --- The queue ------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        number = parse(request.GET.get("q", ""))
        if number and self.get_queryset(request).filter(pk=number).exists():
            return redirect(self.case_url(Ticket(pk=number)))
        url = reverse(f"admin:{self.url_name('changelist')}")
        context = {
            "title": _("Requests"),
            **self.take_next(request),
            "tabs": queue.tabs(request.user, url, _view(request)),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def shown(self, queryset):
        return queue.shown(queryset)

    def get_ordering(self, request):
        return queue.ordering(_view(request))

    def get_search_results(self, request, queryset, search_term):
        return (search_all(queryset, search_term) if search_term else queryset), False

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        may_take = self.may(request, "take")
        base = reverse(f"admin:{self.url_name('changelist')}")
        changelist.rows = queue.rows(changelist.result_list, base, may_take=may_take)
        return changelist

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.export_view))
        return [path("export/", view, name=self.url_name("export")), *super().get_urls()]

    def export_view(self, request):
        """The queue as it is filtered, all pages of it, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = super().get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(f"admin:{self.url_name('changelist')}")
        return staff_export(found)

    # --- The case -------------------------------------------------------------------------------------

    def page_of(self, request, case) -> dict:
        page = case_page.context_of(case, request.user, self.buttons(request, case))
        return {"title": case.reference, **page, **self.presence(request, case)}

    def buttons(self, request, case):
        """A case that somebody holds is not taken, but assigned; unless they are away."""
        found = super().buttons(request, case)
        held = case.agent is not None and (case.agent == request.user or not case.agent.is_away)
        return [button for button in found if not (held and button.verb == "take")]

    def get_object(self, request, object_id, from_field=None):
        if not (number := parse(str(object_id))):
            return None
        return next(iter(_case(number, request.user.pk, reach=reach_of(request.user))), None)


@prepared
def _case(number: int, reader: int, *, reach: Reach):
    return Ticket.objects.within(reach, reader).with_answers().select_related(*_SHOWN).filter(pk=number)


def _view(request) -> str:
    """The saved view that is shown; none while words are looked for."""
    if request.GET.get("q"):
        return ""
    name = request.GET.get("view", "")
    return name if name in queue.NAMES else queue.DEFAULT
