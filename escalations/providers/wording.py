"""What is said about events: one sentence each, for the provider and for staff."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from escalations.providers.models import LaunchEvent, ProviderEvent

# Events whose note is a message, by who wrote it.
OUR_MESSAGES = frozenset({"acknowledge", "answer", "ask", "resolve"})
PROVIDERS_MESSAGES = frozenset({"reply", "supply", "reopen"})

_SENTENCES = {
    "submit": gettext_lazy("%(who)s raised the issue"),
    "acknowledge": gettext_lazy("Acknowledged by %(who)s"),
    "start": gettext_lazy("%(who)s is working on it"),
    "answer": gettext_lazy("%(who)s wrote"),
    "ask": gettext_lazy("%(who)s asked a question"),
    "take": gettext_lazy("%(who)s holds it now"),
    "note": gettext_lazy("Internal note"),
    "resolve": gettext_lazy("Resolved by %(who)s"),
    "end": gettext_lazy("Closed by %(who)s"),
    "turn_away": gettext_lazy("Turned away: for the customer to raise"),
    "reply": gettext_lazy("%(who)s added information"),
    "supply": gettext_lazy("%(who)s answered the question"),
    "reopen": gettext_lazy("%(who)s opened it again"),
    "close": gettext_lazy("%(who)s closed it"),
    "warn": gettext_lazy("Time runs short: the contact was told"),
    "miss": gettext_lazy("We did not answer in time. Our managers were told."),
}
_OF_LAUNCHES = {
    "show": gettext_lazy("%(who)s showed: %(note)s"),
    "return_template": gettext_lazy("%(who)s returned the support model template"),
    "look_after": gettext_lazy("%(who)s looks after the launch"),
    "accept": gettext_lazy("Accepted by %(who)s: production is open"),
    "send_back": gettext_lazy("Sent back by %(who)s: %(note)s"),
}


def sentence(event: ProviderEvent) -> str:
    return str(_SENTENCES[event.verb]) % {"who": event.by or ""}


def of_launch(event: LaunchEvent) -> str:
    return str(_OF_LAUNCHES[event.verb]) % {"who": event.by or "", "note": event.note}
