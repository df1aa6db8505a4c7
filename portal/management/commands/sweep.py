"""`manage.py sweep`: look at everything that may be due, again and again, without beat or broker."""

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

from portal.schedule import SCHEDULE

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does what is due, every few seconds, without beat and without a broker. Stops on SIGTERM."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Look once and stop.")

    def handle(self, *args, once, **options):
        self._stopped = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self._stopped.set())
        next_look = dict.fromkeys(SCHEDULE, 0.0)
        while not self._stopped.is_set():
            for name, every in SCHEDULE.items():
                if next_look[name] <= time.monotonic() and not self._stopped.is_set():
                    next_look[name] = time.monotonic() + every.total_seconds()
                    look(name)
            if once:
                return
            self._stopped.wait(max(0.1, min(next_look.values()) - time.monotonic()))


def look(name: str) -> None:
    """Run the task here and now. One that fails is logged and must not stop the others."""
    close_old_connections()
    try:
        import_string(name)()
    except Exception:
        logger.exception("%s failed; it is tried again at its next turn", name)
    finally:
        close_old_connections()
