"""The mail that came in, for staff: what waits for a decision, and what became of the rest."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.workflow.admin import Verb, VerbAdmin
from portal.workflow.lookups import NarrowLookups
from tickets.inbound import actions, reading
from tickets.inbound.forms import AcceptNewForm, AcceptOntoForm, DiscardForm
from tickets.inbound.models import Mail
from tickets.inbound.states import MOVES, State

_RIGHT = "inbound.judge_mail"
VERBS = {
    "accept_new": Verb(
        _("Accept as a new request"),
        actions.accept_new,
        AcceptNewForm,
        permission=_RIGHT,
        intro=_("The words and files become a new request, written down by you."),
        wants_case=True,
        tone="primary",
        done=_("It is a request now. The customer gets a letter with the case number."),
    ),
    "accept_onto": Verb(
        _("Add to a case"),
        actions.accept_onto,
        AcceptOntoForm,
        permission=_RIGHT,
        wants_case=True,
        done=_("It is on the case now."),
    ),
    "discard": Verb(
        _("Discard"),
        actions.discard,
        DiscardForm,
        permission=_RIGHT,
        intro=_("It stays here with your reason, and nothing is done with it."),
        tone="alert",
        asks=True,
        done=_("It is discarded."),
    ),
    "read_again": Verb(
        pgettext_lazy("mail", "Read it again"),
        actions.read_again,
        permission=_RIGHT,
        intro=_("It is read again within a few seconds, as if it had just come."),
        done=_("It is read again."),
    ),
}


class WaitingFilter(admin.SimpleListFilter):
    """What waits for a decision is shown first; the rest on demand."""

    title, parameter_name = _("state"), "state"

    def lookups(self, request, model_admin):
        return [*State.choices, ("all", _("All"))]

    def choices(self, changelist):
        found = list(super().choices(changelist))
        found[0]["display"] = _("waits for a decision, or could not be read")
        return found

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(status=self.value()) if self.value() else queryset.waiting()


@admin.register(Mail)
class MailAdmin(NarrowLookups, VerbAdmin):
    list_display = ["title", "sender", "status", "why", "case", "received_at"]
    list_display_links = ["title"]
    list_filter = [WaitingFilter]
    more_lookups = ("state",)
    list_select_related = ["ticket"]
    search_fields = ["=sender", "=message_id"]
    search_help_text = _("The whole address of the sender, or the message ID")
    list_per_page = 25
    show_full_result_count = False
    actions = None
    ordering = ["-pk"]
    fields = ["subject"]
    verbs, moves = VERBS, MOVES
    page_template = "admin/inbound/mail.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("ticket", "letter")

    def page_of(self, request, case) -> dict:
        buttons = self.buttons(request, case)
        return {
            "mail": case,
            "title": str(case),
            "read": reading.of(case),
            "events": case.events.select_related("by"),
            "verbs": [button for button in buttons if not button.asks],
            "asking_verbs": [button for button in buttons if button.asks],
        }

    @admin.display(description=_("subject"))
    def title(self, mail):
        return str(mail)

    @admin.display(description=_("why it waits"))
    def why(self, mail):
        return mail.get_reason_display() or mail.detail[:100]

    @admin.display(description=_("case"))
    def case(self, mail):
        return mail.ticket.reference if mail.ticket_id else "–"
