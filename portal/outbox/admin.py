"""Every letter, what became of it and why, for staff. Nothing is edited; a letter can be sent again."""

from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.outbox.actions import send_again
from portal.outbox.models import Letter
from portal.outbox.states import MOVES, State
from portal.workflow.admin import Verb, VerbAdmin


@admin.register(Letter)
class LetterAdmin(VerbAdmin):
    list_display = ["to", "subject", "outcome", "moment", "attempts", "about"]
    list_display_links = ["subject"]
    list_filter = ["state", "ambiguous"]
    search_fields = ["=to", "=about", "=message_id"]
    search_help_text = _("The whole address, the case number or the message ID")
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-pk"]
    change_form_template = "outbox/letter.html"
    fieldsets = [
        (None, {"fields": ["to", "subject", "about", "words", "enclosures"]}),
        (
            _("What became of it"),
            {
                "fields": [
                    "outcome",
                    "last_error",
                    "attempts",
                    "created_at",
                    "due_at",
                    "handover_at",
                    "sent_at",
                    "again_by",
                    "again_at",
                    "message_id",
                    "file",
                    "key",
                ]
            },
        ),
    ]
    moves = MOVES
    verbs = {
        "send_again": Verb(
            _("Send again"),
            send_again,
            intro=_(
                "The same letter goes to the same address once more, under the same message ID. "
                "The reader may get a second copy."
            ),
            tone="primary",
            asks=True,
            done=_("The letter is on its way again."),
        )
    }

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "html", "enclosed")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        letter = self.get_object(request, object_id)
        buttons = self.buttons(request, letter) if letter else []
        return super().change_view(request, object_id, form_url, {"buttons": buttons})

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in {"state__exact", "ambiguous__exact"}

    @admin.display(description=_("state"), ordering="state")
    def outcome(self, letter):
        state = letter.get_state_display()
        if not letter.ambiguous:
            return state
        copies = ngettext("perhaps %d copy", "perhaps %d copies", letter.copies) % letter.copies
        return f"{state}, {copies}"

    @admin.display(description=_("due, or sent at"), ordering="due_at")
    def moment(self, letter):
        return letter.sent_at if letter.state == State.SENT else letter.due_at

    @admin.display(description=_("text"))
    def words(self, letter):
        if letter.sensitive:
            return gettext("Not shown: this letter carries a secret link.")
        return format_html('<pre class="staff-letter">{}</pre>', letter.text)

    @admin.display(description=_("enclosed"))
    def enclosures(self, letter):
        return ", ".join(part["name"] for part in letter.enclosed) or "–"

    @admin.display(description=_("file"))
    def file(self, letter):
        written = not settings.EMAIL_URL and letter.copies
        return str(settings.MAIL_DIR / letter.file_name) if written else "–"
