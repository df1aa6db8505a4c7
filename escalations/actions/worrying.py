"""“I am concerned”: raised by the customer, taken by one of us, ended with a call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from escalations import deadlines, emails
from escalations.actions.leading import assign_resources
from escalations.actions.moving import move
from escalations.models import Concern, Escalation
from portal.businesstime.models import Calendar
from portal.workflow.moves import IllegalMove, lock


@transaction.atomic
def raise_concern(escalation: Escalation, *, by, note: str) -> Escalation:
    """At once to engineer, duty manager and regional manager; and to the management team, on record."""
    escalation, event = move(escalation, "raise_concern", by=by, note=note)
    if _open(escalation) is not None:
        raise IllegalMove(_("We know of your concern already. Add what is new below."))
    concern = Concern.promised(
        Calendar.objects.default(),
        event.at,
        deadlines.TAKE_CONCERN_MINUTES,
        shares=(deadlines.MISSED,),
        escalation=escalation,
        words=note,
        raised_by=by,
    )
    concern.save()
    emails.concern_raised(escalation, event, concern)
    management = emails.concern_to_management(escalation, event, concern)
    names = ", ".join(str(person) for person in management)
    escalation.events.create(
        verb="tell_management", by=escalation.engineer, at=event.at, detail=names[:100], public=False
    )
    emails.concern_received(escalation, event, concern)
    return escalation


@transaction.atomic
def take_concern(escalation: Escalation, *, by, call_at: datetime, note: str = "") -> Escalation:
    """This person sees to it. The call is arranged, and the customer and those who hold it are told when."""
    escalation, event = move(escalation, "take_concern", by=by, note=note)
    concern = _needed(escalation)
    if concern.taken_by_id:
        raise IllegalMove(_("%(name)s has taken it already.") % {"name": concern.taken_by})
    concern.taken_by, concern.call_at = by, call_at
    concern.save(update_fields=["taken_by", "call_at", *concern.keep(event.at.replace(microsecond=0))])
    emails.concern_taken(escalation, event, concern)
    return escalation


@transaction.atomic
def close_concern(
    escalation: Escalation, *, by, note: str, conducted_by: Iterable, resources: Iterable[str] = ()
) -> Escalation:
    """The call was held: by whom, what was agreed, and which resources come to it."""
    escalation, event = move(escalation, "close_concern", by=by, note=note)
    concern = _needed(escalation)
    fields = [] if concern.kept_at else concern.keep(event.at.replace(microsecond=0))
    concern.taken_by = concern.taken_by or by
    concern.outcome, concern.closed_at = note, event.at
    concern.save(update_fields=["taken_by", "outcome", "closed_at", *fields])
    concern.conducted_by.set(conducted_by)
    resources = list(resources)
    assign_resources(escalation, event, resources, concern)
    emails.concern_closed(escalation, event, concern, resources)
    return escalation


@transaction.atomic
def miss_concern(concern_id: int, *, at: datetime) -> None:
    """Nobody took it in time: the level above is told. Running twice changes nothing."""
    escalation_id = Concern.objects.values_list("escalation_id", flat=True).get(pk=concern_id)
    escalation = lock(Escalation(pk=escalation_id))
    concern = Concern.objects.due(at).select_related("calendar").filter(pk=concern_id).first()
    if concern is None:
        return
    concern.save(update_fields=concern.miss(at))
    escalation, event = move(escalation, "miss_concern", by=None, at=at)
    emails.concern_missed(escalation, event, concern)


def let_concern_go(escalation: Escalation, at: datetime) -> None:
    """Nobody needs to call any more: the case was closed, or the customer agreed that it is back on track.

    What was not done is not called kept.
    """
    escalation.concerns.filter(closed_at=None).update(closed_at=at, next_alarm_at=None)


def without_concern(escalation: Escalation) -> None:
    """Nothing is back on track while the customer waits for our call."""
    if _open(escalation) is not None:
        raise IllegalMove(_("The customer is concerned: hold the call and close the concern first."))


def _open(escalation: Escalation) -> Concern | None:
    return escalation.concerns.filter(closed_at=None).select_related("calendar", "taken_by").first()


def _needed(escalation: Escalation) -> Concern:
    if (concern := _open(escalation)) is None:
        raise IllegalMove(_("There is no open concern. Somebody may have been quicker."))
    return concern
