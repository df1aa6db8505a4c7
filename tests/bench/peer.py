"""Business time: our additions a second beside those of `businesstimedelta`, the only peer that is right."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as wall

import businesstimedelta
import holidays
import pytz

from portal.businesstime.arithmetic import WorkingCalendar

ZONE = "Europe/London"
YEARS = range(2026, 2030)
ROUNDS, OURS, PEERS = 5, 20_000, 200


def compare() -> dict:
    """One working day added to moments of four years; the two in turns, the best round of each counts."""
    dice, first = random.Random(5), datetime(2026, 1, 1, tzinfo=UTC)
    starts = [first + timedelta(minutes=dice.randrange(3 * 365 * 24 * 60)) for _ in range(OURS)]
    days_off = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)
    ours = WorkingCalendar(ZONE, (((525, 1035),),) * 5 + ((), ()), list(days_off))
    theirs = _peer(days_off)
    some = starts[:PEERS]
    agree = sum(ours.add_days(at, 1) == theirs(at) for at in some)
    rates: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(ROUNDS):
        rates["ours"].append(_rate(lambda at: ours.add_days(at, 1), starts))
        rates["peer"].append(_rate(theirs, some))
    return {"ours": max(rates["ours"]), "peer": max(rates["peer"]), "agree": agree, "of": len(some)}


def _peer(days_off) -> Callable[[datetime], datetime]:
    zone = pytz.timezone(ZONE)
    hours = businesstimedelta.WorkDayRule(
        start_time=wall(8, 45), end_time=wall(17, 15), working_days=[0, 1, 2, 3, 4], tz=zone
    )
    rules = businesstimedelta.Rules([hours, businesstimedelta.HolidayRule(days_off, tz=zone)])
    day = businesstimedelta.BusinessTimeDelta(rules, hours=8, seconds=30 * 60)
    return lambda at: at + day


def _rate(add: Callable, starts: list[datetime]) -> float:
    began = time.perf_counter()
    for at in starts:
        add(at)
    return len(starts) / (time.perf_counter() - began)
