"""Where a call can be on its way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class State(TextChoices):
    QUEUED = "queued", _("waiting")
    CLAIMED = "claimed", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


# A call that a worker holds is left to it; any other can be made again.
MOVES = {"replay": move(set(State) - {State.CLAIMED})}
