"""What is no page: sending the two forms, the sweep of clocks and letters, a broker that hangs."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from escalations import tasks
from escalations.models import Promise, Reason
from knowledgebase.search import search
from knowledgebase.search.library import library
from portal.outbox import waking
from portal.outbox.models import Letter
from portal.workflow.due import BATCH
from portal.workflow.once import new_key
from tests.bench.measuring import Browser, Refused, Statements
from tickets import tasks as request_tasks
from tickets.models import Ticket, TicketClock

DUE = 1_000
SENT = 12
HANGS = 2.0
A_MILLION, A_FEW_CLOCKS = 1_000_000, 100_000


def measure(browser: Browser) -> dict:
    return {
        "submit": {"request": _requests(browser), "escalation": _escalations(browser)},
        "broker": _hanging_broker(),
        "sweep": _sweep(),
        "clocks": _clocks(),
        "letters": _letters(),
        "shelf": _first_search(),
    }


def _requests(browser: Browser) -> dict:
    """Sent by customers whose lists are not measured; what the last run sent is there and does not matter."""
    people = [ticket.requester for ticket in _others(Ticket.objects.open())]
    path = reverse("tickets:create", args=["technical"])
    typed = {"subject": "Stock count is slow", "text": "It takes 40 seconds.", "impact": "major"}
    return _sent(browser, path, [(person, typed) for person in people])


def _escalations(browser: Browser) -> dict:
    tickets = _others(Ticket.objects.open().filter(escalations=None))
    typed = {
        "subject": "Warehouse stands still",
        "reason": "It has happened three Mondays in a row.",
        "description": "Six people wait up to 40 seconds for each count.",
        "impact": "major",
        "main_reason": Reason.objects.get(slug="no_progress").pk,
        "verify_problem": "yes",
        "verify_impact": "yes",
        "verify_workaround": "yes",
        "verify_milestone": "none",
    }
    sent = [
        (ticket.requester, {**typed, "case": ticket.reference, "facts_of": ticket.reference})
        for ticket in tickets
    ]
    return _sent(browser, reverse("escalations:submit"), sent)


def _others(tickets) -> list[Ticket]:
    return list(tickets.exclude(requester__email__in=["c0@client.example", "c1@client.example"])[:SENT])


def _sent(browser: Browser, path: str, forms: list) -> dict:
    times, seen = [], Statements()
    for person, typed in forms:
        browser.cookie(person)
        seen, answer = Statements.of(
            lambda person=person, typed=typed: browser.post(path, person, {**typed, "form_key": new_key()})
        )
        if answer.status != 302:
            raise Refused(f"{path} answered {answer.status}")
        times.append(answer.seconds)
    return {
        "sql": len(seen.asked),
        "words": len(seen.transaction),
        "times": times[2:],
        "statements": seen.asked,
    }


def _hanging_broker() -> float:
    """How long a request waits for a broker that does not answer."""

    class Hanging:
        ended = threading.Event()

        def apply_async(self, **kwargs):
            time.sleep(HANGS)
            self.ended.set()

    broker = Hanging()
    started = time.perf_counter()
    waking.Bell(broker).ring()
    waited = time.perf_counter() - started
    broker.ended.wait()
    return waited


def _sweep() -> dict:
    """A thousand promises fall due at once. What is found and rung here is taken back afterwards."""
    with transaction.atomic():
        now = timezone.now()
        due = list(Promise.objects.open()[:DUE])
        for promise in due:
            promise.next_alarm_at = now - timedelta(minutes=1)
            promise.alarms = [[50, promise.next_alarm_at.isoformat()]]
        Promise.objects.bulk_update(due, ["next_alarm_at", "alarms"], batch_size=500)
        query = Promise.objects.due(now).values_list("pk", flat=True)[:BATCH]
        found = {"due": len(due), "of": Promise.objects.count(), "plan": explain(query)}
        started = time.perf_counter()
        found["found"] = len(list(query))
        found["look"] = time.perf_counter() - started
        started = time.perf_counter()
        seen, found["rang"] = Statements.of(tasks.ring_alarms)
        found["all"] = time.perf_counter() - started
        looks = [sql for sql in seen.asked if _finds(sql)]
        found["looks"], found["statements"] = len(looks), len(seen.asked)
        transaction.set_rollback(True)
    return found


def _clocks() -> dict:
    """A hundred of a million clocks of requests are due. The million is made here and taken back."""
    table, columns = TicketClock._meta.db_table, _columns_but_the_key()
    with transaction.atomic(), connection.cursor() as cursor:
        if (count := TicketClock.objects.count()) < A_FEW_CLOCKS:
            return {}
        while count < A_MILLION:
            more = min(count, A_MILLION - count)
            # Copies are of the past: an open promise of a kind is one a request.
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} "
                f"WHERE kept_at IS NOT NULL LIMIT {more}"
            )
            count = TicketClock.objects.count()
        now = timezone.now()
        due = list(TicketClock.objects.open()[:100].values_list("pk", flat=True))
        past = now - timedelta(minutes=1)
        TicketClock.objects.filter(pk__in=due).update(next_alarm_at=past, alarms=[[75, past.isoformat()]])
        query = TicketClock.objects.due(now).values_list("pk", flat=True)[:BATCH]
        found = {"of": count, "due": len(due), "plan": explain(query)}
        started = time.perf_counter()
        found["found"] = len(list(query))
        found["look"] = time.perf_counter() - started
        started = time.perf_counter()
        seen, found["rang"] = Statements.of(request_tasks.ring_clocks)
        found["all"] = time.perf_counter() - started
        found["statements"] = len(seen.asked)
        transaction.set_rollback(True)
    return found


def _columns_but_the_key() -> str:
    return ", ".join(f'"{field.column}"' for field in TicketClock._meta.fields if not field.primary_key)


def _finds(sql: str) -> bool:
    """The statement that asks which promises are due."""
    return "next_alarm_at" in sql and "ORDER BY" in sql and f"LIMIT {BATCH}" in sql


def _letters() -> dict:
    query = Letter.objects.due(timezone.now())[:20]
    started = time.perf_counter()
    list(query)
    return {"look": time.perf_counter() - started, "of": Letter.objects.count(), "plan": explain(query)}


def _first_search() -> float:
    """The first search of a process reads the rows for search; the next ones have them."""
    library.__init__()
    started = time.perf_counter()
    search("first", None, "en")
    return time.perf_counter() - started


def explain(query) -> str:
    return query.explain(analyze=True) if connection.vendor == "postgresql" else query.explain()
