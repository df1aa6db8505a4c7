"""`make bench`: build the rows, measure every promise of speed, print the table with pass or miss.

make bench                              1,000 and 100,000 requests on SQLite
make bench ARGS="--sizes 1000 1000000"  others, on demand
DATABASE_URL=postgres://… make bench    on PostgreSQL, in databases of their own
make bench ARGS=--write                 also into docs/speed-….md
make bench ARGS=--forget                drop those databases and folders
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django

from tests.bench import limits, peer
from tests.bench.promises import Verdict, page_verdicts

ROOT = Path(__file__).resolve().parents[2]
HEAD = ["| What | Measured | At most | |", "|---|---|---|---|"]


class Side:
    """The process that measures one size, on a database of its own."""

    def __init__(self, size: int):
        self.size, self.env = size, _environment(size)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.run", str(size)],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, command: str):
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()
        if not (line := self.process.stdout.readline()):
            raise SystemExit(f"Measuring {self.size:,} requests ended early ({self.process.wait()}).")
        return json.loads(line)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def main() -> None:
    options = _options()
    sizes = sorted(options.sizes)
    sides = [Side(size) for size in sizes]
    if options.forget:
        for side in sides:
            side.do("forget")
            side.end()
        return
    for side in sides:
        side.do("prepare")
    for _ in range(options.rounds):
        for side in sides:
            side.do("round")
    results = {side.size: side.do("finish") for side in sides}
    for side in sides:
        side.end()
    lines = page_verdicts(results) + limits.act_verdicts(results[sizes[-1]])
    if not options.pages:
        lines += [*limits.server_verdicts(_serve(sides[-1].env)), limits.time_verdict(peer.compare())]
    _show(lines, sizes, options)
    if options.keep:
        Path(options.keep).write_text(json.dumps(results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="write docs/speed-….md")
    parser.add_argument("--pages", action="store_true", help="no server, no business time")
    parser.add_argument("--keep", metavar="FILE", help="all that was measured, with every statement, as JSON")
    parser.add_argument("--forget", action="store_true", help="drop what was built")
    return parser.parse_args()


def _environment(size: int) -> dict[str, str]:
    env = os.environ | {
        "CLEARWAY_DATA": str(ROOT / "var" / f"bench-{size}"),
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }
    if address := os.environ.get("DATABASE_URL"):
        parts = urlsplit(address)
        env["DATABASE_URL"] = urlunsplit(parts._replace(path=f"{parts.path}_bench_{size}"))
        env["BENCH_MAINTENANCE"] = address
    return env


def _serve(env: dict[str, str]) -> dict:
    """Memory, start and weight of a real server, on the largest database."""
    command = [sys.executable, "-m", "tests.bench.serving"]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _show(lines: list[Verdict], sizes: list[int], options) -> None:
    text = "\n".join([*HEAD, *map(str, lines)])
    missed = [line.what for line in lines if line.kept is False]
    end = f"Missed: {'; '.join(missed)}." if missed else "Every promise is kept."
    sys.stdout.write(f"{text}\n\n{end}\n")
    if options.write:
        database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
        path = ROOT / "docs" / f"speed-{database.lower()}.md"
        path.write_text(f"{_heading(database, sizes, options.rounds)}\n{text}\n\n{end}\n")


def _heading(database: str, sizes: list[int], rounds: int) -> str:
    return f"""# Speed, as measured on {database}

The last full run of `make bench`: {" and ".join(f"{size:,}" for size in sizes)} requests with three messages
each, 2,000 articles, {os.cpu_count()} cores ({platform.machine()}) shared with other work,
Python {platform.python_version()}, Django {django.get_version()}.

Each page is asked {rounds} times at each size, in turns with the bare pages and with the other size, in one
process a size, through every middleware; the middle of the ratios round by round is shown. A bare page is a
Django view that does nothing else: the article is one row in a template of 19 KB, the list 30 rows with a
link and two dates. Times are of this machine; only the ratios travel. Statements include session and user;
those that begin and end transactions are not counted. Staff have a second factor, as in production.
Milliseconds are at the largest size.
"""


if __name__ == "__main__":
    main()
