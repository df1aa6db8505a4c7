"""Addresses that are called, and every call with its tries. A call is never edited; it can be replayed."""

from django.contrib import admin
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from portal.webhooks.actions import replay
from portal.webhooks.models import Call, Hook
from portal.webhooks.states import MOVES
from portal.workflow.admin import Verb, VerbAdmin
from portal.workflow.lookups import NarrowLookups


@admin.register(Hook)
class HookAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["name", "url", "is_active"]
    actions = None

    def has_delete_permission(self, request, obj=None):
        """Its calls stay on record; it is switched off."""
        return False


@admin.register(Call)
class CallAdmin(NarrowLookups, VerbAdmin):
    list_display = ["event", "about", "hook", "state", "attempts", "due_at", "sent_at"]
    list_filter = ["state"]
    list_select_related = ["hook"]
    search_fields = ["=about"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-pk"]
    change_form_template = "outbox/letter.html"
    fields = [
        "event",
        "about",
        "hook",
        "body",
        "state",
        "last_error",
        "attempts",
        "created_at",
        "due_at",
        "sent_at",
        "again_by",
        "again_at",
        "token",
        "all_tries",
    ]
    readonly_fields = ["token", "all_tries"]
    moves = MOVES
    verbs = {
        "replay": Verb(
            _("Replay"),
            replay,
            intro=_("It is made again under the same ID, so that the receiver can tell that it is one."),
            tone="primary",
            asks=True,
            done=_("The call is made again."),
        )
    }

    def get_queryset(self, request):
        return admin.ModelAdmin.get_queryset(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        call: Model | None = self.get_object(request, object_id)
        buttons = self.buttons(request, call) if call else []
        return super().change_view(request, object_id, form_url, {"buttons": buttons})

    @admin.display(description=_("tries"))
    def all_tries(self, call):
        lines = (
            (row.at.isoformat(timespec="seconds"), row.answer or "–", row.milliseconds, row.error)
            for row in call.tries.all()
        )
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}: {}, {} ms. {}</li>", lines))
