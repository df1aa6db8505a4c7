"""One request goes on in another, visibly on both, and can be taken apart again for seven days."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow.moves import IllegalMove, lock
from tickets import emails
from tickets.actions.moving import move, record
from tickets.models import Link, Merge, Ticket
from tickets.signals import ticket_merged


@transaction.atomic
def merge(ticket: Ticket, *, by, into: Ticket) -> Ticket:
    """Close it and go on in the other. One letter, to who raised it; replies follow (see `survivor`)."""
    locked = {pk: lock(Ticket(pk=pk)) for pk in sorted({ticket.pk, into.pk})}
    ticket, into = locked[ticket.pk], locked[into.pk]
    if reason := why_not_merged(ticket, into):
        raise IllegalMove(reason)
    now = timezone.now()
    before = {"status": ticket.status, "closes_at": ticket.closes_at, "rings_at": ticket.rings_at}
    Merge.objects.create(ticket=ticket, into=into, by=by, at=now, **before)
    ticket = move(ticket, "merge", by=by, at=now, note=into.reference, closed_at=now, merged_into=into)
    into = move(into, "absorb", by=by, at=now, note=ticket.reference)
    emails.merged(ticket)
    ticket_merged.send(Ticket, ticket=ticket, into=into, by=by, at=now)
    return ticket


@transaction.atomic
def unmerge(ticket: Ticket, *, by) -> Ticket:
    """As it was before: its status, and what was left of its days. Replies that came meanwhile stay there.

    Whoever raised it hears that it stands on its own again.
    """
    ticket, now = lock(ticket), timezone.now()
    merge = Merge.objects.select_for_update(no_key=True).filter(ticket=ticket, undone_at=None).first()
    if merge is None:
        raise IllegalMove(_("It is not merged."))
    if not merge.may_be_undone(now):
        raise IllegalMove(_("A merge can be undone for seven days."))
    asleep = now - merge.at
    days = {
        name: moment and moment + asleep
        for name, moment in (("closes_at", merge.closes_at), ("rings_at", merge.rings_at))
    }
    ticket = move(
        ticket,
        "unmerge",
        by=by,
        at=now,
        note=merge.into.reference,
        status=merge.status,
        closed_at=None,
        merged_into=None,
        **days,
    )
    record(merge.into, "let_go", by=by, at=now, note=ticket.reference)
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    emails.unmerged(ticket, merge.into)
    return ticket


@transaction.atomic
def link(ticket: Ticket, *, by, other: Ticket) -> Ticket:
    """Two requests belong together: colleagues see it on both."""
    first, second = sorted((ticket, other), key=lambda one: one.pk)
    if first == second:
        raise IllegalMove(_("A request cannot be linked with itself."))
    now = timezone.now()
    _link, made = Link.objects.get_or_create(
        first=first, second=second, defaults={"kind": Link.Kind.RELATED, "by": by, "at": now}
    )
    if not made:
        raise IllegalMove(_("They are linked already."))
    return _on_both(ticket, other, "link", by=by, at=now)


@transaction.atomic
def unlink(ticket: Ticket, *, by, other: Ticket) -> Ticket:
    """They do not belong together after all. What was split off stays linked."""
    first, second = sorted((ticket.pk, other.pk))
    gone, _rows = Link.objects.filter(first=first, second=second, kind=Link.Kind.RELATED).delete()
    if not gone:
        raise IllegalMove(_("They are not linked."))
    return _on_both(ticket, other, "unlink", by=by, at=timezone.now())


def _on_both(ticket, other, verb, *, by, at) -> Ticket:
    record(other, verb, by=by, at=at, note=ticket.reference, public=False)
    return move(ticket, verb, by=by, at=at, public=False, note=other.reference)


def survivor(ticket: Ticket) -> Ticket:
    """Where it goes on, locked: with all between, in the order in which a merge locks."""
    passed = {ticket.pk}
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
        passed.add(ticket.pk)
    ticket = {pk: lock(Ticket(pk=pk)) for pk in sorted(passed)}[ticket.pk]
    # Merged itself while we waited: then it goes on from there.
    return ticket if ticket.merged_into_id is None else survivor(ticket)


def why_not_merged(ticket: Ticket, into: Ticket) -> str:
    """Nobody may read by a merge what they did not read before. Empty when they can be merged."""
    if ticket.pk == into.pk:
        return _("A request cannot be merged with itself.")
    if not into.is_open:
        return _("%(number)s is closed.") % {"number": into.reference}
    if ticket.organisation_id != into.organisation_id:
        return _("%(number)s belongs to another customer.") % {"number": into.reference}
    for person, other in ((ticket.requester, into), (into.requester, ticket)):
        if not Ticket.objects.visible_to(person).filter(pk=other.pk).exists():
            return _("%(name)s may not read %(number)s.") % {"name": person, "number": other.reference}
    return ""
