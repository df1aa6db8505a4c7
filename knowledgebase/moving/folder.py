"""The files of an export, in a folder or a zip archive: nothing outside it, and no more than is sensible."""

from __future__ import annotations

import errno
import json
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

MOST_FILES = 50_000
MOST_BYTES = 2 * 1024**3  # of all files, unpacked
MOST_JSON = 512 * 1024**2
MOST_RATIO = 200
SMALL = 1024**2  # below this, how well it was packed does not matter


class Unfit(Exception):
    """The export is not read. The text says why."""


class Folder:
    """What both kinds have: names with slashes, read up to a limit."""

    def __init__(self, path: Path):
        self.path = path
        self.zip: zipfile.ZipFile | None = None
        if path.is_dir():
            return
        try:
            self.zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise Unfit(_("%(path)s is neither a folder nor a zip archive.") % {"path": path}) from error
        _check_archive(self.zip.infolist())

    def read(self, name: str, most: int) -> bytes | None:
        """The bytes; None where there is no such file. One byte more than `most` is enough to refuse it.

        What is there and cannot be read is never taken for missing: half a help centre would move.
        """
        if not _is_inside(name):
            return None
        try:
            with self._open(name) as file:
                data = file.read(most + 1)
        except (KeyError, FileNotFoundError):
            return None
        except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
            if getattr(error, "errno", None) == errno.ENAMETOOLONG:
                return None
            raise Unfit(
                _("%(name)s is there and cannot be read: %(why)s") % {"name": name, "why": error}
            ) from error
        if len(data) > most:
            raise Unfit(_("%(name)s is larger than %(most)d bytes.") % {"name": name, "most": most})
        return data

    def json(self, name: str, key: str) -> list[dict]:
        """The rows of `name.json`: a list, or under their key. Without the file there are none."""
        data = self.read(f"{name}.json", MOST_JSON)
        if data is None:
            return []
        try:
            found = _storable(json.loads(data))
        except (ValueError, RecursionError) as error:
            raise Unfit(_("%(name)s.json is not JSON.") % {"name": name}) from error
        rows = found.get(key, []) if isinstance(found, dict) else found
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Unfit(_("%(name)s.json is not a list of %(key)s.") % {"name": name, "key": key})
        return rows

    def _open(self, name: str):
        if self.zip:
            return self.zip.open(name)
        path = (self.path / name).resolve()
        if not path.is_relative_to(self.path.resolve()) or not path.is_file():
            raise FileNotFoundError(name)
        return path.open("rb")


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name)


def _storable(value):
    """Without what no database takes: zero bytes and halves of signs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(each) for each in value]
    return {name: _storable(each) for name, each in value.items()} if isinstance(value, dict) else value


def _check_archive(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise Unfit(_("The archive holds more than %(most)d files.") % {"most": MOST_FILES})
    total = 0
    for entry in entries:
        if not _is_inside(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise Unfit(
                _("The archive names a file outside itself: %(name)s.") % {"name": entry.filename[:100]}
            )
        total += entry.file_size
        bloated = entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
        if total > MOST_BYTES or bloated:
            raise Unfit(
                _("The archive unpacks to far more than it is: %(name)s.") % {"name": entry.filename[:100]}
            )
