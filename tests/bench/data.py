"""People and requests by the thousand: the same for every run, written in bulk."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Membership, Organisation, Team, User
from portal.accounts.roles import Role
from portal.contracts.models import Contract, SupportPlan
from tests.bench.words import Words
from tickets import search
from tickets.deadlines import first_clocks
from tickets.models import Event, Message, Side, Ticket, TicketClock
from tickets.states import WITH_US, Status

BATCH = 5_000
TEAMS = ("Product Support", "Billing", "Integrations", "Warehouse")
MANY = "c0@client.example"  # has a tenth of all requests, at most 10,000
ONE = "c1@client.example"  # has one
# One open request in two is new, so that a list by status fills its page at every size.
_OPEN = [status for status in Status if status not in (Status.CLOSED, Status.NEW)]


def people(size: int) -> list[User]:
    """A customer for every twenty requests, in organisations of ten, and somebody of every role."""
    now, count = timezone.now(), max(size // 20, 20)
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {n}") for n in range(count // 10 + 1)
    )
    plan = SupportPlan.objects.default()
    Contract.objects.bulk_create(
        Contract(organisation=organisation, plan=plan, starts_on=date(2000, 1, 1))
        for organisation in organisations
    )
    users = User.objects.bulk_create(
        [
            User(email=f"c{n}@client.example", name=f"Customer {n}", password="!", date_joined=now)
            for n in range(count)
        ],
        batch_size=BATCH,
    )
    Membership.objects.bulk_create(
        [Membership(user=user, organisation=organisations[n // 10]) for n, user in enumerate(users)],
        batch_size=BATCH,
    )
    for name in TEAMS:
        Team.objects.create(name=name)
    for role in Role:
        _staff(role)
    return users


def _staff(role: Role) -> None:
    """With a second factor, as staff have in production."""
    staff = User.objects.create(email=f"{role.name.lower()}@support.example", name=role.value, is_staff=True)
    staff.groups.add(Group.objects.get(name=role.value))
    staff.teams.add(Team.objects.get(name=TEAMS[0]))
    Authenticator.objects.create(
        user=staff, type=Authenticator.Type.TOTP, data={"secret": "for the row only"}
    )


def open_share(size: int) -> float:
    """One in ten is open; in a small database more, so that the lists of both sizes fill their pages."""
    return max(0.1, min(0.6, 600 / size))


class Requests:
    """`size` requests, each with three messages, an event, and their rows for search."""

    def __init__(self, size: int, users: list[User]):
        self.size, self.users, self.words = size, users, Words(2)
        self.now = timezone.now()
        self.dice = random.Random(1)
        self.organisation = dict(Membership.objects.values_list("user_id", "organisation_id"))
        self.teams = [*Team.objects.order_by("pk"), None]
        self.agents = list(User.objects.in_role(Role.AGENT))
        self.open = open_share(size)
        self.plan = SupportPlan.objects.default()
        self.like = first_clocks(Ticket(), self.now)

    def write(self) -> None:
        for first in range(1, self.size + 1, BATCH):
            with transaction.atomic():
                numbers = range(first, min(first + BATCH, self.size + 1))
                self._write([self._ticket(number) for number in numbers])

    def _requester(self, number: int) -> User:
        if number <= min(self.size // 10, 10_000):
            return self.users[0]
        return self.users[1] if number == self.size else self.users[self.dice.randrange(2, len(self.users))]

    def _ticket(self, number: int) -> Ticket:
        dice, requester = self.dice, self._requester(number)
        created = self.now - timedelta(minutes=dice.randrange(60, 2 * 365 * 24 * 60))
        is_open = dice.random() < self.open or number == self.size
        changed = created + timedelta(minutes=dice.randrange(1, 60))
        return Ticket(
            pk=number,
            requester=requester,
            organisation_id=self.organisation[requester.pk],
            plan=self.plan,
            team=dice.choice(self.teams),
            agent=dice.choice(self.agents) if dice.random() < 0.8 else None,
            subject=self.words.line(5),
            status=(Status.NEW if dice.random() < 0.5 else dice.choice(_OPEN)) if is_open else Status.CLOSED,
            created_at=created,
            changed_at=changed,
            last_public_by=dice.choice(Side.values),
            closed_at=None if is_open else changed,
        )

    def _write(self, tickets: list[Ticket]) -> None:
        for ticket in tickets:
            if ticket.status in WITH_US:
                ticket.due_by, ticket.due_kind = self.now + timedelta(minutes=ticket.pk % 3000), "respond"
        Ticket.objects.bulk_create(tickets)
        TicketClock.objects.bulk_create(clock for ticket in tickets for clock in self._clocks(ticket))
        messages = Message.objects.bulk_create(
            self._message(ticket, turn) for ticket in tickets for turn in range(3)
        )
        Event.objects.bulk_create(
            Event(ticket=ticket, verb="submit", by=ticket.requester, at=ticket.created_at, status=Status.NEW)
            for ticket in tickets
        )
        for place, message in enumerate(messages):
            ticket = tickets[place // 3]
            search.index(message, *([ticket.subject, ticket.requester.name] if place % 3 == 0 else []))

    def _clocks(self, ticket: Ticket) -> list[TicketClock]:
        """Both as they were promised, in the words of one count: only the moments are each one's own."""
        kept = {"kept_at": ticket.closed_at, "spent_seconds": 3600}
        return [
            TicketClock(
                ticket=ticket,
                kind=like.kind,
                severity=3,
                calendar=like.calendar,
                started_at=ticket.created_at,
                minutes=like.minutes,
                due_by=self.now + timedelta(minutes=ticket.pk % 3000),
                explanation=like.explanation,
                alarms=like.alarms,
                # Nothing is due by itself; the sweep makes due what it measures.
                next_alarm_at=None if ticket.closed_at else self.now + timedelta(days=400),
                running_since=None if ticket.closed_at else ticket.created_at,
                **(kept if ticket.closed_at else {}),
            )
            for like in self.like
        ]

    def _message(self, ticket: Ticket, turn: int) -> Message:
        ours = turn == 1
        return Message(
            ticket=ticket,
            author=(ticket.agent or self.agents[0]) if ours else ticket.requester,
            kind=Message.Kind.PUBLIC,
            voice=Message.Voice.SUPPORT if ours else Message.Voice.CUSTOMER,
            body=self.words.text(40),
            at=_later(ticket.created_at, turn),
        )


def _later(at: datetime, turn: int) -> datetime:
    return at + timedelta(minutes=turn)
