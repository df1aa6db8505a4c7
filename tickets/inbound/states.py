"""Where a message that came in can be, and why it waits."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class State(TextChoices):
    STORED = "stored", _("not read yet")
    TAKEN = "taken", _("on its case")
    KEPT = "kept", _("kept, from a machine")
    TURNED = "turned", _("turned away")
    QUARANTINED = "quarantined", _("waits for a decision")
    FAILED = "failed", _("could not be read")
    DISCARDED = "discarded", _("discarded")


class Reason(TextChoices):
    """Why it was not taken by itself."""

    NONE = "", ""
    UNKNOWN_SENDER = "unknown", _("We know nobody with this address.")
    UNCLEAR_SENDER = "unclear", _("It does not say clearly who sent it.")
    OTHER_SENDER = "other", _("The reply address was given to somebody else.")
    WRONG_ADDRESS = "address", _("The reply address is none of ours.")
    ONLY_A_HINT = "hint", _("It answers a letter of ours, but not to its reply address.")
    NOT_PROVEN = "unproven", _("Our mail server could not confirm the sender.")
    NO_RIGHT = "right", _("The sender may not read this case.")
    NOT_ENTITLED = "entitled", _("The sender has no service contract in force.")
    TOO_MANY = "many", _("This sender wrote very often within the hour.")
    STAFF = "staff", _("A colleague wrote it. Answers are written in the back office.")
    PARTNER = "partner", _("An integration partner wrote to the integration address.")
    EMPTY = "empty", _("It says nothing and brings no file.")
    NOT_NOW = "not_now", _("The case has changed, so this cannot be added by itself.")
    AUTOMATIC = "automatic", _("A machine wrote it.")
    LIST = "list", _("It came through a mailing list.")
    BOUNCE = "bounce", _("A notice about a letter that did not arrive.")
    OURS = "ours", _("It is a letter of our own.")


# Whoever wrote it may not be who it says.
DOUBTFUL = frozenset({Reason.UNCLEAR_SENDER, Reason.NOT_PROVEN})
UNDECIDED = frozenset({State.QUARANTINED, State.FAILED, State.KEPT})

# What staff can do. What a machine wrote can be taken for a person's after all.
MOVES = {
    "accept_new": move(UNDECIDED - {State.FAILED}, State.TAKEN),
    "accept_onto": move(UNDECIDED - {State.FAILED}, State.TAKEN),
    "discard": move(UNDECIDED, State.DISCARDED),
    "read_again": move({State.FAILED}, State.STORED),
}
