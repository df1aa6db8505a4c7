"""What a table of moves is: the guard, the lock and the event behind every verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _


class IllegalMove(Exception):
    """The verb is not legal now. Its text is a sentence for the person who tried."""


@dataclass(frozen=True)
class Move:
    """One row of a table of moves.

    starts: the statuses the verb may start from; end: the status it ends in (None: it stays);
    actor: "staff", "customer" or "system", who may do it at all (rights are checked on top).
    """

    starts: frozenset[str]
    end: str | None = None
    actor: str = "staff"


def move(starts: Iterable[str], end: str | None = None, *, actor: str = "staff") -> Move:
    return Move(frozenset(str(status) for status in starts), end and str(end), actor)


def legal_verbs(moves: Mapping[str, Move], status: str, *, actor: str) -> list[str]:
    """The verbs this kind of actor may do from this status, in the order of the table."""
    return [verb for verb, row in moves.items() if row.actor == actor and status in row.starts]


def lock(instance: models.Model) -> models.Model:
    """The same row, read again under lock. Two people may press at once: the second waits here.

    Its key does not change, so rows that refer to it can be written meanwhile: PostgreSQL looks at the case
    whenever its escalation is saved twice, and two who had locked in the other order would wait for ever.
    """
    return type(instance)._base_manager.select_for_update(no_key=True).get(pk=instance.pk)


def make_move(
    instance: models.Model,
    verb: str,
    *,
    moves: Mapping[str, Move],
    by,
    at: datetime,
    note: str = "",
    public: bool = True,
    **fields,
) -> tuple[models.Model, models.Model]:
    """Lock, check the table, save only what changed, write the event. Returns (instance, event).

    Must run inside the verb's transaction. Raises IllegalMove with a sentence that says what
    happened meanwhile.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A verb is one transaction.")
    instance = lock(instance)
    row = moves[verb]
    if instance.status not in row.starts:
        raise IllegalMove(
            _("This cannot be done now: it is “%(status)s”. Someone may have been quicker.")
            % {"status": instance.get_status_display()}
        )
    if row.end:
        fields["status"] = row.end
    for name, value in fields.items():
        setattr(instance, name, value)
    if fields:
        instance.save(update_fields=list(fields))
    event = instance.events.create(verb=verb, by=by, at=at, note=note, public=public)
    return instance, event
