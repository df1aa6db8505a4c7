"""Run inside the portal's own environment: the people and cases of the chaos, and what became of them.

`python -m tests.journeys.chaos_data prepare 500` writes cases and sessions and prints them as JSON;
`… facts` prints what the database says at the end.
"""

import json
import sys
from importlib import import_module

import django
from django.conf import settings

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402

from escalations.models import Escalation, EscalationEvent  # noqa: E402
from portal.outbox.models import Letter  # noqa: E402
from tickets.models import Ticket  # noqa: E402


def session_of(address: str) -> str:
    user = get_user_model().objects.get(email=address)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def prepare(count: int) -> dict:
    """The demonstration's own letters are gone, so that every letter counted belongs to the story."""
    Letter.objects.all().delete()
    customer = get_user_model().objects.get(email="customer@client.example")
    before = Ticket.objects.count()
    Ticket.objects.bulk_create(
        Ticket(requester=customer, organisation=customer.membership.organisation, subject=f"Case {number}")
        for number in range(count)
    )
    tickets = Ticket.objects.order_by("pk")[before:]
    return {
        "cases": [ticket.reference for ticket in tickets],
        "first_escalation": (Escalation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
        + 1,
        "customer": session_of("customer@client.example"),
        "resolutions": session_of("resolutions@support.example"),
    }


def facts(first: int) -> dict:
    escalations = Escalation.objects.filter(pk__gte=first)
    return {
        "escalations": {e.reference: e.ticket.reference for e in escalations.select_related("ticket")},
        "acknowledged_in_time": sum(
            e.acknowledged_at is not None and e.acknowledged_at <= e.acknowledge_by for e in escalations
        ),
        "acknowledge_events": EscalationEvent.objects.filter(
            escalation__in=escalations, verb="acknowledge"
        ).count(),
        "letters": list(
            Letter.objects.values(
                "message_id", "kind", "to", "about", "state", "ambiguous", "copies", "last_error"
            )
        ),
    }


if __name__ == "__main__":
    work, argument = sys.argv[1], int(sys.argv[2])
    sys.stdout.write(json.dumps({"prepare": prepare, "facts": facts}[work](argument)))
