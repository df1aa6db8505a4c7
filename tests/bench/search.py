"""How well and how fast search answers: `python -m tests.bench.search FOLDER` or `… --synthetic 10000`.

FOLDER has articles.jsonl (id, lang, title, body), queries.jsonl (id, lang, text, oos) and qrels.tsv (query,
article, grade). The run is written to RUN.tsv of the present folder: query, article, rank from 1. `--asked`
takes the lines of the bodies as past wordings. The data goes into a database of its own that is thrown away.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from knowledgebase.models import Article, Category, Section, Translation  # noqa: E402
from knowledgebase.search import search, suggest  # noqa: E402


def fill(texts) -> dict[int, str]:
    """Article number to the id of the data."""
    category = Category.objects.create(slug="data", name_en="Data")
    section = Section.objects.create(slug="data", name_en="Data", category=category)
    ids = {}
    for number, text in enumerate(texts, 1):
        article = Article.objects.create(
            key=f"a{number}", section=section, audience="public", state="published"
        )
        Translation.objects.create(article=article, **{key: text[key] for key in text if key != "id"})
        ids[article.pk] = text["id"]
    return ids


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answer(folder: Path, ids: dict[int, str]) -> tuple[dict[str, list[str]], list[float]]:
    run, times = {}, []
    for query in lines(folder / "queries.jsonl"):
        started = time.process_time()
        results = search(query["text"], None, query["lang"], 10, 0)
        times.append(time.process_time() - started)
        run[query["id"]] = [ids[hit.number] for hit in results]
    return run, times


def gain(folder: Path, run: dict[str, list[str]]) -> float:
    """nDCG@10."""
    right = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, article, grade = line.split("\t")[:3]
        if float(grade) > 0:
            right[query].add(article)
    total = 0.0
    for query, articles in right.items():
        got = sum(1 / math.log2(place + 2) for place, hit in enumerate(run.get(query, [])) if hit in articles)
        total += got / sum(1 / math.log2(place + 2) for place in range(min(10, len(articles))))
    return total / len(right)


def suggestions(folder: Path) -> str:
    """How often something is suggested: for questions that have an answer, and for those that have none."""
    count = {False: [0, 0], True: [0, 0]}
    for query in lines(folder / "queries.jsonl"):
        row = count[bool(query.get("oos"))]
        row[0] += bool(suggest(query["text"], None, query["lang"]))
        row[1] += 1
    return ", ".join(f"{'out of' if oos else 'in'} scope {n}/{of}" for oos, (n, of) in count.items() if of)


def synthetic(count: int) -> tuple[list[dict], list[str]]:
    """Articles of invented words, spread as words of a language are: a few often, most rarely."""
    dice = random.Random(1)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "in")]
    words = list({"".join(dice.choices(syllables, k=dice.randint(2, 4))) for _ in range(40_000)})
    weights = [1 / (rank + 10) for rank in range(len(words))]

    def text(size):
        return " ".join(dice.choices(words, weights, k=size))

    texts = [
        {"id": str(n), "language": "en", "title": text(7), "summary": text(15), "body": text(300)}
        for n in range(count)
    ]
    questions = [text(dice.randint(2, 9)) for _ in range(500)]
    return texts, questions


def speed(times: list[float]) -> str:
    cuts = statistics.quantiles((seconds * 1000 for seconds in times), n=100)
    return (
        f"processor time: median {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, longest {max(times) * 1000:.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--asked", action="store_true")
    parser.add_argument("--synthetic", type=int, default=10_000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        if options.folder:
            field = "asked" if options.asked else "body"
            texts = [
                {"id": row["id"], "language": row["lang"], "title": row["title"][:200], field: row["body"]}
                for row in lines(options.folder / "articles.jsonl")
            ]
            ids = fill(texts)
        else:
            texts, questions = synthetic(options.synthetic)
            ids = fill(texts)
    started = time.process_time()
    search("warm", None, "en")
    say = sys.stdout.write
    say(f"{len(ids)} articles, shelves filled in {time.process_time() - started:.2f} s\n")
    if options.folder:
        run, times = answer(options.folder, ids)
        rows = [f"{query}\t{hit}\t{n}" for query, hits in run.items() for n, hit in enumerate(hits, 1)]
        Path("RUN.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        say(f"nDCG@10 {gain(options.folder, run):.4f}; suggested: {suggestions(options.folder)}\n")
    else:
        times = []
        for question in questions:
            started = time.process_time()
            search(question, None, "en")
            times.append(time.process_time() - started)
    say(f"{speed(times)}\n")
    transaction.get_connection().close()


if __name__ == "__main__":
    main()
