"""The customer's pages: one request and what can be done on it; how fast we are."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.drafts import as_initial, draft_for, sign_in_required
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, OnceForm, once
from portal.workflow.prepared import prepared
from tickets import actions, ending
from tickets.actions.merging import survivor
from tickets.averages import DAYS, averages
from tickets.conversation import conversation, files_of, happened_to, said_of
from tickets.deadlines import plan_of
from tickets.forms import RefuseForm, ReopenForm, ReplyForm
from tickets.models import Ticket
from tickets.moves import MOVES
from tickets.promising import clocks_of, for_customer, next_word
from tickets.querysets import Reach, reach_of, works_on_requests
from tickets.separating import pieces_of
from tickets.stages import line
from tickets.states import TESTING, Turn
from tickets.thanks import only_thanks
from tickets.wording import banner

_SHOWN = ("requester", "agent", "severity", "category", "product")


@require_safe
def how_fast(request):
    """For everybody: what we publish and what was measured."""
    return render(request, "tickets/averages.html", {"averages": averages(), "days": DAYS})


@require_safe
@sign_in_required
def detail(request, number):
    ticket = _ticket(request, number)
    Form, sent_to = _form_of(ticket)
    form = Form(by=request.user, initial=as_initial(draft_for(request, sent_to)))
    return _page(request, ticket, form)


def _form_of(ticket) -> tuple[type[ReplyForm], str]:
    """The form in which the customer writes now, and where it is sent."""
    if not ticket.is_open and not _goes_on(ticket):
        return ReopenForm, "tickets:reopen"
    if ticket.status in TESTING:
        return RefuseForm, "tickets:refuse"
    return ReplyForm, "tickets:reply"


@require_POST
@sign_in_required(shown_at="tickets:detail")
def reply(request, number):
    """Where the request was resolved meanwhile, a bare thank-you is asked first here too."""
    return _thanked(request, number) or _write(
        request, number, ReplyForm, actions.reply, _("Your reply is sent.")
    )


@require_POST
@sign_in_required(shown_at="tickets:detail")
def refuse(request, number):
    """What is still wrong. A bare thank-you says the opposite: it is asked first, and reopens nothing."""
    again = _("Thank you. We look at it again.")
    return _thanked(request, number) or _write(request, number, RefuseForm, actions.refuse, again)


def _thanked(request, number):
    """The page that asks whether to close, where somebody says no more than thanks for what is resolved."""
    if only_thanks(request.POST.get("text", "")) and not request.FILES:
        ticket = _ticket_of_customer(request, number)
        if ticket.status in TESTING:
            form = RefuseForm(initial={"text": request.POST["text"]}, by=request.user)
            return _page(request, ticket, form, thanked=True)
    return None


@require_POST
@sign_in_required(shown_at="tickets:detail")
def reopen(request, number):
    return _write(request, number, ReopenForm, actions.reopen, _("The request is open again."))


@require_POST
@sign_in_required(shown_at="tickets:detail")
def confirm(request, number):
    return _press(request, number, actions.confirm, _("Thank you. The request is closed."))


@require_POST
@sign_in_required(shown_at="tickets:detail")
def hold(request, number):
    return _press(request, number, actions.hold, _("The request is on hold until you say so."))


@require_POST
@sign_in_required(shown_at="tickets:detail")
def resume(request, number):
    return _press(request, number, actions.resume, _("Thank you. We go on with it."))


def _press(request, number, verb, done):
    """A button alone. The form has nothing but its key, which is never wrong for long."""
    ticket = _ticket_of_customer(request, number)
    here = reverse("tickets:detail", args=[number])
    form = OnceForm(request.POST)
    if not form.is_valid():
        return redirect(here)

    def act(data) -> str:
        verb(ticket, by=request.user)
        return here

    return _do_once(request, form, act, here=here, done=done)


def _write(request, number, Form, verb, done):
    """A form of the page of one request: its words go to the verb, errors show the page again."""
    ticket = _ticket_of_customer(request, number)
    form = Form(*_sent(request), by=request.user)
    if not form.is_valid():
        return _page(request, ticket, form, status=422)
    here = reverse("tickets:detail", args=[number])

    def act(data) -> str:
        message = verb(ticket, by=request.user, **data)
        # Where it was merged, it stands on another page.
        return f"{reverse('tickets:detail', args=[message.ticket_id])}#message-{message.pk}"

    return _do_once(request, form, act, here=here, done=done)


def _do_once(request, form, act, *, here: str, done: str = ""):
    data = dict(form.cleaned_data)
    key = data.pop("form_key")
    try:
        url = once(request, key, lambda: act(data))
    except Conflict as conflict:
        typed = [(form.fields[name].label, data[name]) for name in ("text",) if data.get(name)]
        return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)
    except IllegalMove:
        messages.error(request, _("This request has changed meanwhile. Here is how it stands now."))
        return redirect(here)
    if done:
        messages.success(request, done)
    return redirect(url)


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _ticket(request, number) -> Ticket:
    found = _seen(number, request.user.pk, reach=reach_of(request.user))
    if not found:
        raise Http404
    request.waiting_for_customer = found[0].waiting
    return found[0]


@prepared
def _seen(number: int, reader: int, *, reach: Reach):
    tickets = Ticket.objects.within(reach, reader).with_colleagues().with_waiting_of(reader).with_answers()
    return tickets.select_related(*_SHOWN).filter(pk=number)


def _ticket_of_customer(request, number) -> Ticket:
    """Staff read the customer's page; they write in the back office, where it is said to whom."""
    ticket = _ticket(request, number)
    if works_on_requests(request.user):
        raise PermissionDenied
    return ticket


def _goes_on(ticket) -> bool:
    """It was merged into a request that is open: what is written here is added there."""
    return ticket.merged_into_id is not None and survivor(ticket).is_open


def _related(ticket, reader, happened: set[str]):
    """The requests it was tied to; asked for only where something of the kind has happened."""
    if happened.isdisjoint(("absorb", "split", "split_off", "separate")):
        return ()
    return Ticket.objects.visible_to(reader).related_to(ticket, inside=False)


def _reopens_until(ticket, reader):
    """The last day on which this reader may reopen it; None when that is over."""
    if ticket.is_open or ticket.merged_into_id:
        return None
    days = plan_of(ticket).reopens_within_days
    if not ending.may_reopen(ticket.closed_at, timezone.now(), reader.zone, days):
        return None
    return ending.reopens_until(ticket.closed_at, reader.zone, days)


def _page(request, ticket, form, *, status=200, thanked=False):
    """One request: where it stands, whose turn it is, what was said. Internal notes are not even read."""
    said, events = said_of(ticket.pk, inside=False), happened_to(ticket.pk, inside=False)
    happened = {event.verb for event in events}
    reopens_until = _reopens_until(ticket, request.user)
    clocks = clocks_of(ticket)
    may_speak = not works_on_requests(request.user)
    context = {
        "ticket": ticket,
        "stages": line(ticket, events),
        "banner": banner(ticket),
        "promises": for_customer(clocks),
        "next_word": next_word(clocks) if ticket.meaning.turn == Turn.US else None,
        "conversation": conversation(said, events, request.user),
        "files": files_of(said, request.user),
        "answers": ticket.answered,
        "tried": ticket.tried_before,
        "form": form,
        "confirm_form": OnceForm(),
        "thanked": thanked,
        "sent_to": _form_of(ticket)[1],
        "testing": ticket.status in TESTING,
        "may_hold": ticket.status in MOVES["hold"].starts,
        "may_resume": ticket.status in MOVES["resume"].starts,
        "reopens_until": reopens_until,
        "just_sent": request.GET.get("sent") == "1" and ticket.requester_id == request.user.pk,
        "related": _related(ticket, request.user, happened),
        "questions": len(pieces_of(ticket, request.user, said[:1], happened)),
        "may_write": may_speak and (ticket.is_open or reopens_until is not None or _goes_on(ticket)),
    }
    return render(request, "tickets/detail.html", context, status=status)
