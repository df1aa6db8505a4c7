"""What staff can do to a call."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.webhooks.models import Call
from portal.webhooks.states import MOVES, State
from portal.webhooks.waking import wake
from portal.workflow.moves import IllegalMove, lock


@transaction.atomic
def replay(call: Call, *, by) -> Call:
    """Make it again, under the same ID, with a fresh series of tries. The earlier tries stay on record."""
    call = lock(call)
    if call.state not in MOVES["replay"].starts:
        raise IllegalMove(_("This call is being made at this moment. Look again in a minute."))
    now = timezone.now()
    fields = {
        "state": State.QUEUED,
        "due_at": now,
        "attempts": 0,
        "tried_since": None,
        "again_by": by,
        "again_at": now,
    }
    for name, value in fields.items():
        setattr(call, name, value)
    call.save(update_fields=list(fields))
    LogEntry.objects.log_actions(by.pk, [call], CHANGE, change_message=_("Replayed."), single_object=True)
    wake()
    return call
