"""What can be done to a provider's issue and launch. Pages, admin and tasks change them only here."""

from escalations.providers.actions.arriving import (
    NotAdmitted,
    check_admitted,
    refuse,
    submit,
    turn_away_mail,
)
from escalations.providers.actions.launching import (
    accept,
    begin,
    look_after,
    missing_items,
    return_template,
    send_back,
    show,
)
from escalations.providers.actions.ringing import ring
from escalations.providers.actions.talking import close, reply
from escalations.providers.actions.working import (
    acknowledge,
    answer,
    ask,
    end,
    note,
    resolve,
    start,
    take,
    turn_away,
)

__all__ = [
    "NotAdmitted",
    "accept",
    "acknowledge",
    "answer",
    "ask",
    "begin",
    "check_admitted",
    "close",
    "end",
    "look_after",
    "missing_items",
    "note",
    "refuse",
    "reply",
    "resolve",
    "return_template",
    "ring",
    "send_back",
    "show",
    "start",
    "submit",
    "take",
    "turn_away",
    "turn_away_mail",
]
