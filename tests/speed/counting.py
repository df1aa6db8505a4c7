"""How statements are counted: session and user included, what begins and ends a transaction is not."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


def statements(act: Callable) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        act()
    return [row["sql"] for row in seen if not row["sql"].startswith(_TRANSACTION)]


def shown(client, path: str, status: int = 200) -> list[str]:
    """The statements of one page, asked for the second time: content types and templates are there."""
    assert client.get(path).status_code == status
    answers = []
    found = statements(lambda: answers.append(client.get(path)))
    assert answers[0].status_code == status
    return found


def plan(query: QuerySet) -> str:
    """How the database goes about it. A handful of rows is read from end to end, so that is ruled out."""
    if connection.vendor != "postgresql":
        return query.explain()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    return query.explain()
