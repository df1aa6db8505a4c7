"""What a worker does, in a process of its own that was forked from one that had loaded everything."""

import threading
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

django.setup()

from portal.outbox.delivering import deliver  # noqa: E402
from tests.outbox import make  # noqa: E402


def queue(number: int, **more):
    for n in range(number):
        make.letter(f"reader{n}@client.example", **more)


def work(threads: int = 1):
    crew = [threading.Thread(target=_carry) for _ in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()


def sweep():
    call_command("sweep")


def play(part, arguments: dict, database: str, mail_url: str, ahead: float):
    """Play one of the parts above on this database, with this mail server, so many seconds ahead."""
    real_now = timezone.now
    timezone.now = lambda: real_now() + timedelta(seconds=ahead)
    connection.settings_dict["NAME"] = database
    settings.EMAIL_URL = mail_url
    settings.EMAIL_TIMEOUT = 5
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    part(**arguments)
    connection.close()


def _carry():
    try:
        deliver()
    finally:
        connection.close()
