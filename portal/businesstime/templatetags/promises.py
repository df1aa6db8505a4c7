"""The promise component, drawn from any clock or for something not sent yet."""

from django import template
from django.utils.translation import gettext as _

from portal.businesstime import ledger
from portal.businesstime.presenting import Words, present, preview

register = template.Library()


@register.inclusion_tag("businesstime/_promise_card.html")
def promise(
    clock,
    label="",
    *,
    what="",
    kept_label="",
    note="",
    told="",
    compact=False,
    staff=False,
    bare=False,
    unfolded=False,
):
    """One promise in a card of its own; bare: without the card, for a row of another one.

    label: what stands before the time ("Next update by"). what: its noun ("Update"). kept_label: what
    was done when it was kept ("Sent"). note: a sentence more. told: who was told of a delay, and when.
    """
    words = Words(label=label, what=what, kept=kept_label, note=note, told=told)
    shown = present(clock, words, compact=compact, staff=staff)
    return {"promises": [shown], "compact": compact, "bare": bare, "unfolded": unfolded}


@register.inclusion_tag("businesstime/_promise_card.html")
def promises(clocks_and_words, *, compact=False, staff=False):
    """Several promises in one card, the next one first: pairs of a clock and its `Words`."""
    shown = [present(clock, words, compact=compact, staff=staff) for clock, words in clocks_and_words]
    order = {"late": 0, "soon": 1, "running": 1, "paused": 2}
    shown.sort(key=lambda row: (order.get(row.state, 3), row.due))
    return {"promises": shown, "compact": compact}


@register.inclusion_tag("businesstime/_promise_card.html")
def promise_preview(calendar, minutes=None, label="", *, days=None, at=None, compact=False, unfolded=False):
    """What we would promise if it were sent now. Give working minutes, or days of the calendar."""
    if minutes is None:
        minutes = (days or 1) * calendar.working.day_minutes
    shown = preview(
        calendar, minutes, Words(label=label or _("If you send it now, by")), at=at, compact=compact
    )
    return {"promises": [shown], "compact": compact, "preview": True, "unfolded": unfolded}


@register.filter
def how_counted(clock) -> str:
    """One sentence for a letter: received, opening, working day, due."""
    return ledger.explanation_sentence(clock.counted)


@register.filter
def how_counted_lines(clock) -> list[str]:
    """The ledger as lines of text."""
    return ledger.explanation_lines(clock.counted)
