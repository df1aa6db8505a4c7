"""The promises that are no page: forms sent, the sweep, a worker's memory and start, business time."""

from __future__ import annotations

import statistics

from tests.bench.promises import Verdict

MOST_STATEMENTS = 14
MOST_WAIT = 0.2
MOST_MEMORY, MOST_GROWTH = 90.0, 5.0
MOST_START = 1.2
MOST_WIRE = 60.0
LEAST_TIMES_PEER = 60
PLAN_OF_SWEEP, PLAN_OF_LETTERS = "promise_next_alarm", "letters_due"
PLAN_OF_CLOCKS = "ticketclock_next_alarm"


def act_verdicts(result: dict) -> list[Verdict]:
    """What one size says: the largest."""
    return [
        _submit("request sent", result["submit"]["request"]),
        _submit("escalation sent", result["submit"]["escalation"]),
        Verdict(
            "a form is sent while the broker hangs",
            f"waits {result['broker']:.2f} s for it",
            f"{MOST_WAIT:g} s",
            round(result["broker"], 2) <= MOST_WAIT,
        ),
        *_sweep(result["sweep"]),
        *_clocks(result["clocks"]),
        Verdict(
            "letters that are due",
            f"{result['letters']['look'] * 1000:.1f} ms among {result['letters']['of']:,}, "
            f"{_index(result['letters']['plan'], PLAN_OF_LETTERS)}",
            "by the partial index",
            PLAN_OF_LETTERS in result["letters"]["plan"],
        ),
        Verdict("first search of a process", f"{result['shelf'] * 1000:.0f} ms", "", None),
    ]


def _submit(what: str, sent: dict) -> Verdict:
    return Verdict(
        what,
        f"{sent['sql']} SQL (and {sent['words']} that begin and end transactions), "
        f"{statistics.median(sent['times']) * 1000:.1f} ms",
        f"{MOST_STATEMENTS} SQL",
        sent["sql"] <= MOST_STATEMENTS,
    )


def _sweep(sweep: dict) -> list[Verdict]:
    # One for each full thousand, and the one that comes back with less.
    most = sweep["due"] // 1000 + 1
    return [
        Verdict(
            f"sweep of clocks: find {sweep['due']:,} due of {sweep['of']:,}",
            f"{sweep['looks']} statements with the last one that finds none, {sweep['look'] * 1000:.1f} ms, "
            f"{sweep['found']:,} rows, {_index(sweep['plan'], PLAN_OF_SWEEP)}",
            "1 statement a 1,000, only due rows",
            sweep["looks"] <= most and sweep["found"] == sweep["due"] and PLAN_OF_SWEEP in sweep["plan"],
        ),
        Verdict(
            "the same with every alarm rung, letters written",
            f"{sweep['rang']:,} in {sweep['all']:.1f} s, {sweep['all'] / sweep['due'] * 1000:.1f} ms and "
            f"{sweep['statements'] / sweep['due']:.0f} SQL each",
            "",
            None,
        ),
    ]


def _clocks(sweep: dict) -> list[Verdict]:
    """Only of a database that is large enough to make a million of."""
    if not sweep:
        return []
    return [
        Verdict(
            f"sweep of requests' clocks: find {sweep['due']:,} due of {sweep['of']:,}",
            f"{sweep['look'] * 1000:.1f} ms, {sweep['found']:,} rows, "
            f"{_index(sweep['plan'], PLAN_OF_CLOCKS)}; with all of them rung {sweep['all'] * 1000:.0f} ms, "
            f"{sweep['statements'] / sweep['due']:.0f} SQL each",
            "100 ms, only the due ones",
            sweep["look"] <= 0.1 and sweep["found"] == sweep["due"] and PLAN_OF_CLOCKS in sweep["plan"],
        )
    ]


def _index(plan: str, name: str) -> str:
    return f"by `{name}`" if name in plan else "not by its index"


def server_verdicts(server: dict) -> list[Verdict]:
    growth = (server["after"] / server["warm"] - 1) * 100
    return [
        Verdict(
            f"memory of a web worker after {server['asked']:,} mixed requests",
            f"{server['after']:.0f} MiB, {growth:+.1f} % since the first {server['warm_after']:,}",
            f"{MOST_MEMORY:.0f} MiB, {MOST_GROWTH:+.0f} %",
            server["after"] <= MOST_MEMORY and growth <= MOST_GROWTH,
        ),
        Verdict(
            "start of the web process to its first answer",
            f"{server['start']:.2f} s",
            f"{MOST_START:g} s",
            round(server["start"], 2) <= MOST_START,
        ),
        Verdict(
            "first visit over the wire: home and all it needs, compressed",
            f"{server['wire'] / 1000:.1f} KB ({server['wire_parts']})",
            f"{MOST_WIRE:.0f} KB",
            server["wire"] / 1000 <= MOST_WIRE,
        ),
    ]


def time_verdict(additions: dict) -> Verdict:
    ratio = additions["ours"] / additions["peer"]
    return Verdict(
        "business time: additions a second",
        f"{additions['ours']:,.0f}, {ratio:.0f} × `businesstimedelta` ({additions['peer']:,.0f}), "
        f"{additions['agree']} of {additions['of']} the same",
        f"{LEAST_TIMES_PEER} ×",
        ratio >= LEAST_TIMES_PEER,
    )
