"""What staff hardly ever change and every page asks for, kept for half a minute in each process."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar

SECONDS = 30
Result = TypeVar("Result")
# function and arguments: when it was read (monotonic seconds), and what was found
_found: dict[Hashable, tuple[float, object]] = {}


def kept(read: Callable[..., Result]) -> Callable[..., Result]:
    """`read` is asked again when its last answer for the same arguments is half a minute old.

    For rows that are edited in the back office and only read elsewhere; never for a customer's.
    """

    @wraps(read)
    def ask(*args: Hashable) -> Result:
        read_at, found = _found.get((read, args), (float("-inf"), None))
        if time.monotonic() - read_at >= SECONDS:
            found = read(*args)
            _found[read, args] = (time.monotonic(), found)
        return found

    return ask


def forget() -> None:
    """What this process keeps; others see a change within half a minute."""
    _found.clear()
