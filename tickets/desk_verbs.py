"""The verbs that tie requests together or take them apart, as they look in the back office."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.workflow.admin import Verb
from tickets import actions
from tickets.desk_forms import ArticleForm, LinkForm, MergeForm, SplitForm, UnlinkForm

DESK_VERBS = {
    "split": Verb(
        pgettext_lazy("button", "Split"),
        actions.split,
        SplitForm,
        intro=_("One request, one subject. The customer is told both numbers in one letter."),
        wants_case=True,
        asks=True,
        done=_("It is two requests now."),
    ),
    "merge": Verb(
        _("Merge"),
        actions.merge,
        MergeForm,
        intro=_(
            "This case is closed and goes on in the other one; what the customer writes here is added there. "
            "The customer gets one letter. It can be undone for seven days."
        ),
        wants_case=True,
        asks=True,
        done=_("They are one case now."),
    ),
    "unmerge": Verb(
        _("Undo the merge"),
        actions.unmerge,
        intro=_("It is as it was before. Replies that came meanwhile stay where they are."),
        asks=True,
        done=_("The merge is undone."),
    ),
    "forget": Verb(
        _("Erase personal answers"),
        actions.forget,
        permission="tickets.see_every_team",
        intro=_("What was answered about people is erased for good. The request itself stays."),
        tone="alert",
        asks=True,
        done=_("The personal answers are erased."),
    ),
    "link": Verb(
        _("Link"),
        actions.link,
        LinkForm,
        intro=_("The two belong together. Colleagues see it on both; the customer does not."),
        wants_case=True,
        asks=True,
        done=_("They are linked."),
    ),
    "unlink": Verb(
        _("Take a link away"),
        actions.unlink,
        UnlinkForm,
        wants_case=True,
        asks=True,
        done=_("The link is taken away."),
    ),
    "make_article": Verb(
        _("Make an article of this"),
        actions.make_article,
        ArticleForm,
        intro=_(
            "A draft that only staff see, from what the customer and we wrote to each other: no internal "
            "notes, and without the names, addresses and numbers we know. Read it before it goes out."
        ),
        wants_case=True,
        asks=True,
        done=_("The draft is made. It stands among the facts of this case."),
    ),
}
