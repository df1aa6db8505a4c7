"""A real web process on the largest database: its start, its memory after many requests, the first visit."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402

from tests.bench import pages  # noqa: E402
from tests.bench.measuring import Browser, Page  # noqa: E402

ASKED, WARM_AFTER = 10_000, 1_000
STARTS = 5
READERS = 2
# Both as in the Procfile, with one worker so that all requests meet in it.
MEMORY = {"MALLOC_ARENA_MAX": "1"}
GUNICORN = ["gunicorn", "portal.wsgi", "--threads", "4", "--preload", "--access-logfile", "/dev/null"]
_LINK = re.compile(r'(?:href|src)="(/static/[^"#?]+)')
_INNER = re.compile(r"url\([\"']?([^\"')]+)")


def main() -> None:
    home = _home()
    asks = _mixed()
    connection.close()
    started = [_start(home) for _ in range(STARTS)]
    wire, parts = _first_visit(home)
    warm, after = _memory(asks)
    report = {
        "start": statistics.median(started),
        "wire": wire,
        "wire_parts": parts,
        "asked": ASKED,
        "warm_after": WARM_AFTER,
        "warm": warm,
        "after": after,
    }
    sys.stdout.write(f"{json.dumps(report)}\n")


def _home() -> str:
    try:
        return reverse("knowledgebase:home")
    except NoReverseMatch:
        return reverse("account_login")


@contextlib.contextmanager
def _server(workers: int) -> Iterator[tuple[subprocess.Popen, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *GUNICORN, "--workers", str(workers), "--bind", f"127.0.0.1:{port}"]
    env = os.environ | MEMORY | {"BENCH_URLS": "portal.urls"}
    process = subprocess.Popen([*command, "--log-level", "error"], env=env)
    try:
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _start(home: str) -> float:
    """From the command, with the two workers of the Procfile, to the first page."""
    began = time.perf_counter()
    with _server(2) as (_process, port):
        _first_answer(port, home)
        return time.perf_counter() - began


def _first_answer(port: int, path: str) -> bytes:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            return _get(http.client.HTTPConnection("127.0.0.1", port, timeout=30), path, {})
        time.sleep(0.01)
    raise SystemExit("The server did not start.")


def _get(connection: http.client.HTTPConnection, path: str, headers: dict) -> bytes:
    connection.request("GET", path, headers={"Host": "localhost", **headers})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status not in (200, 304):
        raise SystemExit(f"{path} answered {answer.status}")
    return body


def _mixed() -> list[tuple[str, dict]]:
    """Every kind of page by turns and by chance; visitors read all articles, staff search for all words."""
    browser, dice = Browser(), random.Random(6)
    kinds = [page for page in pages.every() if not page.key.startswith("bare")]
    visitors = [page for page in kinds if page.user is None]
    asks = []
    for _ in range(ASKED):
        often = visitors if visitors and dice.random() < 0.5 else kinds
        asks.append(_ask(browser, dice.choice(often), dice))
    return asks


def _ask(browser: Browser, page: Page, dice: random.Random) -> tuple[str, dict]:
    path = dice.choice(page.paths)
    if "?q=" in path and page.user is None:
        path = f"{path.partition('?')[0]}?{urlencode({'q': pages.question(dice)})}"
    elif page.key == "article-cold":
        path = dice.choice(pages.articles())
    return path, {"Cookie": browser.cookie(page.user)} if page.user else {}


def _memory(asks: list[tuple[str, dict]]) -> tuple[float, float]:
    """MiB of the one worker after it is warm, and at the end."""
    with _server(1) as (process, port):
        _first_answer(port, asks[0][0] if not asks[0][1] else "/healthz")
        worker = _child(process.pid)
        _read(port, asks[:WARM_AFTER])
        warm = _mebibytes(worker)
        _read(port, asks[WARM_AFTER:])
        return warm, _mebibytes(worker)


def _read(port: int, asks: list[tuple[str, dict]]) -> None:
    failed: list[BaseException] = []

    def reader(share: list) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            for path, headers in share:
                _get(line, path, headers)
        except BaseException as error:  # noqa: BLE001 - told to the main thread, which stops
            failed.append(error)

    threads = [threading.Thread(target=reader, args=[asks[n::READERS]]) for n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _child(pid: int) -> int:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    )
    return int(found.stdout.split()[0])


def _mebibytes(pid: int) -> float:
    found = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(found.stdout) / 1024


def _first_visit(home: str) -> tuple[int, str]:
    """The page as this process sends it, and the smallest form of every static file that it names."""
    with _server(1) as (_process, port):
        body = _first_answer(port, home)
    sizes = {"page": len(body)}
    todo = list(dict.fromkeys(_LINK.findall(body.decode())))
    seen = set(todo)
    while todo:
        url = todo.pop()
        name = url.removeprefix(settings.STATIC_URL)
        sizes[name] = _sent(name)
        if name.endswith(".css"):
            folder = url.rpartition("/")[0]
            inner = {
                f"{folder}/{found}" for found in _INNER.findall(_text(name)) if not found.startswith("data:")
            }
            todo += sorted(inner - seen)
            seen |= inner
    parts = ", ".join(f"{_plain(name)} {size / 1000:.1f}" for name, size in sizes.items())
    return sum(sizes.values()), parts


def _sent(name: str) -> int:
    """As a browser of today gets it."""
    forms = [staticfiles_storage.path(f"{name}{end}") for end in (".br", ".gz", "")]
    return min(os.path.getsize(path) for path in forms if os.path.exists(path))


def _text(name: str) -> str:
    with open(staticfiles_storage.path(name), encoding="utf-8") as file:
        return file.read()


def _plain(name: str) -> str:
    """Without the hash of its content."""
    return re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name.rpartition("/")[2])


if __name__ == "__main__":
    main()
