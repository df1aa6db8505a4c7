"""The life of a wording, and where what we learn comes from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class Status(TextChoices):
    """A wording is looked at by an editor before search knows it."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class Source(TextChoices):
    ANSWER = "answer", _("An agent answered with the article")
    SEARCH = "search", _("A search that the article answered")
    EDITOR = "editor", _("Written by an editor")


# An accepted wording can be taken back, a declined one brought back.
MOVES = {
    "accept": move([Status.PROPOSED, Status.DECLINED], Status.ACCEPTED),
    "decline": move([Status.PROPOSED, Status.ACCEPTED], Status.DECLINED),
}
