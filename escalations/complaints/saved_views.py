"""The saved views of the queue: each a link of its own, all counted in one statement."""

from __future__ import annotations

from django.db.models import Q
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from escalations.complaints.states import Band
from escalations.saved_views import Tab
from portal.accounts.models import User
from tickets.counting import CountUpTo

_CLOCK = Q(band=Band.CLOCK)
_OPEN = Q(band__lt=Band.ENDED)
# name in the address: (words, condition). "mine" is narrowed to its reader below.
_VIEWS: dict[str, tuple[Lazy, Q]] = {
    "": (_("By the clock"), _OPEN),
    "mine": (_("Mine"), _OPEN),
    "representatives": (_("Representatives"), _CLOCK & Q(level__number=1)),
    "service": (_("Managers"), _CLOCK & Q(level__number=2)),
    "solutions": (_("Solutions team"), _CLOCK & Q(level__number=3)),
    "waiting": (_("Waiting for customer"), Q(band=Band.WAITING)),
    "ended": (_("Ended"), Q(band=Band.ENDED)),
}
NAMES = tuple(_VIEWS)


def condition(name: str, reader) -> Q:
    """What a view shows to its reader; an unknown name shows the first."""
    _words, wanted = _VIEWS.get(name, _VIEWS[""])
    return wanted & Q(holder=reader) if name == "mine" else wanted


def tabs(queryset, reader, url: str, current: str) -> list[Tab]:
    # What has ended only grows, so it is not counted on every look at the queue.
    counted = {
        name or "all": CountUpTo(queryset.filter(condition(name, reader)).in_order())
        for name in NAMES
        if name != "ended"
    }
    counts = User.objects.filter(pk=reader.pk).annotate(**counted).values(*counted).get()
    current = current if current in NAMES else ""
    return [
        Tab(name, words, f"{url}?view={name}" if name else url, counts.get(name or "all"), name == current)
        for name, (words, _condition) in _VIEWS.items()
    ]
