"""Where a message belongs. Only reads; what is then done stands in `actions`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone

from portal.accounts.addresses import is_ours, normalise
from portal.accounts.models import User
from portal.contracts.entitlement import entitlement_of
from portal.outbox.models import Letter
from tickets.inbound.addresses import Token, tokens_in
from tickets.inbound.models import Mail
from tickets.inbound.parsing import Parsed, machines, senders
from tickets.inbound.states import Reason
from tickets.models import Ticket
from tickets.numbers import parse
from tickets.querysets import works_on_requests


@dataclass(frozen=True)
class Route:
    """One of: a reply of `person` to `ticket`; a new request of `person`; kept; turned; or waits, and why."""

    to: str
    reason: Reason = Reason.NONE
    person: User | None = None
    ticket: Ticket | None = None
    letter: Letter | None = None


_NUMBER = re.compile(r"\[([A-Za-z]{1,12}-[0-9]{1,12})\]")
REPLY, NEW, KEEP, TURN, WAIT = "reply", "new", "keep", "turn", "wait"


def route(mail: Mail, parsed: Parsed) -> Route:
    """A machine is never answered; a person only where it is certain who writes."""
    if _is_own_letter(parsed):
        return Route(KEEP, Reason.OURS)
    if parsed.machine:
        return _of_machine(parsed)
    if not parsed.sender:
        return Route(WAIT, Reason.UNCLEAR_SENDER)
    tokens, false = tokens_in(parsed.recipients)
    if not tokens and not false and _to_partners(parsed):
        return _to_integration(parsed)
    proof = _proof(parsed)
    if proof is False:
        return Route(WAIT, Reason.NOT_PROVEN, ticket=_hinted(parsed))
    if Mail.objects.of_sender(mail.sender, timezone.now()).count() > settings.INBOUND_MAIL_AN_HOUR:
        return Route(WAIT, Reason.TOO_MANY)
    if tokens:
        return _reply(parsed, tokens)
    if false:
        return Route(WAIT, Reason.WRONG_ADDRESS, ticket=_hinted(parsed))
    return _without_token(mail, parsed, proof)


def person_of(address: str) -> User | None:
    """Who has proven this address as theirs and has not left."""
    person = User.objects.active().filter(email=normalise(address)).first()
    if person is None:
        return None
    proven = EmailAddress.objects.filter(user=person, email=person.email, verified=True)
    return person if proven.exists() else None


def confirmed(parsed: Parsed) -> User | None:
    """Who certainly wrote it. What waits for another reason may never have been asked for proof."""
    person, proof = person_of(parsed.sender), _proof(parsed)
    if person is None or proof is False:
        return None
    tokens, _false = tokens_in(parsed.recipients)
    told = proof or settings.INBOUND_TRUSTS_FROM or any(token.person == person.pk for token in tokens)
    return person if told else None


def _is_own_letter(parsed: Parsed) -> bool:
    if parsed.sender and is_ours(parsed.sender):
        return True
    return bool(parsed.message_id) and Letter.objects.filter(message_id=parsed.message_id).exists()


def _of_machine(parsed: Parsed) -> Route:
    """A notice finds its letter; anything else at most the case it is about, for those who look."""
    letter = None
    if parsed.bounce is not None and parsed.bounce.message_ids:
        letter = Letter.objects.filter(message_id__in=parsed.bounce.message_ids).first()
    reasons = {machines.BOUNCE: Reason.BOUNCE, machines.LIST: Reason.LIST}
    tokens, _false = tokens_in(parsed.recipients)
    about = Ticket.objects.filter(pk__in=[token.ticket for token in tokens[:1]]).first()
    return Route(KEEP, reasons.get(parsed.machine, Reason.AUTOMATIC), letter=letter, ticket=about)


def _proof(parsed: Parsed) -> bool | None:
    """None: nobody checked, because no server of ours is set up to."""
    if not settings.INBOUND_AUTHSERV:
        return None
    # Where a server should have written and did not, the sender is not confirmed.
    return bool(senders.proven(list(parsed.results), settings.INBOUND_AUTHSERV, parsed.sender))


def _reply(parsed: Parsed, tokens: list[Token]) -> Route:
    person = person_of(parsed.sender)
    token = next((one for one in tokens if person is not None and one.person == person.pk), None)
    if token is None:
        about = Ticket.objects.filter(pk=tokens[0].ticket).first()
        return Route(WAIT, Reason.OTHER_SENDER, ticket=about)
    ticket = Ticket.objects.visible_to(person).filter(pk=token.ticket).first()
    if ticket is None:
        return Route(WAIT, Reason.NO_RIGHT)
    if works_on_requests(person):
        return Route(WAIT, Reason.STAFF, ticket=ticket)
    if _says_nothing(parsed):
        return Route(WAIT, Reason.EMPTY, ticket=ticket)
    return Route(REPLY, person=person, ticket=ticket)


def _without_token(mail: Mail, parsed: Parsed, proof: bool | None) -> Route:
    if (about := _hinted(parsed)) is not None or _answered(parsed) is not None:
        return Route(WAIT, Reason.ONLY_A_HINT, ticket=about)
    person = person_of(parsed.sender)
    if person is None:
        return Route(WAIT, Reason.UNKNOWN_SENDER)
    if works_on_requests(person) or person.is_staff:
        return Route(WAIT, Reason.STAFF)
    if proof is None and not settings.INBOUND_TRUSTS_FROM:
        return Route(WAIT, Reason.NOT_PROVEN)
    if not entitlement_of(person):
        return Route(WAIT, Reason.NOT_ENTITLED)
    if _says_nothing(parsed):
        return Route(WAIT, Reason.EMPTY)
    answered = Mail.objects.of_sender(mail.sender, timezone.now()).filter(answered=True).count()
    if answered >= settings.INBOUND_ANSWERS_AN_HOUR:
        return Route(WAIT, Reason.TOO_MANY)
    return Route(NEW, person=person)


def _says_nothing(parsed: Parsed) -> bool:
    return not parsed.text and not parsed.parts


def _answered(parsed: Parsed) -> Letter | None:
    """The letter of ours that this says it answers."""
    if not parsed.references:
        return None
    return Letter.objects.filter(message_id__in=parsed.references).order_by("-pk").first()


def _hinted(parsed: Parsed) -> Ticket | None:
    """The case that this seems to be about. A hint for people: anybody may quote a letter or a number."""
    if (letter := _answered(parsed)) is not None:
        return ticket_about(letter)
    named = _NUMBER.search(parsed.subject)
    number = parse(named.group(1)) if named else None
    return Ticket.objects.filter(pk=number).first() if number else None


def ticket_about(letter: Letter) -> Ticket | None:
    number = parse(letter.about)
    return Ticket.objects.filter(pk=number).first() if number else None


def _to_partners(parsed: Parsed) -> bool:
    inbox = normalise(settings.INTEGRATION_INBOX)
    if inbox == normalise(settings.SUPPORT_EMAIL):
        return False
    return inbox in {normalise(address) for address in parsed.recipients}


def _to_integration(parsed: Parsed) -> Route:
    """S0-22, S0-23: a partner is read by people; whoever else writes there is shown the right way."""
    person = person_of(parsed.sender)
    if person is not None and person.is_staff:
        return Route(WAIT, Reason.STAFF)
    if person is not None and person.membership and person.membership.organisation.is_partner:
        return Route(WAIT, Reason.PARTNER)
    return Route(TURN, person=person)
