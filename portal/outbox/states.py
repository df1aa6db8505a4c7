"""Where a letter can be on its way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class State(TextChoices):
    QUEUED = "queued", _("waiting")
    CLAIMED = "claimed", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    # The connection broke after the handover, so the mail server may or may not have it, and a second
    # copy would do harm: a person decides.
    UNKNOWN = "unknown", _("outcome unknown")
    WITHHELD = "withheld", _("withheld")
    BOUNCED = "bounced", _("came back")


# A letter that a worker holds is left to it; any other can be sent again.
MOVES = {
    "send_again": move(set(State) - {State.CLAIMED}),
    # A notice says that it did not arrive; only of a letter that went.
    "bounce": move({State.SENT, State.UNKNOWN}, State.BOUNCED, actor="system"),
}
