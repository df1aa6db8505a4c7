"""The life of a text while it is written, as a table: statuses, moves, and how much a change means."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class Status(TextChoices):
    """Where the newest revision stands. What readers see meanwhile is the live one."""

    MISSING = "missing", _("Not written yet")
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class Change(TextChoices):
    """How much a published change means to whoever translated the text before."""

    MINOR = "minor", _("Minor: spelling or style, translations stay right")
    MEDIUM = "medium", _("Medium: translations should follow, readers need not be warned")
    MAJOR = "major", _("Major: translations are out of date, their readers are warned")

    @property
    def weight(self) -> int:
        return _WEIGHTS.index(self.value)


_WEIGHTS = ["minor", "medium", "major"]


class Kind(TextChoices):
    """What an article is; a problem has its parts."""

    HOW_TO = "how_to", _("How-to")
    PROBLEM = "problem", _("Problem: summary, description, resolution")


# A chip for each status: who must act, and its shape.
CHIPS = {
    Status.MISSING: ("rest", "open"),
    Status.DRAFT: ("rest", "open"),
    Status.IN_REVIEW: ("you", "you"),
    Status.APPROVED: ("us", "us"),
    Status.PUBLISHED: ("done", "done"),
}

WRITTEN = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED)

# verb: where it may start, where it ends (nothing: it stays). The order is that of the buttons.
MOVES = {
    "write": move(Status, Status.DRAFT),
    "send_to_review": move([Status.DRAFT], Status.IN_REVIEW),
    "approve": move([Status.IN_REVIEW], Status.APPROVED),
    # From a draft only where the section asks for no review.
    "publish": move([Status.DRAFT, Status.APPROVED], Status.PUBLISHED),
    "plan": move([Status.DRAFT, Status.APPROVED]),
    "set_end": move(WRITTEN),
    "send_back": move([Status.IN_REVIEW, Status.APPROVED], Status.DRAFT),
    "revert": move(WRITTEN, Status.DRAFT),
    # Only while something is live; a draft beside it stays a draft.
    "unpublish": move(WRITTEN),
}
