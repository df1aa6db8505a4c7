"""What the files of requests have in their columns, for customers and for staff."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tickets.csvfile import csv_response, in_zone, moment
from tickets.impact import Impact
from tickets.intake.models import Answer
from tickets.models import Ticket
from tickets.numbers import reference
from tickets.states import Status

_COLUMNS = ("subject", "status", "created_at", "changed_at", "closed_at", "product__name")
_OF_STAFF = ("form", "impact", "requester__name", "organisation__name", "team__name", "agent__name")


def customer_export(tickets: QuerySet, *, names: bool) -> StreamingHttpResponse:
    """names: with the requester of each, where the list is not of one person."""
    people = ["requester"] if names else []
    rows = tickets.select_related("product", *people).only(*_COLUMNS, *(f"{name}__name" for name in people))
    head = [_("Case"), _("Subject"), *([_("Requested by")] if names else []), _("Product")]
    head += [pgettext("request", "Status"), _("Whose turn"), *_moment_heads()]

    def cells(ticket: Ticket) -> list:
        meaning = ticket.meaning
        return [
            ticket.reference,
            ticket.subject,
            *([ticket.requester.name] if names else []),
            ticket.product and ticket.product.name,
            meaning.chip.label,
            meaning.turn.label if ticket.is_open else "",
            *_moments(ticket),
        ]

    return csv_response(head, rows, cells)


def personal_export(user) -> StreamingHttpResponse:
    """What this person answered about people, on all of their requests (C16)."""
    rows = Answer.objects.filter(ticket__requester=user, is_personal=True).order_by("ticket", "position")
    head = [_("Case"), _("Question"), _("Answer")]
    return csv_response(head, rows, lambda row: [reference(row.ticket_id), row.label, row.value])


def staff_export(tickets: QuerySet) -> StreamingHttpResponse:
    linked = ("product", "requester", "organisation", "team", "agent")
    head = [_("Case"), _("Subject"), _("Customer"), _("Organisation"), _("Product"), _("About")]
    head += [_("Impact"), pgettext("request", "Status"), _("Team"), _("Agent"), *_moment_heads()]
    return csv_response(head, tickets.select_related(*linked).only(*_COLUMNS, *_OF_STAFF), _cells_of_staff)


def _cells_of_staff(ticket: Ticket) -> list:
    named = (ticket.requester, ticket.organisation, ticket.product)
    customer, organisation, product = (row and row.name for row in named)
    return [
        ticket.reference,
        ticket.subject,
        customer,
        organisation,
        product,
        ticket.about,
        Impact(ticket.impact).label if ticket.impact else "",
        Status(ticket.status).label,
        ticket.team and ticket.team.name,
        ticket.agent and ticket.agent.name,
        *_moments(ticket),
    ]


def _moment_heads() -> list[str]:
    return [in_zone(words) for words in (_("Received"), _("Last change"), pgettext("request", "Closed"))]


def _moments(ticket: Ticket) -> list[str]:
    return [moment(at) for at in (ticket.created_at, ticket.changed_at, ticket.closed_at)]
