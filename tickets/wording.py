"""How a request is told: the banner, the line of an event, the chip that staff see."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.businesstime.wording import long_moment, zone_name
from tickets.models import Event, Ticket
from tickets.moves import MOVES
from tickets.numbers import reference
from tickets.promising import rung
from tickets.states import TESTING, Status, Turn

# verb: what the customer reads when they did it themselves, and when somebody else did. Verbs whose message
# says it all are not told twice.
_TOLD = {
    "write_down": (None, gettext_lazy("%(name)s wrote this down on the phone")),
    "take": (None, gettext_lazy("%(name)s takes care of this request")),
    "start": (None, gettext_lazy("%(name)s began to work on it")),
    "triage": (None, gettext_lazy("%(name)s sorted this request")),
    "investigate": (None, gettext_lazy("%(name)s looks into it more closely")),
    "request_quote": (None, gettext_lazy("%(name)s asked Professional Services for a quote")),
    "escalate_to_dev": (None, gettext_lazy("%(name)s asked Development for help")),
    "escalate_at_once": (None, gettext_lazy("It went to Development at once, by its severity")),
    "plan": (None, gettext_lazy("The change is planned")),
    "develop": (None, gettext_lazy("A developer works on the change")),
    "send_back": (None, gettext_lazy("A developer works on the change again")),
    "make_ready": (None, gettext_lazy("The change comes with the next update")),
    "release": (None, gettext_lazy("The update with the correction is live")),
    "return_to_support": (None, gettext_lazy("%(name)s took it back from Development")),
    "resolve": (None, gettext_lazy("%(name)s believes this is solved")),
    "refuse": (gettext_lazy("You said that it is not solved yet"), gettext_lazy("%(name)s: not solved yet")),
    "confirm": (
        gettext_lazy("You confirmed that it works. Closed"),
        gettext_lazy("%(name)s confirmed that it works. Closed"),
    ),
    "close": (None, gettext_lazy("%(name)s closed this request")),
    "pend": (None, gettext_lazy("%(name)s believes this is finished. It closes without an answer")),
    "lapse": (None, gettext_lazy("Closed, because nobody wrote within the time")),
    "merge": (None, gettext_lazy("%(name)s merged it into %(note)s; it goes on there")),
    "absorb": (None, gettext_lazy("%(note)s was merged into this request")),
    "unmerge": (None, gettext_lazy("It is a request of its own again")),
    "let_go": (None, gettext_lazy("%(note)s is a request of its own again")),
    "split": (None, gettext_lazy("%(name)s put a part into a request of its own: %(note)s")),
    "split_off": (None, gettext_lazy("It began in %(note)s")),
    "separate": (
        gettext_lazy("You made separate requests of your other questions: %(note)s"),
        gettext_lazy("%(name)s made separate requests of the other questions: %(note)s"),
    ),
    "hold": (gettext_lazy("You put this request on hold"), gettext_lazy("%(name)s put this request on hold")),
    "resume": (gettext_lazy("You asked us to go on"), gettext_lazy("%(name)s asked us to go on")),
    "reopen": (gettext_lazy("You reopened this request"), gettext_lazy("%(name)s reopened this request")),
    "correct": (
        gettext_lazy("You corrected what the case says"),
        gettext_lazy("%(name)s corrected what the case says"),
    ),
    "agree_end": (
        gettext_lazy("You agreed that the escalation %(note)s ends: the case is back on track"),
        gettext_lazy("%(name)s agreed that the escalation %(note)s ends: the case is back on track"),
    ),
    "record_agreement": (
        None,
        gettext_lazy("The customer agreed by voice that the escalation ends: %(note)s. Recorded by %(name)s"),
    ),
    "move_out": (None, gettext_lazy("%(name)s moved a message about progress to %(note)s")),
    "move_in": (None, gettext_lazy("%(name)s moved a message here from %(note)s")),
    "thank": (gettext_lazy("You wrote thanks by email"), gettext_lazy("%(name)s wrote thanks by email")),
    "leave_out": (
        gettext_lazy("Your email brought what we could not take. %(note)s"),
        gettext_lazy("The email of %(name)s brought what could not be taken. %(note)s"),
    ),
    "escalate_for": (None, gettext_lazy("%(name)s escalated this case for the customer: %(note)s")),
    "escalate": (
        gettext_lazy("You escalated this case: %(note)s"),
        gettext_lazy("%(name)s escalated this case: %(note)s"),
    ),
}
# What staff read of it, in their queue's story.
_DONE = {
    "submit": gettext_lazy("Received"),
    "write_down": gettext_lazy("Received on the phone and written down"),
    "reply": gettext_lazy("The customer replied"),
    "confirm": gettext_lazy("The customer confirmed; closed"),
    "refuse": gettext_lazy("Not solved, says the customer"),
    "take": gettext_lazy("Taken"),
    "assign": gettext_lazy("Assigned"),
    "deputise": gettext_lazy("Given to the deputy: %(note)s is away"),
    "hand_back": gettext_lazy("Handed back: the agent has left"),
    "start": gettext_lazy("Work began"),
    "triage": gettext_lazy("Sorted in triage"),
    "set_severity": gettext_lazy("Severity set again"),
    "investigate": gettext_lazy("Further investigation"),
    "request_quote": gettext_lazy("A quote is asked for"),
    "escalate_to_dev": gettext_lazy("Escalated to Development"),
    "escalate_at_once": gettext_lazy("Severity 1: escalated to Development by itself"),
    "plan": gettext_lazy("Planned by Development"),
    "develop": gettext_lazy("Development began"),
    "review": gettext_lazy("Developed, waits for review"),
    "hand_to_qa": gettext_lazy("Reviewed, waits for the test release"),
    "test": gettext_lazy("Testing began"),
    "make_ready": gettext_lazy("Tested, ready for release"),
    "release": gettext_lazy("Released"),
    "send_back": gettext_lazy("Sent back to the developer"),
    "return_to_support": gettext_lazy("Returned to support"),
    "answer": gettext_lazy("Answered"),
    "ask": gettext_lazy("The customer was asked"),
    "resolve": gettext_lazy("Resolved, on customer test"),
    "note": gettext_lazy("Internal note"),
    "forget": gettext_lazy("Personal answers erased"),
    "close": gettext_lazy("Closed"),
    "merge": gettext_lazy("Merged into %(note)s"),
    "absorb": gettext_lazy("%(note)s was merged into it"),
    "unmerge": gettext_lazy("The merge into %(note)s is undone"),
    "let_go": gettext_lazy("The merge of %(note)s is undone"),
    "split": gettext_lazy("Split: %(note)s"),
    "split_off": gettext_lazy("Split off from %(note)s"),
    "separate": gettext_lazy("The customer made separate requests: %(note)s"),
    "link": gettext_lazy("Linked with %(note)s"),
    "unlink": gettext_lazy("No longer linked with %(note)s"),
    "make_article": gettext_lazy("An article was drafted from it: number %(note)s"),
    "pend": gettext_lazy("Pending closure"),
    "remind": gettext_lazy("The customer was reminded of the closure"),
    "lapse": gettext_lazy("Closed by itself: no answer"),
    "hold": gettext_lazy("Put on hold by the customer"),
    "resume": gettext_lazy("The customer asked us to go on"),
    "reopen": gettext_lazy("Reopened by the customer"),
    "thank": gettext_lazy("The customer wrote thanks by email, and was asked whether it can be closed"),
    "leave_out": gettext_lazy("Could not be taken from an email"),
    "bounce": gettext_lazy("A letter did not arrive"),
    "receive": gettext_lazy("Came by email: %(note)s"),
    "supplement": gettext_lazy("Update from Customer Resolutions"),
    "escalate": gettext_lazy("Escalated: %(note)s"),
    "escalate_for": gettext_lazy("Escalated for the customer: %(note)s"),
    "correct": gettext_lazy("The customer corrected facts of the case"),
    "agree_end": gettext_lazy("The customer agreed that the escalation %(note)s ends"),
    "record_agreement": gettext_lazy("The customer agreed by voice that the escalation ends: %(note)s"),
    "move_out": gettext_lazy("A message was moved to %(note)s"),
    "move_in": gettext_lazy("A message was moved here from %(note)s"),
}


def told(event: Event, reader) -> str:
    """The line between the messages; empty when a message says it already."""
    own, other = _TOLD.get(event.verb, (None, None))
    words = own if own and event.by_id == reader.pk else other
    name = event.by.get_short_name() if event.by else _("The system")
    return words % {"name": name, "note": event.note} if words else ""


def done(event: Event) -> str:
    """The line of the history that staff read."""
    if event.verb in ("warn", "miss"):
        return rung(event.note)
    words = str(_DONE.get(event.verb, event.verb))
    if "%(note)s" in words:
        return words % {"note": event.note}
    return f"{words}: {event.note}" if event.note else words


def banner(ticket: Ticket) -> dict:
    """Whose turn it is: what it means and what happens next, and the way to do one's part."""
    meaning = ticket.meaning
    words = [str(meaning.explains)]
    if meaning.turn == Turn.US and ticket.agent is not None:
        words.append(_("It is with %(who)s.") % {"who": who(ticket.agent)})
    shown = {
        "tone": meaning.chip.tone,
        "holder": {Turn.NOBODY: ""}.get(meaning.turn, meaning.turn.value),
        "title": meaning.title,
        "text": " ".join(words),
        "next": _without_answer(ticket) or meaning.next,
        "ours": meaning.turn == Turn.US,
        "primary": meaning.turn == Turn.YOU,
    }
    if ticket.merged_into_id:
        return shown | _goes_on(ticket)
    if not ticket.is_open:
        return shown
    if ticket.status in TESTING:
        return shown | {"action_label": _("Say whether it works"), "action_url": "#works"}
    if ticket.status in MOVES["resume"].starts:
        return shown | {"action_label": _("Go on with it"), "action_url": "#resume"}
    label = _("Reply now") if meaning.turn == Turn.YOU else _("Add information")
    return shown | {"action_label": label, "action_url": "#reply"}


def _goes_on(ticket: Ticket) -> dict:
    """It was merged: where to read on."""
    other = reference(ticket.merged_into_id)
    return {
        "title": _("This request goes on in %(number)s") % {"number": other},
        "text": _("Both are about the same thing, so we answer them together."),
        "next": _("What you write here is added there."),
        "action_label": _("Open %(number)s") % {"number": other},
        "action_url": reverse("tickets:detail", args=[ticket.merged_into_id]),
    }


def _without_answer(ticket: Ticket) -> str:
    """What happens by itself, and when; empty where nothing does."""
    if not ticket.closes_at:
        return ""
    return _("If it works, close the request. Without an answer it closes on %(moment)s, %(zone)s.") % {
        "moment": long_moment(ticket.closes_at),
        "zone": zone_name(),
    }


def who(person) -> str:
    """“Jonas, Product Support”; never the address."""
    return f"{person.get_short_name()}, {person.job}" if person.job else person.get_short_name()


def seen_by(ticket: Ticket, reader, colleagues: int) -> str:
    """Who reads along, so that nobody is surprised."""
    first = _("You") if ticket.requester_id == reader.pk else ticket.requester.get_full_name()
    if not colleagues:
        return first
    return ngettext("%(who)s and %(count)d colleague", "%(who)s and %(count)d colleagues", colleagues) % {
        "who": first,
        "count": colleagues,
    }


def staff_chip(status: str) -> tuple[str, str, str]:
    """Tone, shape and words for staff: seen from here, the customer's turn is rest."""
    meaning, label = Status(status).meaning, str(Status(status).label)
    if status in TESTING:
        return "done", "done", label
    if meaning.turn == Turn.YOU:
        return "rest", "rest", label
    return meaning.chip.tone, meaning.chip.shape, label
