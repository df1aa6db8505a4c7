"""What an article may take from a case: public words only, without the people and their numbers."""

from __future__ import annotations

import re

from django.conf import settings

from knowledgebase.learning.scrubbing import scrubbed, without_phrases
from knowledgebase.writing.kinds import PARTS
from knowledgebase.writing.states import Kind
from tickets.models import Message, Ticket

_LONGEST_TITLE = 200
_CASE = re.compile(rf"\b{re.escape(settings.CASE_PREFIX)}[-\u2010-\u2015 ]?\d+\b", re.IGNORECASE)
# What would begin a part, a box or a snippet of the article stands as it was typed.
_SIGNS = re.compile(r"^(\s{0,3})(#|:::|```|~~~|---|===)", re.MULTILINE)


def names_of(ticket: Ticket, messages=()) -> list[str]:
    """The people of a case: whoever raised it, holds it, or wrote in it."""
    people = {ticket.requester, ticket.agent, *(message.author for message in messages)} - {None}
    return [name for person in people for name in (person.name, person.email.partition("@")[0])]


def question(ticket: Ticket) -> str:
    """The customer's own words for what they asked, without the name of their organisation."""
    return without_phrases(ticket.subject, _phrases(ticket), mark=" ")


def drawn_up(ticket: Ticket, language: str) -> dict[str, str]:
    """Title and text of a problem: what was asked, as it was described, and what we answered."""
    messages = list(Message.objects.filter(ticket=ticket).public().select_related("author"))
    hidden = names_of(ticket, messages)

    def cleaned(text: str) -> str:
        text = _CASE.sub("[…]", text.replace("\r\n", "\n"))
        text = scrubbed(without_phrases(text, _phrases(ticket)), hidden)
        return _SIGNS.sub(r"\1\\\2", text.replace("{{", "{ {")).strip()

    asked = [cleaned(message.body) for message in messages if message.is_of_customer]
    answered = [cleaned(message.body) for message in messages if not message.is_of_customer]
    title = " ".join(cleaned(ticket.subject).split())[:_LONGEST_TITLE]
    summary, description, resolution = PARTS[Kind.PROBLEM][language]
    return {
        "title": title or "[…]",
        "body": f"## {summary}\n\n{title}\n\n## {description}\n\n{_joined(asked)}"
        f"\n\n## {resolution}\n\n{_joined(answered)}\n",
    }


def _joined(texts: list[str]) -> str:
    return "\n\n".join(filter(None, texts))


def _phrases(ticket: Ticket) -> list[str]:
    """What says who it was, beside people: their organisation, and what was answered about people."""
    personal = ticket.answers.filter(is_personal=True).values_list("value", flat=True)
    return [*([ticket.organisation.name] if ticket.organisation else []), *personal]
