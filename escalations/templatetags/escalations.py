"""What other rooms and the letters show of an escalation."""

from __future__ import annotations

import re

from django import template
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from escalations.models import Escalation, Promise
from escalations.numbers import PREFIX
from escalations.states import Kind
from escalations.today import today
from escalations.wording import PROMISED
from portal.businesstime.models import Calendar, Clock
from portal.businesstime.wording import hour, long_moment, promised_length, there, zone_name
from portal.workflow.prepared import prepared
from tickets.states import Turn

register = template.Library()
_NUMBER = re.compile(rf"\b({PREFIX}-[0-9]{{5,18}})\b", re.ASCII)


@register.simple_tag
def promise_in_words(promise: Promise) -> str:
    """Three lines for a letter: what, by when, in which zone and how long that is."""
    return three_lines(promise, PROMISED[Kind(promise.kind)])


def three_lines(promise: Clock, label) -> str:
    how_long = promised_length(promise.minutes, promise.calendar.working)
    small = _("%(zone)s, %(length)s.") % {"zone": zone_name(), "length": how_long}
    return "\n".join([str(label), long_moment(promise.due_by), small])


@register.simple_tag
def escalation_of(ticket):
    """The open escalation of a case, or the last one that ended; None where there is none. Read once."""
    if not hasattr(ticket, "last_escalation"):
        ticket.last_escalation = next(iter(_escalations_of(ticket.pk)), None)
    return ticket.last_escalation


@prepared
def _escalations_of(ticket: int):
    return Escalation.objects.of_case(ticket).select_related("holder").order_by("band", "-pk")[:1]


@register.simple_tag
def mark_escalated(tickets) -> str:
    """Gives each case of a list its open escalation as `ticket.escalated` and what it promises as
    `ticket.promised_by`, all in one statement."""
    tickets = list(tickets)
    found = {row.ticket_id: row for row in _open_of(*(ticket.pk for ticket in tickets))}
    for ticket in tickets:
        ticket.escalated = escalation = found.get(ticket.pk)
        waits = escalation is None or escalation.is_paused or ticket.meaning.turn != Turn.US
        ticket.promised_by = None if waits else escalation.promised_by
    return ""


@prepared
def _open_of(*tickets: int):
    owed = Promise.objects.open().filter(escalation=OuterRef("pk"), missed_at__isnull=True)
    rows = Escalation.objects.open().filter(ticket__in=tickets).only("ticket", "status", "waiting_since")
    return rows.annotate(promised_by=Subquery(owed.values("due_by")[:1]))


@register.simple_tag(takes_context=True)
def todays_escalations(context):
    """The numbers and lists of the opening page, for who opens it; read once however often it is asked."""
    request = context["request"]
    if not hasattr(request, "todays_escalations"):
        may_take = request.user.has_perm("escalations.change_escalation")
        request.todays_escalations = today(request.user, may_take=may_take)
    return request.todays_escalations


@register.filter
def escalations_linked(words: str) -> str:
    """A sentence with a link on each number of an escalation."""
    pieces = _NUMBER.split(words)  # every second piece is a number
    for place in range(1, len(pieces), 2):
        address = reverse("escalations:detail", args=[pieces[place]])
        pieces[place] = format_html('<a href="{}">{}</a>', address, pieces[place])
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def hour_local(moment) -> str:
    """17:15, in the reader's zone."""
    return hour(there(moment, None))


@register.simple_tag
def next_promise(ticket) -> Promise | None:
    """What the open escalation of a case owes its customer next; read once however often it is asked."""
    if not hasattr(ticket, "next_promise"):
        found = next(iter(_with_owed(ticket.pk)), None)
        ticket.escalation, ticket.next_promise = found, None
        if found is not None and found.is_open and not found.is_paused and found.owed_id:
            ticket.next_promise = promise = _owed(found)
            promise.calendar = Calendar.objects.known(promise.calendar_id)
    return ticket.next_promise


@prepared
def _with_owed(ticket: int):
    return Escalation.objects.of_case(ticket).with_owed()[:1]


def _owed(row: Escalation) -> Promise:
    """The promise that was read beside its escalation."""
    names = [field.attname for field in Promise._meta.fields]
    return Promise.from_db("default", names, [getattr(row, f"owed_{name}") for name in names])


@register.simple_tag
def escalation_panel(ticket) -> dict:
    """What escalations/_panel.html shows on the page of a case: its escalation with the next promise,
    or the way to escalate it."""
    promise = next_promise(ticket)
    escalation = ticket.escalation
    return {
        "escalation": escalation,
        "follows": escalation is not None and escalation.is_open,
        "promise": promise,
        "label": PROMISED[Kind(promise.kind)] if promise else "",
        "may_escalate": ticket.is_open and (escalation is None or not escalation.is_open),
        "escalate_url": f"{reverse('escalations:submit')}?case={ticket.reference}",
    }
