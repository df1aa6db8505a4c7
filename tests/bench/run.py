"""One size, in a process of its own: does what the command on its standard input says, a line each.

Two sizes are measured in turns, a round here and a round there, so that both have the same machine.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from tests.bench import acts, building, pages  # noqa: E402
from tests.bench.measuring import WARM_UP, Browser, look, measure_round  # noqa: E402


class Bench:
    def __init__(self, size: int):
        self.size = size

    def prepare(self) -> None:
        building.prepare(self.size)
        self.browser = Browser()
        self.pages = pages.every()
        self.statements = {page.key: look(self.browser, page) for page in self.pages}
        for _ in range(WARM_UP):
            measure_round(self.browser, self.pages)
        for page in self.pages:
            page.times.clear()

    def round(self) -> None:
        measure_round(self.browser, self.pages)

    def finish(self) -> dict:
        return {
            "pages": {
                page.key: {
                    "times": page.times,
                    "sql": page.queries,
                    "bytes": page.size,
                    "rows": page.rows,
                    "statements": self.statements[page.key],
                }
                for page in self.pages
            },
            **acts.measure(self.browser),
        }

    def forget(self) -> None:
        building.drop()


def main() -> None:
    bench = Bench(int(sys.argv[1]))
    for line in sys.stdin:
        answer = getattr(bench, line.strip())()
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
