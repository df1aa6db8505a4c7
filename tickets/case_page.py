"""A case on one screen for staff: facts, the whole conversation, the two forms, what is legal now."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.businesstime.wording import long_moment, short_moment
from portal.workflow.once import OnceForm
from portal.workflow.prepared import prepared
from tickets.conversation import happened_to, said_of
from tickets.models import Merge, Message, Ticket
from tickets.moves import MOVES
from tickets.promising import clocks_of, for_staff
from tickets.querysets import Reach, reach_of, works_on_requests
from tickets.staff_forms import CustomerForm, NoteForm
from tickets.stages import line
from tickets.triage_forms import said_by_customer
from tickets.verbs import MENU, VERBS, WRITTEN_ON_THE_PAGE
from tickets.wording import done, staff_chip, who


@dataclass(frozen=True)
class Line:
    """A message, or an event when there is no message."""

    at: object
    when: str
    message: Message | None = None
    words: str = ""


def context_of(ticket: Ticket, reader, buttons: list) -> dict:
    said = said_of(ticket.pk, inside=works_on_requests(reader))
    events = happened_to(ticket.pk, inside=True)
    related = _related(ticket.pk, reader.pk, reach=reach_of(reader))
    pointless = _pointless(ticket, related)
    buttons = [button for button in buttons if button.verb not in pointless]
    may = {button.verb: button for button in buttons}
    menu = _menu(ticket, may)
    in_menu = {button.verb for _group, found in menu for button in found}
    return {
        "case": ticket,
        "chip": staff_chip(ticket.status),
        "facts": [*_facts(ticket), *_drafted(events)],
        "clocks": for_staff(clocks_of(ticket)),
        "answers": ticket.answered,
        "tried": ticket.tried_before,
        "stages": line(ticket, [event for event in events if event.public]),
        "talk": _talk(said, events),
        "history": [(short_moment(event.at), done(event), event.by) for event in reversed(events)],
        "buttons": [b for b in buttons if b.verb not in WRITTEN_ON_THE_PAGE | in_menu],
        "menu": menu,
        "related": [
            *_before(ticket, reader),
            *[(_how(one, ticket), one, staff_chip(one.status)) for one in related],
        ],
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


@prepared
def _related(ticket: int, reader: int, *, reach: Reach):
    return Ticket.objects.within(reach, reader).related_to(ticket, inside=True)


def _menu(ticket: Ticket, may: dict) -> list[tuple[str, list]]:
    """The verbs that are not pressed every day, in their groups; to sort again is one of them."""
    groups = [(words, list(verbs)) for words, verbs in MENU.items()]
    if ticket.severity_id:
        groups.append((_("Triage again"), ["triage"]))
    found = [(words, [may[verb] for verb in verbs if verb in may]) for words, verbs in groups]
    return [(words, buttons) for words, buttons in found if buttons]


def _pointless(ticket: Ticket, related: list[Ticket]) -> set[str]:
    """Legal by the table, and without anything to do."""
    found = set()
    merge = ticket.merged_into_id and Merge.objects.filter(ticket=ticket, undone_at=None).first()
    if not merge or not merge.may_be_undone(timezone.now()):
        found.add("unmerge")
    if not any(_how(one, ticket) == _("Linked") for one in related):
        found.add("unlink")
    if not any(answer["is_personal"] for answer in ticket.answered):
        found.add("forget")
    return found


def _before(ticket: Ticket, reader) -> list[tuple]:
    """The one it goes on from, and the one it goes on in; another team's is not shown."""
    pairs = ((_("Follows"), ticket.follows_id), (_("Merged into"), ticket.merged_into_id))
    pairs = [(how, pk) for how, pk in pairs if pk is not None]
    if not pairs:
        return []
    seen = Ticket.objects.visible_to(reader).in_bulk([pk for _how, pk in pairs])
    return [(how, seen[pk], staff_chip(seen[pk].status)) for how, pk in pairs if pk in seen]


def _how(one: Ticket, ticket: Ticket) -> str:
    """How the other request hangs together with this one."""
    if one.merged_into_id == ticket.pk:
        return _("Merged into this one")
    if one.follows_id == ticket.pk:
        return _("Follows this one")
    return _("Split") if one.is_split else _("Linked")


def _facts(ticket: Ticket) -> list[tuple[str, object]]:
    facts = [
        (_("Customer"), ticket.requester),
        (_("Organisation"), ticket.organisation or _("None")),
        (_("About"), ticket.about),
        *([(_("Product"), ticket.product)] if ticket.product_id else []),
        (_("Category"), ticket.category or _("Not sorted yet")),
        (_("Severity"), ticket.severity or _("Not set yet")),
        *said_by_customer(ticket),
        (_("Agent"), who(ticket.agent) if ticket.agent else _("Nobody yet")),
        (_("Team"), ticket.team or _("Every team")),
        (_("Received"), long_moment(ticket.created_at)),
    ]
    if ticket.article:
        facts.append(
            (_("Read before, without success"), _("Article %(number)d") % {"number": ticket.article})
        )
    if ticket.closes_at:
        facts.append((_("Closes without an answer"), long_moment(ticket.closes_at)))
    if ticket.closed_at:
        facts.append((_("Closed"), long_moment(ticket.closed_at)))
    return facts


def _drafted(events: list) -> list[tuple[str, object]]:
    """The article that was made of this case, for whoever reads drafts."""
    numbers = [event.note for event in events if event.verb == "make_article"]
    rows = [(reverse("admin:knowledgebase_article_change", args=[number]), number) for number in numbers]
    words = _("Article %(number)s")
    return [
        (_("Drafted from it"), format_html('<a href="{}">{}</a>', url, words % {"number": number}))
        for url, number in rows
    ]


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
