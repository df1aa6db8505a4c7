"""Somebody leaves, or works elsewhere: what they hold is handed over in the same step, or they stay."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.signals import account_closed, handed_over, holdings_asked


class StillHolds(Exception):
    """They look after something, and no successor was named. Its text is a sentence that says what."""

    def __init__(self, person: User, held: list[str]):
        words = _("%(person)s still looks after: %(held)s. Choose a successor.")
        super().__init__(words % {"person": person, "held": "; ".join(held)})


def holdings(person: User) -> list[str]:
    """What the rooms above say that this person looks after, in words."""
    return [words for _receiver, found in holdings_asked.send(User, person=person) for words in found]


def hand_over(person: User, *, by: User, successor: User | None) -> None:
    """All of it to the successor. Without one: nothing may be held. Inside the caller's transaction."""
    if successor is None:
        if held := holdings(person):
            raise StillHolds(person, held)
        return
    handed_over.send(User, person=person, successor=successor, by=by)


def close(person: User, *, by: User, successor: User | None = None) -> None:
    """Their account is closed: what needs a successor goes there, the rest back to the teams."""
    hand_over(person, by=by, successor=successor)
    account_closed.send(User, person=person, by=by)


def successors_of(person: User):
    """Colleagues who are there to take it."""
    colleagues = User.objects.active().filter(is_staff=True)
    return colleagues.exclude(pk=person.pk).order_by("name", "pk")
