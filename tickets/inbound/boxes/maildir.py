"""A Maildir folder: the embedded default, which any mail server on the same machine can fill."""

from __future__ import annotations

import logging
from pathlib import Path

from tickets.inbound.keeping import keep, keep_head
from tickets.inbound.parsing.message import MOST_BYTES

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 200
_HEAD = 64 * 1024


def fetch(folder: Path) -> int:
    """Keep what lies in new/, and only then move it to cur/. Returns how many were new."""
    new, cur = folder / "new", folder / "cur"
    for part in (new, cur, folder / "tmp"):
        part.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = 0
    for path in sorted(new.iterdir(), key=lambda path: path.name)[:MOST_AT_ONCE]:
        if path.name.startswith(".") or path.is_symlink() or not path.is_file():
            continue
        kept += _take(path, folder)
        _move(path, cur / f"{path.name.partition(':')[0]}:2,S")
    return kept


def _take(path: Path, folder: Path) -> bool:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            with path.open("rb") as file:
                keep_head(str(folder), file.read(_HEAD), size)
            return True
        return keep(str(folder), path.read_bytes()) is not None
    except FileNotFoundError:
        return False  # another worker was quicker


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except FileNotFoundError:
        logger.info("%s was moved already", path.name)
