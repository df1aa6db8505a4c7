"""The settings of `make run`, and a clock that a journey can move: real processes, another time of day."""

import os
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from portal.settings import *  # noqa: F403

_OFFSET = Path(os.environ["JOURNEY_CLOCK"])
_real_now = timezone.now


def _moved_now():
    """The real time, moved by the number of seconds that stands in the file."""
    return _real_now() + timedelta(seconds=float(_OFFSET.read_text() or 0))


timezone.now = _moved_now
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
