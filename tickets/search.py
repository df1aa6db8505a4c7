"""Finding requests: a case number lands on the case, words go to the full-text index of the database.

The only place with statements of one database: FTS5 of SQLite, tsvector of PostgreSQL. Both get the same
folded words, so both find the same. Staff look in the index, which knows internal notes and customers'
names; customers look through their own few requests, where nothing internal can be found.
"""

from __future__ import annotations

import re
import unicodedata

from django.db import connections, models, router
from django.db.models import Q

from tickets.models import Message, Ticket
from tickets.numbers import parse

TABLE = "tickets_words"
MOST_WORDS = 12
# The newest messages that have the words. A word that stands in every message costs no more than a rare one.
MOST_HITS = 300
# With fewer hits than a page has rows, the beginning of the last word will do.
ENOUGH = 50
SHORTEST_BEGINNING = 3
_WORD = re.compile(r"\w+")


def fold(text: str) -> list[str]:
    """Words in lower case without accents: what is written and what is looked for meet here."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def index(message: Message, *more: str) -> None:
    """Make a message findable, in the transaction that stores it."""
    connection = connections[router.db_for_write(Message)]
    words = " ".join(fold(" ".join([*more, message.body])))
    if connection.vendor == "postgresql":
        statement = (
            f"INSERT INTO {TABLE} (message, ticket, words) VALUES (%s, %s, to_tsvector('simple', %s)) "
            "ON CONFLICT (message) DO UPDATE SET ticket = excluded.ticket, words = excluded.words"
        )
    else:
        statement = f"INSERT OR REPLACE INTO {TABLE} (rowid, ticket, words) VALUES (%s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.execute(statement, [message.pk, message.ticket_id, words])


def forget(message: Message) -> None:
    """A message that leaves is found no longer."""
    connection = connections[router.db_for_write(Message)]
    key = "message" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE {key} = %s", [message.pk])


def search(tickets: models.QuerySet, typed: str) -> models.QuerySet:
    """Of a customer's requests: the one with this number, and those that have every word."""
    found = Q()
    # The messages of these requests and no others: what is looked through grows with the person, not with us.
    said = Message.objects.public().filter(ticket__in=tickets.order_by().values("pk"))
    for word in typed.split()[:MOST_WORDS]:
        in_words = said.filter(body__icontains=word).order_by().values("ticket")
        found &= Q(subject__icontains=word) | Q(pk__in=in_words)
    return tickets.filter(_numbered(typed) | found)


def search_all(tickets: models.QuerySet, typed: str) -> models.QuerySet:
    """Of all requests, for staff: every word together, or else any of them; the newest messages first."""
    if (number := parse(typed)) is not None and tickets.filter(pk=number).exists():
        return tickets.filter(pk=number)
    words = fold(typed)[:MOST_WORDS]
    if not words:
        return tickets.none()
    return tickets.filter(pk__in=_found(words))


def _numbered(typed: str) -> Q:
    number = parse(typed)
    return Q(pk=number) if number is not None else Q(pk__in=[])


def _found(words: list[str]) -> set[int]:
    """Cases that have every word; or every word, the last one begun; or any word."""
    found = _hits(words, "all")
    if len(found) < ENOUGH and len(words[-1]) >= SHORTEST_BEGINNING:
        found |= _hits(words, "begun")
    return found or _hits(words, "any")


def _hits(words: list[str], how: str) -> set[int]:
    connection = connections[router.db_for_read(Ticket)]
    if connection.vendor == "postgresql":
        terms, last = list(words), f"{words[-1]}:*"
        both, either = " & ", " | "
        where, newest = "words @@ to_tsquery('simple', %s)", "message"
    else:
        terms, last = [f'"{word}"' for word in words], f'"{words[-1]}" *'
        both, either = " AND ", " OR "
        where, newest = f"{TABLE} MATCH %s", "rowid"
    if how == "begun":
        terms[-1] = last
    query = (either if how == "any" else both).join(terms)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ticket FROM {TABLE} WHERE {where} ORDER BY {newest} DESC LIMIT {MOST_HITS}", [query]
        )
        return {ticket for (ticket,) in cursor.fetchall()}
