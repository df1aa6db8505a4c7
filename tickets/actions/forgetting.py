"""Answers about people are erased: when somebody asks for it, and by themselves after their time (C16)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow.moves import IllegalMove
from tickets.actions.moving import move, record
from tickets.intake.models import Answer
from tickets.models import Ticket


@transaction.atomic
def forget(ticket: Ticket, *, by) -> Ticket:
    """Erase what was answered about people. The request itself, its number and its measures stay."""
    ticket = move(ticket, "forget", by=by, at=timezone.now(), public=False)
    if not _personal(ticket.pk).delete()[0]:
        raise IllegalMove(_("There are no personal answers on this request."))
    return ticket


@transaction.atomic
def forget_old(number: int, *, at: datetime) -> None:
    """Their time is over. Safe to run twice."""
    if _personal(number).delete()[0]:
        record(Ticket.objects.get(pk=number), "forget", by=None, at=at, public=False)


def _personal(number: int):
    return Answer.objects.filter(ticket=number, is_personal=True)
