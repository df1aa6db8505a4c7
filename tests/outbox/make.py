"""Letters to test with, queued as the rooms queue theirs."""

from itertools import count

from portal.outbox.models import Letter
from portal.outbox.queue import queue_letter

_number = count(1)


def letter(
    to: str = "nadia@client.example",
    *,
    key: str = "",
    sensitive: bool = False,
    about: str = "CW-00012",
    leave: str = "",
    **context,
) -> Letter:
    key = queue_letter(
        "letters/bare",
        to=to,
        key=key or f"test:{next(_number)}",
        context={"words": "There is news", "body": "All is well.", **context},
        about=about,
        sensitive=sensitive,
        leave=leave,
    )
    return Letter.objects.get(key=key)


def letters(number: int) -> list[Letter]:
    return [letter(f"reader{n}@client.example") for n in range(number)]


def now(letter: Letter) -> Letter:
    """As it stands now."""
    return Letter.objects.get(pk=letter.pk)
