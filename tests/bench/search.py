"""How fast search answers among many articles: `python -m tests.bench.search [10000]`.

Invented words, spread as words of a language are. Processor time beside the clock, because the clock also
counts what else the machine does. `manage.py search_quality` measures sets of real questions.
"""

from __future__ import annotations

import os
import random
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from knowledgebase.querysets import VISITOR  # noqa: E402
from knowledgebase.search import search  # noqa: E402
from knowledgebase.search.filling import fill  # noqa: E402
from knowledgebase.search.quality import Text, percentile, with_typo  # noqa: E402
from knowledgebase.search.throwaway import throwaway_database  # noqa: E402
from tests.bench.words import Words  # noqa: E402

QUESTIONS = 500


def main(count: int) -> None:
    words = Words(1, 40_000)
    dice = random.Random(2)
    texts = [Text(str(number), "en", words.line(7), words.text(315)) for number in range(count)]
    questions = [words.text(dice.randint(2, 9)) for _question in range(QUESTIONS)]
    with throwaway_database():
        say(f"{count:,} articles", "loaded", [seconds(lambda: fill(texts))])
        say("first search", "shelves filled", [seconds(lambda: search("", VISITOR, "en"))])
        say(f"{QUESTIONS} questions", "as they are", [ask(question) for question in questions])
        say(f"{QUESTIONS} questions", "asked again", [ask(question) for question in questions])
        slips = [with_typo(question, "slip") for question in questions]
        say(f"{QUESTIONS} questions", "one typo each", [ask(slip) for slip in slips])


def ask(question: str) -> tuple[float, float]:
    return seconds(lambda: search(question, VISITOR, "en").hits)


def seconds(act) -> tuple[float, float]:
    """Of the processor, and by the clock."""
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return time.process_time() - processor, time.perf_counter() - clock


def say(what: str, how: str, measured: list[tuple[float, float]]) -> None:
    parts = [
        f"{name} p50 {percentile(times, 50):.2f} ms, p95 {percentile(times, 95):.2f} ms"
        for name, column in (("processor", 0), ("clock", 1))
        if (times := [row[column] * 1000 for row in measured])
    ]
    sys.stdout.write(f"{what}, {how}: {'; '.join(parts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
