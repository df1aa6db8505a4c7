"""A case on one screen for staff: facts, the whole conversation, the two forms, what is legal now."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.businesstime.wording import long_moment, short_moment
from portal.workflow.once import OnceForm
from tickets.models import Message, Ticket
from tickets.moves import MOVES
from tickets.staff_forms import CustomerForm, NoteForm
from tickets.stages import line
from tickets.verbs import VERBS, WRITTEN_ON_THE_PAGE
from tickets.wording import done, staff_chip, who


@dataclass(frozen=True)
class Line:
    """A message, or an event when there is no message."""

    at: object
    when: str
    message: Message | None = None
    words: str = ""


def context_of(ticket: Ticket, reader, buttons: list) -> dict:
    said = list(
        Message.objects.visible_to(reader)
        .filter(ticket=ticket)
        .select_related("author")
        .prefetch_related("attachments")
    )
    events = list(ticket.events.select_related("by"))
    may = {button.verb: button for button in buttons}
    return {
        "case": ticket,
        "chip": staff_chip(ticket.status),
        "facts": _facts(ticket),
        "answers": ticket.answered and ticket.answers.all(),
        "tried": ticket.answered and ticket.tried.all(),
        "stages": line(ticket, [event for event in events if event.public]),
        "talk": _talk(said, events),
        "history": [(short_moment(event.at), done(event), event.by) for event in reversed(events)],
        "buttons": [button for button in buttons if button.verb not in WRITTEN_ON_THE_PAGE],
        "at_once": {verb for verb, row in VERBS.items() if row.form_class is OnceForm},
        "key_form": OnceForm(),
        "answer": may.get("answer"),
        "others": [may[verb] for verb in ("ask", "resolve") if verb in may],
        "note": may.get("note"),
        "answer_form": CustomerForm(instance=ticket, by=reader),
        "note_form": NoteForm(instance=ticket, by=reader, auto_id="id_note_%s"),
        "customer_page": reverse("tickets:detail", args=[ticket.pk]),
        "read_only": ticket.status not in MOVES["answer"].starts,
    }


def _facts(ticket: Ticket) -> list[tuple[str, object]]:
    facts = [
        (_("Customer"), ticket.requester),
        (_("Organisation"), ticket.organisation or _("None")),
        (_("About"), ticket.about),
        *_as_the_customer_said(ticket),
        (_("Agent"), who(ticket.agent) if ticket.agent else _("Nobody yet")),
        (_("Team"), ticket.team or _("Every team")),
        (_("Received"), long_moment(ticket.created_at)),
    ]
    if ticket.article:
        facts.append(
            (_("Read before, without success"), _("Article %(number)d") % {"number": ticket.article})
        )
    if ticket.follows:
        facts.append((_("Follows"), ticket.follows.reference))
    if ticket.closes_at:
        facts.append((_("Closes without an answer"), long_moment(ticket.closes_at)))
    if ticket.closed_at:
        facts.append((_("Closed"), long_moment(ticket.closed_at)))
    return facts


def _as_the_customer_said(ticket: Ticket) -> list[tuple[str, object]]:
    """Their words, which nobody overwrites (C1)."""
    facts = [(_("Impact, as the customer said"), ticket.impact_in_words or _("Not said"))]
    if ticket.criticality:
        facts.append((_("Can they still work?"), ticket.criticality_in_words))
    if ticket.product_id:
        facts.append((_("Product"), ticket.product))
    if ticket.category_id:
        facts.append((_("Category"), ticket.category))
    return facts


def _talk(said: list[Message], events: list) -> list[Line]:
    """Events that a message stands for already are left to the history."""
    spoken = {"submit", "reply", "answer", "ask", "note", "supplement"}
    lines = [Line(message.at, short_moment(message.at), message) for message in said]
    lines += [
        Line(
            event.at,
            short_moment(event.at),
            words=f"{done(event)}, {event.by.get_short_name()}" if event.by else done(event),
        )
        for event in events
        if event.verb not in spoken
    ]
    return sorted(lines, key=lambda entry: (entry.at, entry.message is None))
