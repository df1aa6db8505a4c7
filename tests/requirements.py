"""`python -m tests.requirements` writes the table of which tests show which requirement."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATEMENTS = ROOT / "docs" / "requirements.md"
TABLE = ROOT / "docs" / "requirements-and-tests.md"

NUMBER = re.compile(r"\b(S\d)-(\d+)(?:\s*(?:to|\.\.|–)\s*(?:S\d-)?(\d+))?|\b(C)(\d{1,2})\b")


def numbers(text: str) -> set[str]:
    """Every number that a text quotes; `S1-14 to S1-17` quotes four."""
    found = set()
    for source, first, last, decision, which in NUMBER.findall(text):
        if decision:
            found.add(f"C{which}")
        else:
            found |= {f"{source}-{n}" for n in range(int(first), int(last or first) + 1)}
    return found


def statements() -> dict[str, str]:
    """Number to statement, in the order of the document."""
    rows = re.findall(r"^- (S\d-\d+) (.+)$", STATEMENTS.read_text(), re.M)
    decisions = re.findall(r"^\| (C\d+) \| ([^|]+) \|", STATEMENTS.read_text(), re.M)
    return {number: text.strip() for number, text in [*rows, *decisions]}


def quotes() -> dict[str, list[str]]:
    """Number to the tests that quote it: in the function, just above it, or at the head of the module."""
    shown: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        source = path.read_text()
        lines = source.splitlines()
        module = ast.parse(source)
        name = str(path.relative_to(ROOT))
        for number in numbers(ast.get_docstring(module) or ""):
            shown[number].append(name)
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                start = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
                while start and lines[start - 1].lstrip().startswith("#"):
                    start -= 1
                for number in numbers("\n".join(lines[start : node.end_lineno])):
                    shown[number].append(f"{name}::{node.name}")
    return shown


def row(number: str, text: str, tests: list[str]) -> str:
    cell = "<br>".join(f"`{test}`" for test in tests) or "–"
    return f"| {number} | {text.replace('|', '/')} | {cell} |"


def table() -> str:
    shown, known = quotes(), statements()
    done = sum(number in shown for number in known)
    rows = [row(number, text, shown.get(number, [])) for number, text in known.items()]
    head = [
        "# Which tests show which requirement",
        "",
        "Written by `python -m tests.requirements` from the tests themselves; do not edit.",
        f"{done} of {len(known)} [statements](requirements.md) are quoted by a test.",
        "",
        "| Number | Statement | Tests |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *rows, ""])


if __name__ == "__main__":
    TABLE.write_text(table())
    sys.stdout.write(f"{TABLE.relative_to(ROOT)} written\n")
