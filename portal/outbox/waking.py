"""Telling a worker that there is something to do, without ever waiting for the broker."""

import logging
import threading

from django.db import transaction

from portal.outbox.tasks import deliver_due

logger = logging.getLogger(__name__)

# How long a request may wait for a broker that does not answer.
PATIENCE = 0.2
# So many calls a second are enough; more would only queue up before other work.
_PAUSE = 0.25
# A call that nobody heard within this time is worth nothing: the sweep has looked since.
_HEARD_WITHIN = 60


def wake() -> None:
    """Once a transaction, when it commits. Never raises; the letters are found by the sweep in any case."""
    waiting = transaction.get_connection().run_on_commit
    if not any(call == _bell.ring for _savepoints, call, _robust in waiting):
        transaction.on_commit(_bell.ring, robust=True)


class Bell:
    """Publishes a task in a thread of its own, because a broker's host may hang in ways no timeout covers.

    While one call is on its way, and for a moment after it, further ones are merged into the next.
    """

    def __init__(self, task=deliver_due):
        self._task = task
        self._lock = threading.Lock()
        self._again = False
        self._thread: threading.Thread | None = None

    def ring(self) -> None:
        with self._lock:
            # Not merely "is there one": after a fork, the thread of the parent is not alive here.
            if self._thread is not None and self._thread.is_alive():
                self._again = True
                return
            heard = threading.Event()
            self._thread = threading.Thread(target=self._publish, args=[heard], name="wake", daemon=True)
            self._thread.start()
        if not heard.wait(PATIENCE):
            logger.warning("The broker takes long to answer. It goes with the next sweep.")

    def _publish(self, heard: threading.Event) -> None:
        while True:
            self._again = False
            try:
                self._task.apply_async(expires=_HEARD_WITHIN, retry=False)
            except Exception:
                logger.warning("The broker cannot be reached. It goes with the next sweep.", exc_info=True)
            heard.set()
            threading.Event().wait(_PAUSE)
            with self._lock:
                if not self._again:
                    self._thread = None
                    return


_bell = Bell()
