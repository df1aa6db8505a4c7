"""What stands beside the requests: two thousand articles, escalations with their promises, letters sent."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from escalations.ladder import levels
from escalations.models import Escalation, EscalationEvent, Promise
from escalations.states import Band, Kind, Ladder, Status
from knowledgebase.models import Article, Category, Section, Translation
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from portal.outbox.models import Letter
from tests.bench.agreed import agree
from tests.bench.words import Words
from tickets.impact import Impact
from tickets.models import Ticket

ARTICLES = 2_000
IN_FRENCH = 300
CATEGORIES, SECTIONS = 8, 40
BATCH = 2_000


@transaction.atomic
def articles() -> None:
    """Through the models, so that HTML and the rows for search are what they are in life."""
    words = Words(3)
    categories = [
        Category.objects.create(slug=f"category-{n}", name_en=words.line(2), summary_en=words.line(8))
        for n in range(CATEGORIES)
    ]
    sections = [
        Section.objects.create(
            slug=f"section-{n}", name_en=f"{words.line(2)} {n}", category=categories[n % CATEGORIES]
        )
        for n in range(SECTIONS)
    ]
    for n in range(ARTICLES):
        article = Article.objects.create(
            key=f"article-{n}",
            section=sections[n % SECTIONS],
            audience="public",
            state="published",
        )
        for language in ("en", "fr") if n < IN_FRENCH else ("en",):
            Translation.objects.create(
                article=article,
                language=language,
                title=words.line(6),
                summary=f"{words.line(15)}.",
                body=words.article(),
            )


def open_escalations(size: int) -> int:
    return max(100, size // 10)


@transaction.atomic
def escalations(size: int) -> None:
    """Open ones with a running promise, and as many that have ended."""
    count, words, now = open_escalations(size), Words(4), timezone.now()
    held_by = User.objects.in_role(Role.RESOLUTIONS).first()
    calendar = Calendar.objects.default()
    tickets = _spread(Ticket.objects.open().order_by("-pk"), count)
    closed = _spread(Ticket.objects.closed().order_by("-pk"), count)
    rows = [_open(ticket, n, held_by, words, now) for n, ticket in enumerate(tickets)]
    promises = []
    for escalation in rows:
        promise = Promise.promised(calendar, escalation.submitted_at, days=1, kind=escalation.due_kind)
        escalation.acknowledge_by = escalation.due_by = promise.due_by
        promises.append((promise, escalation))
    rows += [_ended(ticket, held_by, words, now) for ticket in closed]
    Escalation.objects.bulk_create(rows, batch_size=BATCH)
    agree([row for row in rows if row.is_open], held_by)
    for promise, escalation in promises:
        promise.escalation = escalation
        # Nothing is due by itself; the sweep makes due what it measures.
        promise.next_alarm_at = max(promise.next_alarm_at, now + timedelta(days=400))
    Promise.objects.bulk_create([promise for promise, _escalation in promises], batch_size=BATCH)
    EscalationEvent.objects.bulk_create(
        [
            EscalationEvent(escalation=row, verb="submit", by=row.requester, at=row.submitted_at)
            for row in rows
        ],
        batch_size=BATCH,
    )


def _spread(tickets, count: int) -> list[Ticket]:
    """So many, evenly, so that a page shows the same share of them however many there are in all."""
    rows = list(tickets)
    count = min(count, len(rows))
    return [rows[place * len(rows) // count] for place in range(count)]


def _said(ticket: Ticket, words: Words) -> dict:
    return {
        "ticket": ticket,
        "requester_id": ticket.requester_id,
        "subject": ticket.subject,
        "reason": words.line(20),
        "description": words.line(60),
        "impact": Impact.MAJOR,
        "level": levels(Ladder.SERVICE)[0],
    }


def _open(ticket: Ticket, n: int, held_by: User, words: Words, now) -> Escalation:
    """Six in ten are to be acknowledged, the others to be reviewed."""
    received = n % 10 < 6
    return Escalation(
        **_said(ticket, words),
        status=Status.RECEIVED if received else Status.ACKNOWLEDGED,
        holder=None if received else held_by,
        submitted_at=now - timedelta(minutes=n),
        acknowledged_at=None if received else now,
        due_kind=Kind.ACKNOWLEDGE if received else Kind.REVIEW,
        band=Band.CLOCK,
    )


def _ended(ticket: Ticket, held_by: User, words: Words, now) -> Escalation:
    return Escalation(
        **_said(ticket, words),
        status=Status.RESOLVED,
        holder=held_by,
        submitted_at=now - timedelta(days=60),
        acknowledge_by=now - timedelta(days=59),
        resolved_at=now - timedelta(days=50),
        lasted_minutes=7 * 510,
        band=Band.ENDED,
    )


def letters(size: int) -> None:
    """One sent letter a request, so that those that are due must be found among them."""
    for first in range(0, size, BATCH):
        Letter.objects.bulk_create(
            Letter(
                key=f"bench:{n}:c@client.example",
                to="c@client.example",
                language="en",
                kind="tickets/email/received",
                subject="We have your request",
                text="Dear reader",
                state=Letter.State.SENT,
                sent_at=timezone.now(),
            )
            for n in range(first, min(first + BATCH, size))
        )
