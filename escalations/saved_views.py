"""The saved views of the queue: each a link of its own, all counted in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from escalations.models import Concern, Escalation
from escalations.querysets import reach
from escalations.states import Band, Status
from portal.accounts.models import User
from portal.workflow.prepared import prepared
from tickets.counting import CountUpTo
from tickets.querysets import Reach

_OPEN = Q(band__lt=Band.ENDED)
# name in the address: (words, condition). "mine" is narrowed to its reader below.
_VIEWS: dict[str, tuple[Lazy, Q]] = {
    "": (_("By the clock"), _OPEN),
    "acknowledge": (_("To acknowledge"), Q(status=Status.RECEIVED)),
    "review": (_("To review"), Q(status=Status.ACKNOWLEDGED)),
    "mine": (_("Mine"), _OPEN),
    "waiting": (_("Waiting for customer"), Q(band=Band.PAUSED)),
    "concerned": (_("Concerned"), Q(pk__in=Concern.objects.filter(closed_at=None).values("escalation"))),
    "closed": (_("Closed"), Q(band=Band.ENDED)),
}
NAMES = tuple(_VIEWS)


@dataclass(frozen=True)
class Tab:
    name: str
    words: Lazy
    url: str
    count: int | None
    current: bool


def condition(name: str, reader) -> Q:
    """What a view shows to its reader; an unknown name shows the first."""
    _words, wanted = _VIEWS.get(name, _VIEWS[""])
    return wanted & Q(holder=reader) if name == "mine" else wanted


def tabs(reader, url: str, current: str) -> list[Tab]:
    (counts,) = _counts(reader.pk, reach=reach(reader))
    return [
        Tab(
            name,
            words,
            f"{url}?view={name}" if name else url,
            counts.get(name or "all"),
            name == (current if current in NAMES else ""),
        )
        for name, (words, _condition) in _VIEWS.items()
    ]


@prepared
def _counts(reader: int, *, reach: Reach):
    # What has ended only grows, so it is not counted on every look at the queue.
    # The others are counted up to a limit, in the order in which the index of the queue holds them.
    seen = Escalation.objects.within(reach, reader)
    counted = {
        name or "all": CountUpTo(seen.filter(_OPEN & condition(name, reader)).in_order())
        for name in NAMES
        if name != "closed"
    }
    return User.objects.filter(pk=reader).annotate(**counted).values(*counted)
