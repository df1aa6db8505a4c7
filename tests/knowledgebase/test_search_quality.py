"""`manage.py search_quality`: a set of questions with known answers, in a database that goes away."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from knowledgebase.models import IndexRow, Translation
from knowledgebase.search import quality
from knowledgebase.search.filling import fill
from knowledgebase.search.quality import Refused, Text

ARTICLES = [
    {"id": "number", "lang": "en", "title": "An invoice number is missing", "body": "Open **the history**."},
    {"id": "bank", "lang": "en", "title": "Connect your bank", "body": "Choose the accounts to show."},
    {"id": "numéro", "lang": "fr", "title": "Un numéro de facture manque", "body": "Ouvrez l’historique."},
]
QUERIES = [
    {"id": "q1", "lang": "en", "text": "missing invoice numbers"},
    {"id": "q2", "lang": "fr", "text": "numéro de facture manquant"},
    {"id": "q3", "lang": "en", "text": "the coffee machine leaks since tuesday", "oos": True},
]


def lines(rows) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "set"
    made.mkdir()
    (made / "articles.jsonl").write_text(lines(ARTICLES), encoding="utf-8")
    (made / "queries.jsonl").write_text(f"\n{lines(QUERIES)}\n", encoding="utf-8")
    (made / "qrels.tsv").write_text("q1\tnumber\t1\nq1\tbank\t0\nq2\tnuméro\t2\n", encoding="utf-8")
    return made


class TestReading:
    def test_a_set_is_articles_questions_and_what_is_right(self, folder):
        found = quality.read(folder)
        assert [article.id for article in found.articles] == ["number", "bank", "numéro"]
        assert [query.is_out_of_scope for query in found.queries] == [False, False, True]
        assert found.right == {"q1": {"number"}, "q2": {"numéro"}}

    def test_without_answers_it_is_still_a_set(self, folder):
        (folder / "qrels.tsv").unlink()
        assert quality.read(folder).right == {}

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [
            ("articles.jsonl", '{"id": "a"', r"articles.jsonl, line 1: .*column"),
            ("articles.jsonl", "[1]", "line 1: not an object"),
            ("articles.jsonl", '{"lang": "en", "title": "x"}', "line 1: id is missing"),
            ("articles.jsonl", '{"id": "a\\tb", "lang": "en"}', "without tabs"),
            ("articles.jsonl", '{"id": "a", "lang": "tlh"}', "lang is one of en, fr"),
            ("articles.jsonl", '{"id": "a", "lang": "en", "title": 3}', "title is no text"),
            ("articles.jsonl", '{"id": "a", "lang": "en"}\n\n{"id": "a", "lang": "en"}', "line 3: a stands"),
            ("articles.jsonl", "\n", "articles.jsonl is empty"),
            (
                "queries.jsonl",
                '{"id": "q", "lang": "en", "text": []}',
                "queries.jsonl, line 1: text is no text",
            ),
            ("qrels.tsv", "q1 number 1", "qrels.tsv, line 1: not “query, article, grade”"),
            ("qrels.tsv", "q1\tnumber\tgood", "qrels.tsv, line 1"),
        ],
    )
    def test_what_cannot_be_understood_is_said_with_its_place(self, folder, name, text, said):
        (folder / name).write_text(text, encoding="utf-8")
        with pytest.raises(Refused, match=said):
            quality.read(folder)

    def test_missing_files_and_other_bytes_are_named(self, folder):
        (folder / "queries.jsonl").write_bytes(b"\xff\xfe")
        with pytest.raises(Refused, match="not UTF-8"):
            quality.read(folder)
        (folder / "queries.jsonl").unlink()
        with pytest.raises(Refused, match=r"queries.jsonl: No such file"):
            quality.read(folder)
        with pytest.raises(Refused, match="not a folder"):
            quality.read(folder / "none")


class TestCounting:
    def test_right_articles_first_are_worth_one_and_none_are_worth_nothing(self):
        right = {"q": {"a", "b"}}
        assert quality.gain({"q": ["b", "a", "c"]}, right) == 1
        assert quality.gain({"q": ["c"]}, right) == quality.gain({}, right) == 0

    def test_later_places_are_worth_less(self):
        right = {"q": {"a"}, "r": {"b"}}
        assert quality.gain({"q": ["x", "a"], "r": ["b"]}, right) == pytest.approx((0.6309 + 1) / 2, abs=1e-4)
        assert quality.gain({"q": [*"0123456789", "a"]}, {"q": {"a"}}) == 0

    def test_percentiles_are_values_that_were_measured(self):
        assert quality.percentile([3, 1, 2, 4], 50) == 2
        assert quality.percentile([3, 1, 2, 4], 95) == 4
        assert quality.percentile([7], 50) == 7


class TestOtherWaysOfAsking:
    MEANT = "Why is my invoice not in sequence"

    def test_a_typo_changes_one_longer_word_and_is_the_same_every_time(self):
        for key in range(50):
            text = quality.with_typo(self.MEANT, str(key))
            assert text == quality.with_typo(self.MEANT, str(key))
            typed = zip(text.split(" "), self.MEANT.split(" "), strict=True)
            wrong = [(word, meant) for word, meant in typed if word != meant]
            assert len(wrong) <= 1  # two equal letters may change places
            assert all(a[0] == b[0] and b in ("invoice", "sequence") for a, b in wrong)

    def test_short_words_are_left_alone(self):
        assert quality.with_typo("to be or not", "q") == "to be or not"

    def test_accents_and_ligatures_go(self):
        assert quality.without_accents("Où crée-t-on l’Œuvre, ça ?") == "Ou cree-t-on l’OEuvre, ca ?"


@pytest.mark.django_db
class TestFilling:
    def test_the_rows_for_search_are_those_that_saving_writes(self):
        long = "word " * 60
        texts = [
            Text("a", "en", "An *invoice*", "Read [the terms](https://client.example/terms), `code` & more."),
            Text("b", "fr", "L’œuvre", "Un **numéro**"),
            Text("c", "en", long, "The end"),
        ]
        ids = fill(texts)
        assert sorted(ids.values()) == ["a", "b", "c"]
        call_command("kb_reindex", check=True)
        filled = dict(IndexRow.objects.values_list("translation_id", "digest"))
        for translation in Translation.objects.all():
            translation.save()
        assert dict(IndexRow.objects.values_list("translation_id", "digest")) == filled

    def test_what_a_title_has_no_room_for_is_read_with_the_text(self):
        fill([Text("a", "en", "word " * 60 + "umbrella", "The end")])
        stored = Translation.objects.get()
        assert len(stored.title) <= 200
        assert "umbrella" in stored.body_html and "The end" in stored.body_html


# --- the command, in a process of its own -----------------------------------------------------------------


@pytest.fixture
def start(tmp_path):
    """Starts the command; throwaway files would appear in `tmp_path / "throwaway"`."""
    (tmp_path / "throwaway").mkdir()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "CLEARWAY_DATA": str(tmp_path / "data"),
        "TMPDIR": str(tmp_path / "throwaway"),
        "DEBUG": "1",  # of a production start only the database is wanted here
    }
    started = []

    def run(*args):
        command = [sys.executable, "manage.py", "search_quality", *map(str, args)]
        started.append(
            subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=env,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        return started[-1]

    yield run
    for each in started:
        each.kill()
        each.wait()


def throwaways(tmp_path: Path, process: subprocess.Popen) -> set[str]:
    """Those of this process that are there now; another suite may have its own on the same server."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
                [f"search_quality_{process.pid}_"],
            )
            return {name for (name,) in cursor.fetchall()}
    return {path.name for path in (tmp_path / "throwaway").rglob("*.sqlite3")}


@pytest.mark.django_db
@pytest.mark.xdist_group("throwaway")
class TestCommand:
    def test_it_writes_the_run_says_the_measures_and_leaves_nothing(self, start, folder, tmp_path):
        out, err = (process := start(folder, "--run", tmp_path / "run.tsv")).communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
        rows = [line.split("\t") for line in (tmp_path / "run.tsv").read_text(encoding="utf-8").splitlines()]
        assert ["q1", "number", "1"] in rows and ["q2", "numéro", "1"] in rows
        assert "3 articles loaded" in out and "nDCG@10 1.0000 (2 queries)" in out
        assert "p50" in out and "p95" in out and "index size: " in out
        assert "(ours): 100.0 % of 2 in scope, 0.0 % of 1 out of scope" in out
        assert throwaways(tmp_path, process) == set()

    def test_a_set_that_is_refused_makes_no_database(self, start, folder, tmp_path):
        (folder / "queries.jsonl").write_text("nonsense", encoding="utf-8")
        _out, err = (process := start(folder, "--typo", "--no-accents")).communicate(timeout=120)
        assert process.returncode == 1
        assert err.strip().startswith("CommandError: queries.jsonl, line 1")
        assert not (tmp_path / "data" / "clearway.sqlite3").exists()

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
    def test_stopped_in_the_middle_it_removes_the_database(self, start, folder, tmp_path, how):
        many = [{"id": n, "lang": "en", "title": f"Title {n}", "body": "word " * 200} for n in range(20_000)]
        (folder / "articles.jsonl").write_text(lines(many), encoding="utf-8")
        process = start(folder)
        end = time.monotonic() + 60
        while not throwaways(tmp_path, process) and time.monotonic() < end:
            time.sleep(0.05)
        assert throwaways(tmp_path, process)
        process.send_signal(how)
        said = process.communicate(timeout=60)
        assert throwaways(tmp_path, process) == set()
        assert (process.returncode, *said) == (128 + how, "", "Stopped. The throwaway database is removed.\n")
