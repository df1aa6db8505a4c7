"""Imports run downwards, rooms keep to their size, and every room is known to the drawing in the README."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# The floors, lowest first. A room may import from its own and from the floors below.
FLOORS = [
    {"portal.workflow", "portal.env"},
    {"portal.businesstime"},
    {"portal.outbox"},
    {"portal.accounts", "portal.webhooks"},
    {"portal.attachments", "portal.contracts", "portal.audit"},
    {"knowledgebase"},
    {"tickets"},
    {"escalations"},
    {"portal"},
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def code() -> list[Path]:
    return [
        path
        for top in ("portal", "knowledgebase", "tickets", "escalations")
        for path in sorted((ROOT / top).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def room_of(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] not in ("portal", "knowledgebase", "tickets", "escalations"):
        return None
    two = ".".join(parts[:2])
    return two if two in FLOOR_OF else parts[0]


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", code(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downwards(path):
    here = room_of(module_of(path))
    up = [
        f"line {line}: {here} may not import {module}"
        for line, module in imports(path)
        if (there := room_of(module)) is not None and there != here and FLOOR_OF[there] >= FLOOR_OF[here]
    ]
    assert up == []


def test_no_file_is_longer_than_a_room_should_be():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in code()}
    del lengths["portal/settings.py"]  # every setting in one file is worth more than its length
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_function_is_longer_than_one_can_hold_in_mind():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in code()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 45
    ]
    assert long == []


def test_business_never_hangs_on_a_save_signal():
    """What follows a change is said by the verb, in order."""
    found = [str(p.relative_to(ROOT)) for p in code() if "post_save" in p.read_text()]
    assert found == []


def test_raw_html_is_trusted_in_the_sanitising_module_only():
    trusting = {
        str(path.relative_to(ROOT))
        for path in code()
        if "mark_safe(" in path.read_text() or "SafeString(" in path.read_text()
    }
    assert trusting <= {"knowledgebase/rendering.py"}
    templates = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if "|safe" in path.read_text() or "autoescape off" in path.read_text()
    }
    assert templates == set()
