"""Business time by itself: `python -m tests.bench.businesstime`. Ours beside the peer, short beside long."""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime, timedelta

import holidays

from portal.businesstime.arithmetic import WorkingCalendar
from tests.bench.peer import YEARS, ZONE, compare

ROUNDS, ADDITIONS = 7, 20_000
ONE_MINUTE, TEN_THOUSAND_HOURS = 1, 600_000


def lengths() -> dict[int, float]:
    """Additions a second of a minute and of ten thousand hours, in turns; the best round of each counts."""
    dice, first = random.Random(5), datetime(2026, 1, 1, tzinfo=UTC)
    starts = [first + timedelta(seconds=dice.randrange(3 * 365 * 86400)) for _ in range(ADDITIONS)]
    days_off = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)
    calendar = WorkingCalendar(ZONE, (((525, 1035),),) * 5 + ((), ()), list(days_off))
    best = {ONE_MINUTE: 0.0, TEN_THOUSAND_HOURS: 0.0}
    for _round in range(ROUNDS):
        for minutes in best:
            began = time.perf_counter()
            for start in starts:
                calendar.add_minutes(start, minutes)
            best[minutes] = max(best[minutes], ADDITIONS / (time.perf_counter() - began))
    return best


def main() -> None:
    found, best = compare(), lengths()
    short, long = best[ONE_MINUTE], best[TEN_THOUSAND_HOURS]
    lines = [
        f"one working day: {found['ours']:,.0f} a second, businesstimedelta {found['peer']:,.0f}",
        f"ratio: {found['ours'] / found['peer']:.0f}, the same {found['agree']} of {found['of']} times",
        f"one minute: {short:,.0f} a second; 10,000 hours: {long:,.0f}, {short / long:.2f} times as long",
    ]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
