"""What can be done to a letter once it is queued."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.outbox.models import Letter
from portal.outbox.states import MOVES, State
from portal.outbox.waking import wake
from portal.outbox.wording import one_line
from portal.workflow.moves import IllegalMove, lock


@transaction.atomic
def send_again(letter: Letter, *, by) -> Letter:
    """Put it at the head of the queue, under the same Message-ID, with a fresh series of tries.

    Who asked for it and when is kept in the letter (the last time) and in its history (every time).
    """
    letter = lock(letter)
    if letter.state not in MOVES["send_again"].starts:
        raise IllegalMove(_("This letter is being sent at this moment. Look again in a minute."))
    if not letter.text:
        raise IllegalMove(
            _("Its text was cleared, because it carried a secret link. A new one must be asked for.")
        )
    now = timezone.now()
    fields = {
        "state": Letter.State.QUEUED,
        "due_at": now,
        "attempts": 0,
        "tried_since": None,
        "unreachable": False,
        "again_by": by,
        "again_at": now,
    }
    for name, value in fields.items():
        setattr(letter, name, value)
    letter.save(update_fields=list(fields))
    LogEntry.objects.log_actions(by.pk, [letter], CHANGE, change_message=_("Sent again."), single_object=True)
    wake()
    return letter


@transaction.atomic
def bounce(letter: Letter, *, why: str) -> bool:
    """A mail server told us that it did not arrive. False where that is known, or it never went."""
    letter = lock(letter)
    if letter.state not in MOVES["bounce"].starts:
        return False
    letter.state, letter.last_error = State.BOUNCED, one_line(why, 500)
    letter.save(update_fields=["state", "last_error"])
    return True
