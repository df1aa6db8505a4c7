"""Letters into files, one `.eml` each: the embedded default, which needs no mail server."""

from __future__ import annotations

import os
from pathlib import Path

from portal.outbox.troubles import Unreachable


class FileTransport:
    """Each file appears whole or not at all, under the letter's own name: a second copy is the same file."""

    def __init__(self, folder: Path):
        self.folder = folder

    def address(self, sender: str, to: str, size: int) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unreachable(error) from error

    def hand_over(self, message: bytes, file_name: str) -> None:
        unfinished = self.folder / f".{file_name}.part"
        try:
            with open(unfinished, "wb", opener=_private) as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.folder / file_name)
        except OSError as error:
            raise self._unreachable(error) from error

    def forget(self) -> None:
        """Nothing was begun."""

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        """Nothing is held open."""

    def _unreachable(self, error: OSError) -> Unreachable:
        return Unreachable(f"{self.folder}: {error.strerror}")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
