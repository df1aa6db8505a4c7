"""The database of one size: made when it is not there or its tables have changed, used again otherwise."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from psycopg import sql

from tests.bench import content, data

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


def prepare(size: int) -> None:
    stamp = _stamp(size)
    if _stamp_of_database() != stamp:
        _say(f"{size:,} requests: building the database once; a later run uses it again")
        drop()
        _create()
        call_command("migrate", verbosity=0)
        _fill(size)
        _settle()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_stamp (stamp varchar(64))")
            cursor.execute("INSERT INTO bench_stamp VALUES (%s)", [stamp])
    # Compressed and named by content, as in production.
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)


def drop() -> None:
    """Forget the database and the folder."""
    connection.close()
    if connection.vendor == "postgresql":
        with _maintenance() as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(_name()))
    else:
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


def _create() -> None:
    if connection.vendor == "postgresql":
        with _maintenance() as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(_name()))
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)


def _name() -> sql.Identifier:
    return sql.Identifier(urlsplit(os.environ["DATABASE_URL"]).path.lstrip("/"))


def _maintenance() -> psycopg.Connection:
    """To the database that DATABASE_URL names, from which the others are made."""
    return psycopg.connect(os.environ["BENCH_MAINTENANCE"], autocommit=True)


def _fill(size: int) -> None:
    steps = (
        ("people", lambda: users.extend(data.people(size))),
        ("requests", lambda: data.Requests(size, users).write()),
        ("articles", content.articles),
        ("escalations", lambda: content.escalations(size)),
        ("letters", lambda: content.letters(size)),
    )
    users: list = []
    for name, write in steps:
        _say(f"  {name}")
        write()


def _settle() -> None:
    """What a database that has run for a while has: statistics, a swept table, counters that go on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('tickets_ticket', 'id'), max(id)) FROM tickets_ticket"
            )
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _stamp(size: int) -> str:
    """Another one when the tables, the rows or the size are others."""
    seen = hashlib.sha256(str(size).encode())
    own = [
        Path(app.path) / "migrations" for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT)
    ]
    files = [file for folder in own if "site-packages" not in str(folder) for file in folder.glob("*.py")]
    kept = ROOT / "knowledgebase" / "packing.py"
    for file in sorted([*files, kept, *(HERE / name for name in ("data.py", "content.py", "words.py"))]):
        seen.update(file.read_bytes())
    return seen.hexdigest()


def _stamp_of_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT stamp FROM bench_stamp")
            return cursor.fetchone()[0]
    except DatabaseError:
        return ""
    finally:
        connection.close()


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
