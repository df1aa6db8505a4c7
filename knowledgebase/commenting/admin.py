"""The comments in the back office, newest first: the queue is the filter of those that wait."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledgebase.commenting import actions
from knowledgebase.commenting.states import MOVES
from knowledgebase.models import Comment
from portal.businesstime.wording import short_moment
from portal.workflow.admin import Verb, VerbAdmin
from portal.workflow.lookups import NarrowLookups
from portal.workflow.moves import IllegalMove
from portal.workflow.once import OnceForm


class TurnDownForm(OnceForm):
    reason = forms.CharField(
        label=_("Why it is not shown"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Its author reads this in a letter and beside the comment, and may write it otherwise."),
    )

    def __init__(self, data=None, files=None, *, instance: Comment, by):
        super().__init__(data, files)
        self.facts = _facts(instance)


class PublishForm(OnceForm):
    def __init__(self, data=None, files=None, *, instance: Comment, by):
        super().__init__(data, files)
        self.facts = _facts(instance)


def _facts(comment: Comment) -> list[tuple]:
    """What is read before one decides."""
    return [(_("Written by"), comment.author or "–"), (_("Comment"), comment.body)]


VERBS = {
    "publish": Verb(
        _("Publish"),
        actions.publish,
        PublishForm,
        intro=_("Everybody who reads the article sees it, with the name of its author."),
        tone="primary",
        wants_case=True,
        done=_("Published. Its author is told."),
    ),
    "turn_down": Verb(
        _("Turn down"),
        actions.turn_down,
        TurnDownForm,
        intro=_("Nobody but its author sees it any more."),
        tone="alert",
        asks=True,
        wants_case=True,
        done=_("Turned down. Its author is told why."),
    ),
}


@admin.register(Comment)
class CommentAdmin(NarrowLookups, VerbAdmin):
    """Written by readers, never by us. It is turned down and not deleted, so that the count stays right."""

    verbs, moves = VERBS, MOVES
    change_form_template = "outbox/letter.html"
    list_display = ["words", "author", "article", "standing", "at", "edited_at"]
    list_display_links = ["words"]
    list_filter = ["state"]
    list_select_related = ["author", "article"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["page", "author", "body", "standing", "reason", "at", "edited_at", "history"]
    ordering = ["-at", "-pk"]
    actions = ["publish"]

    def has_change_permission(self, request, obj=None):
        """Of the list, for the action on many; on a page of its own no field is edited."""
        return obj is None and request.user.has_perm("knowledgebase.change_comment")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        comment = self.get_object(request, object_id)
        buttons = self.buttons(request, comment) if comment else []
        return super().change_view(request, object_id, form_url, {"buttons": buttons})

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description=_("comment"))
    def words(self, comment):
        return str(comment)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, comment):
        return comment.get_state_display()

    @admin.display(description=_("article"))
    def page(self, comment):
        address = reverse("knowledgebase:article_of_number", args=[comment.article_id])
        return format_html('<a href="{}#comments">{}</a>', address, comment.article)

    @admin.display(description=_("history"))
    def history(self, comment):
        names = {name: verb.label for name, verb in VERBS.items()}
        names |= {"comment": _("Left"), "edit": _("Edited"), "withdraw": _("Taken away")}
        events = comment.events.select_related("by")[:50]
        rows = (f"{short_moment(event.at)} {names[event.verb]}: {event.by}" for event in events)
        return "\n".join(rows) or "–"

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, comments):
        """Those that wait; one that somebody was quicker with is left as it is."""
        count = 0
        for comment in comments:
            try:
                actions.publish(comment, by=request.user)
                count += 1
            except IllegalMove:
                continue
        said = ngettext("%(count)s comment is published.", "%(count)s comments are published.", count)
        messages.success(request, said % {"count": count})
