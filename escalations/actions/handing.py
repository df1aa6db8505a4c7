"""Somebody leaves or works elsewhere: what they look after goes to a successor, in the same step."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escalations import emails
from escalations.actions.moving import move
from escalations.models import Concern, Escalation, Post, Shift, Specialist


def held(person) -> list[str]:
    """What nobody would look after if this person left now, in words."""
    now = timezone.now()
    found = [
        _("the post %(post)s") % {"post": post}
        for post in Post.objects.filter(Q(person=person) | Q(deputy=person)).select_related("level", "region")
    ]
    found += [
        _("the engineer’s place for %(speciality)s") % {"speciality": row.speciality}
        for row in Specialist.objects.filter(person=person).select_related("speciality")
    ]
    numbers = [escalation.reference for escalation in _escalations(person)]
    if numbers:
        words = ngettext("escalation %(numbers)s", "escalations %(numbers)s", len(numbers))
        found.append(words % {"numbers": _few(numbers)})
    shifts = Shift.objects.not_over(now).filter(person=person).count()
    if shifts:
        words = ngettext("%(count)d shift of the duty rota", "%(count)d shifts of the duty rota", shifts)
        found.append(words % {"count": shifts})
    return found


@transaction.atomic
def hand_over(person, successor, *, by) -> None:
    """All of it to the successor, who gets one letter that names it. The customers see the new name."""
    what = held(person)
    if not what:
        return
    at = timezone.now()
    for escalation in _escalations(person):
        _hand_over(escalation, person, successor, by, at)
    Concern.objects.filter(taken_by=person, closed_at=None).update(taken_by=successor)
    _posts(person, successor)
    for row in Specialist.objects.filter(person=person):
        Specialist.objects.get_or_create(speciality_id=row.speciality_id, person=successor)
        row.delete()
    Shift.objects.not_over(at).filter(person=person).update(person=successor)
    emails.handed_over(person, successor, what, by=by, at=at)


def _escalations(person):
    concerned = Concern.objects.filter(taken_by=person, closed_at=None).values("escalation")
    theirs = Q(holder=person) | Q(engineer=person)
    open_ones = Escalation.objects.open().filter(theirs).values("pk")
    return Escalation.objects.filter(Q(pk__in=open_ones) | Q(pk__in=concerned)).order_by("pk")


def _hand_over(escalation: Escalation, person, successor, by, at) -> None:
    if not escalation.is_open:  # declined, with a concern that is still to be answered
        return
    fields = {
        name: successor for name in ("holder", "engineer") if getattr(escalation, f"{name}_id") == person.pk
    }
    _escalation, event = move(escalation, "hand_over", by=by, at=at, **fields)
    event.detail = str(successor)[:100]
    event.save(update_fields=["detail"])


def _posts(person, successor) -> None:
    Post.objects.filter(person=person).update(person=successor)
    Post.objects.filter(deputy=person).update(deputy=successor)
    # Nobody stands in for themselves.
    Post.objects.filter(person=successor, deputy=successor).update(deputy=None)


def _few(numbers: list[str], shown: int = 5) -> str:
    more = len(numbers) - shown
    words = ", ".join(numbers[:shown])
    return words if more <= 0 else _("%(numbers)s and %(count)d more") % {"numbers": words, "count": more}
