"""The door to other systems: everything in the project queues its calls here."""

from __future__ import annotations

import json

from portal.webhooks.models import Call, Hook
from portal.webhooks.waking import wake


def queue_call(hook: Hook | None, event: str, *, key: str, data: dict, about: str = "") -> None:
    """Store the call with the caller's transaction and wake a worker when it commits.

    key: the occasion, unique, so that running twice says it once. Without a hook, or with one that is
    switched off, nothing is called.
    """
    if hook is None or not hook.is_active:
        return
    body = json.dumps({"type": event, "data": data}, ensure_ascii=False)
    call = Call(hook=hook, event=event, key=f"{key}:{hook.pk}", about=about, body=body)
    # Two at once: the database lets one in.
    Call.objects.bulk_create([call], ignore_conflicts=True)
    wake()
