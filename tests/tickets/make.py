"""Requests to test with, built through the actions."""

from tests import make
from tickets import actions
from tickets.models import Ticket


def ticket(
    *, requester=None, subject: str = "Stock count page is slow", text: str = "It takes 40 seconds.", **fields
):
    """A request that somebody has sent; `status` walks it there by its verbs."""
    status = fields.pop("status", None)
    sent = actions.submit(by=requester or make.customer(), subject=subject, text=text, **fields)
    return walked(sent, status) if status else sent


def walked(ticket: Ticket, status: str, by=None) -> Ticket:
    """By an agent's verbs to one of the statuses of the first floor."""
    by = by or make.staff()
    walks = {
        "triage": lambda: actions.take(ticket, by=by),
        "work_in_progress": lambda: actions.start(ticket, by=by),
        "waiting_for_customer": lambda: actions.ask(ticket, by=by, text="Which version do you use?"),
        "on_customer_test": lambda: actions.resolve(ticket, by=by, text="It is corrected."),
        "closed": lambda: actions.close(ticket, by=by, text="A duplicate of another request."),
    }
    walks[status]()
    ticket.refresh_from_db()
    return ticket
