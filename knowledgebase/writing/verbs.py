"""How the verbs of writing look in the back office."""

from django.utils.translation import gettext_lazy as _

from knowledgebase.writing import actions
from knowledgebase.writing.forms import (
    EndForm,
    NoteForm,
    PlanForm,
    PublishForm,
    ReasonForm,
    RevertForm,
    TakeBackForm,
    WriteForm,
)
from portal.workflow.admin import Verb

VERBS = {
    "write": Verb(
        _("Write"),
        actions.write,
        WriteForm,
        wants_case=True,
        done=_("Saved as a draft. Readers see it when it is published."),
    ),
    "send_to_review": Verb(
        _("Send to review"),
        actions.send_to_review,
        NoteForm,
        intro=_("Somebody else reads it and approves it or sends it back."),
        wants_case=True,
        done=_("Sent to review."),
    ),
    "approve": Verb(
        _("Approve"),
        actions.approve,
        NoteForm,
        intro=_("You have read the revision below, and wrote none of it."),
        tone="primary",
        wants_case=True,
        done=_("Approved. It can be published now."),
    ),
    "publish": Verb(
        _("Publish"),
        actions.publish,
        PublishForm,
        intro=_("Readers see this revision at once."),
        tone="primary",
        wants_case=True,
        done=_("Published."),
    ),
    "plan": Verb(_("Publish later"), actions.plan, PlanForm, wants_case=True, done=_("Kept.")),
    "set_end": Verb(_("Set an end"), actions.set_end, EndForm, wants_case=True, done=_("Kept.")),
    "send_back": Verb(
        _("Send back"),
        actions.send_back,
        ReasonForm,
        intro=_("It is a draft again; its author reads what you write here."),
        wants_case=True,
        done=_("Sent back."),
    ),
    "revert": Verb(
        _("Go back"),
        actions.revert,
        RevertForm,
        intro=_("What it said then becomes a new draft. Nothing is lost."),
        wants_case=True,
        done=_("The text of that revision is the newest draft."),
    ),
    "unpublish": Verb(
        _("Unpublish"),
        actions.unpublish,
        TakeBackForm,
        intro=_("Readers do not find this text any more, at once. It stays here as a draft."),
        tone="alert",
        asks=True,
        wants_case=True,
        done=_("Readers do not see it any more."),
    ),
}
