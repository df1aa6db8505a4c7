"""`manage.py search_quality FOLDER --run OUT.tsv`: how well, and how fast, search answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.models import Sum
from django.db.models.functions import Length

from knowledgebase.models import Article, IndexRow
from knowledgebase.querysets import VISITOR
from knowledgebase.search import SURE_ENOUGH, quality, search, sureness
from knowledgebase.search.filling import fill
from knowledgebase.search.quality import QualitySet, Query
from knowledgebase.search.throwaway import throwaway_database


class Command(BaseCommand):
    help = (
        "Loads articles.jsonl and asks queries.jsonl of FOLDER in a throwaway database of the kind in use, "
        "as the page of search does. Prints times, the size of the index, nDCG@10 where qrels.tsv is there, "
        "and how often something is suggested."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--run", type=Path, help="write query, article, rank with tabs between")
        parser.add_argument("--typo", action="store_true", help="one slip in a longer word of every query")
        parser.add_argument("--no-accents", action="store_true", help="queries typed without accents")

    def handle(self, *args, folder: Path, run: Path | None, typo: bool, no_accents: bool, **options):
        if run and not run.parent.is_dir():
            raise CommandError(f"{run.parent} is not a folder.")
        try:
            measured = quality.read(folder)
            with throwaway_database():
                found = self.measure(measured, _way_of_asking(typo, no_accents))
        except quality.Refused as refused:
            raise CommandError(str(refused)) from refused
        except DatabaseError as error:
            raise CommandError(f"The throwaway database: {error}") from error
        if run:
            run.write_text(_tsv(found), encoding="utf-8")

    def measure(self, measured: QualitySet, typed: Callable[[Query], str]) -> dict[str, list[str]]:
        """Query to the articles found, best first."""
        started = time.perf_counter()
        ids = self.load(measured)
        self.say(f"{len(ids):,} articles loaded in {time.perf_counter() - started:.1f} s")
        started, before = time.perf_counter(), _memory()
        for language in {query.language for query in measured.queries}:
            search("", VISITOR, language)
        self.say(f"shelves filled in {time.perf_counter() - started:.2f} s")
        found, times = {}, []
        for query in measured.queries:
            text, started = typed(query), time.perf_counter()
            hits = search(text, VISITOR, query.language, quality.DEPTH).hits
            times.append((time.perf_counter() - started) * 1000)
            found[query.id] = [ids[hit.number] for hit in hits]
        p50, p95 = quality.percentile(times, 50), quality.percentile(times, 95)
        self.say(f"{len(times):,} queries: p50 {p50:.2f} ms, p95 {p95:.2f} ms, longest {max(times):.2f} ms")
        rows = IndexRow.objects.aggregate(size=Sum(Length("packed")))["size"] or 0
        memory = f", {(_memory() - before) / 2**20:.1f} MiB more memory" if before else ""
        self.say(f"index size: {rows / 2**20:.2f} MiB in the database{memory}")
        if measured.right:
            self.say(f"nDCG@10 {quality.gain(found, measured.right):.4f} ({len(measured.right):,} queries)")
        for line in _suggested(measured.queries, typed):
            self.say(line)
        return found

    def load(self, measured: QualitySet) -> dict[int, str]:
        Article.objects.all().delete()  # whatever a new installation comes with
        return fill(measured.articles)

    def say(self, line: str) -> None:
        self.stdout.write(line)


def _way_of_asking(typo: bool, no_accents: bool) -> Callable[[Query], str]:
    def typed(query: Query) -> str:
        text = quality.without_accents(query.text) if no_accents else query.text
        return quality.with_typo(text, query.id) if typo else text

    return typed


def _suggested(queries: list[Query], typed: Callable[[Query], str]) -> list[str]:
    """How many get a suggestion: of those that have an answer, and of those that have none; by the floor."""
    sure = [(query.is_out_of_scope, sureness(typed(query), VISITOR, query.language)) for query in queries]
    lines = []
    for floor in sorted({SURE_ENOUGH, 0.15, 0.2, 0.3, 0.35}):
        parts = []
        for name, out_of_scope in (("in scope", False), ("out of scope", True)):
            if some := [value for out, value in sure if out == out_of_scope]:
                shown = sum(value >= floor for value in some)
                parts.append(f"{100 * shown / len(some):.1f} % of {len(some):,} {name}")
        ours = " (ours)" if floor == SURE_ENOUGH else ""
        lines.append(f"suggestions shown from {floor:.2f}{ours}: {', '.join(parts)}")
    return lines


def _tsv(found: dict[str, list[str]]) -> str:
    return "".join(
        f"{query}\t{article}\t{rank}\n"
        for query, hits in found.items()
        for rank, article in enumerate(hits, 1)
    )


def _memory() -> int:
    """What this process holds in memory, in bytes; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * 4096
