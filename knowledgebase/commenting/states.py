"""The life of a comment as a table: who may do what to it, and where it ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class Standing(TextChoices):
    WAITING = "draft", _("Waiting to be read")
    SHOWN = "published", _("Shown")
    REFUSED = "refused", _("Turned down")
    # Its words are gone; what happened to it stays.
    WITHDRAWN = "withdrawn", _("Taken away by its author")


_HELD = (Standing.WAITING, Standing.SHOWN, Standing.REFUSED)

MOVES = {
    "publish": move([Standing.WAITING, Standing.REFUSED], Standing.SHOWN),
    "turn_down": move([Standing.WAITING, Standing.SHOWN], Standing.REFUSED),
    # Staff's own stays shown, anybody else's waits to be read again.
    "edit": move(_HELD, Standing.WAITING, actor="author"),
    "withdraw": move(_HELD, Standing.WITHDRAWN, actor="author"),
}
