"""Our promises of speed, each with its bar, held against what was measured."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

FLAT = {100_000: 1.10, 1_000_000: 1.25}
SEARCH_FLAT = 1.5
BARE_ROWS = 30  # of the bare list


@dataclass(frozen=True)
class Bar:
    """What one page may cost: so many times a bare page, so many statements, so much HTML."""

    words: str
    floor: str = ""
    times: float = 0.0
    sql: int | None = None
    kilobytes: int = 25
    ratio: float = 0.0  # over the smallest database, where it is not that of every page
    all_rows: bool = False  # a file: a row of it against a row of the bare list, by the same statements


_QUEUE = {"floor": "bare-list", "times": 3, "sql": 8, "kilobytes": 60}
_READ = {"floor": "bare-list", "times": 2, "sql": 3}
_MINE = {"floor": "bare-list", "times": 1.5, "sql": 6}
_CASE = {"floor": "bare-list", "times": 3}
_SEARCH = {"kilobytes": 60, "ratio": SEARCH_FLAT}
PAGES = {
    "article-cold": Bar("article, a visitor, not kept ready", "bare-article", 1.5, 2),
    "article-kept": Bar("article, a visitor, kept ready", "bare-bytes", 1.3, 0),
    "article-known": Bar("article, not changed since (304)", "bare-bytes", 1.3, 0),
    "home": Bar("home, a visitor", **_READ),
    "section": Bar("section, a visitor", **_READ),
    "search": Bar("search, a visitor", **_READ),
    "statuses": Bar("what the statuses mean, a visitor", sql=3),
    "severities": Bar("the four severities, a visitor", sql=3),
    "averages": Bar("how fast we are, a visitor", sql=3),
    "mine-many": Bar("my requests, the customer who has most", **_MINE),
    "mine-one": Bar("my requests, a customer who has one", **_MINE),
    "mine-closed": Bar("my requests, the closed ones", **_MINE),
    "mine-search": Bar("my requests, search", sql=6),
    "mine-file": Bar("my requests, as a file", "bare-list", 1, 6, all_rows=True),
    "home-customer": Bar("home, signed in"),
    "request": Bar("request page, customer", sql=8, **_CASE),
    "new": Bar("form of a new request", sql=8),
    "new-guided": Bar("guided form of a new request", sql=8),
    "resources": Bar("resource centre and request types", sql=8),
    "escalate": Bar("form of an escalation"),
    "passport": Bar("escalation page, customer"),
    "queue": Bar("queue of requests, agent", **_QUEUE),
    "queue-all": Bar("queue of requests, all open, team lead", **_QUEUE),
    "queue-filtered": Bar("queue of requests, by status, agent", **_QUEUE),
    "queue-nobody": Bar("queue of requests, nobody’s, team lead", **_QUEUE),
    "queue-closed": Bar("queue of requests, closed, team lead", **_QUEUE),
    "staff-search": Bar("search by staff, two rarer words", **_SEARCH),
    "staff-search-common": Bar("search by staff, a common word", **_SEARCH),
    "staff-search-team": Bar("search by staff, a common word, one team", **_SEARCH),
    "case": Bar("request page, staff", sql=12, **_CASE),
    "escalation-queue": Bar("queue of escalations", **_QUEUE),
    "escalation-queue-filtered": Bar("queue of escalations, two filters", **_QUEUE),
    "escalation-queue-closed": Bar("queue of escalations, ended", **_QUEUE),
    "escalation-case": Bar("escalation page, staff"),
    "escalation-report": Bar("reports on escalations"),
    "escalation-updates": Bar("promised updates of two weeks"),
    "opening-agent": Bar("opening page, agent", sql=8),
    "opening-team": Bar("opening page, Customer Resolutions", sql=8),
    "opening-manager": Bar("opening page, support manager", sql=8),
}
FLOORS = {"bare-article": "the bare article", "bare-list": "the bare list", "bare-bytes": "ready bytes"}


@dataclass
class Verdict:
    """One line: what was promised and what came out. kept is None where nothing is promised."""

    what: str
    measured: str
    promised: str
    kept: bool | None

    @property
    def words(self) -> str:
        return {True: "pass", False: "**miss**", None: ""}[self.kept]

    def __str__(self) -> str:
        return f"| {self.what} | {self.measured} | {self.promised} | {self.words} |"


@dataclass
class Measured:
    """One page at every size. Times are compared round by round, because both sides had the same moment."""

    bar: Bar
    by_size: dict[int, dict]
    floors: dict[int, list[float]] = field(default_factory=dict)

    def ms(self, size: int) -> float:
        return statistics.median(self.by_size[size]["times"]) * 1000

    @property
    def large(self) -> int:
        return max(self.by_size)

    def over_floor(self) -> float:
        times = self.by_size[self.large]["times"]
        return middle_ratio(times, self.floors[self.large])

    def over_small(self) -> float:
        return middle_ratio(self.by_size[self.large]["times"], self.by_size[min(self.by_size)]["times"])

    def sql(self) -> int:
        return max(row["sql"] for row in self.by_size.values())

    def kilobytes(self) -> float:
        return max(row["bytes"] for row in self.by_size.values()) / 1000

    def verdict_of_rows(self) -> Verdict:
        rows = self.by_size[self.large]["rows"]
        ratio, same = (
            self.over_floor() * BARE_ROWS / rows,
            len({row["sql"] for row in self.by_size.values()}) == 1,
        )
        measured = f"{self.ms(self.large):.2f} ms for {rows:,} rows, {ratio:.2f} × a row of the bare list"
        return Verdict(
            self.bar.words,
            f"{measured}, {self.sql()} SQL{'' if same else ', not the same at each size'}",
            f"{self.bar.times:g} × a row, {self.bar.sql} SQL, the same at each size",
            round(ratio, 2) <= self.bar.times and self.sql() <= self.bar.sql and same,
        )

    def verdict(self) -> Verdict:
        if self.bar.all_rows:
            return self.verdict_of_rows()
        bar, row = self.bar, self.by_size
        parts, promised, kept = [f"{self.ms(self.large):.2f} ms"], [], []
        if bar.floor:
            ratio = self.over_floor()
            parts.append(f"{ratio:.2f} × {FLOORS[bar.floor]}")
            promised.append(f"{bar.times:g} ×")
            kept.append(round(ratio, 2) <= bar.times)
        parts.append(f"{self.sql()} SQL")
        if bar.sql is not None:
            promised.append(f"{bar.sql} SQL")
            kept.append(self.sql() <= bar.sql)
        parts.append(f"{self.kilobytes():.1f} KB")
        promised.append(f"{bar.kilobytes} KB")
        kept.append(self.kilobytes() <= bar.kilobytes)
        if len(row) > 1:
            limit = bar.ratio or FLAT.get(self.large, 0)
            parts.append(f"{self.over_small():.2f} × at {min(row):,}")
            if limit:
                promised.append(f"{limit:.2f} ×")
                kept.append(round(self.over_small(), 2) <= limit)
        return Verdict(bar.words, ", ".join(parts), ", ".join(promised), all(kept))


def middle_ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def page_verdicts(results: dict[int, dict]) -> list[Verdict]:
    large = max(results)
    lines = [
        Verdict(
            f"{words} (the measure)",
            f"{statistics.median(results[large]['pages'][key]['times']) * 1000:.2f} ms",
            "",
            None,
        )
        for key, words in FLOORS.items()
    ]
    for key, bar in PAGES.items():
        if key not in results[large]["pages"]:
            lines.append(Verdict(bar.words, "not there yet", "", None))
            continue
        by_size = {size: result["pages"][key] for size, result in results.items()}
        floors = {size: result["pages"][bar.floor]["times"] for size, result in results.items() if bar.floor}
        lines.append(Measured(bar, by_size, floors).verdict())
    return lines
