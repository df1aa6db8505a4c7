"""The embedded broker: kombu's folder of messages, whose files appear whole and cannot stop a worker.

Kombu's own writes into the file that a worker may already be reading, and one broken file (a process
killed, a disk full) ends the worker for good. Here a file is renamed into place, and what cannot be read
is logged and dropped: the rows say what is due, and the next look finds it.
"""

import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **kwargs):
        folder = Path(self.data_folder_out)
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        unfinished = folder / f".{name}.part"
        unfinished.write_text(dumps(payload))
        unfinished.replace(folder / name)

    def _get(self, queue):
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] == f"{queue}.msg" and (payload := _take(folder / name)):
                return payload
        raise Empty

    def get_table(self, exchange):
        try:
            return super().get_table(exchange)
        except ValueError:
            return []

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        if not self.get_table(exchange):
            # Absent, or left half-written: it is written anew.
            self._exchange_file(exchange).unlink(missing_ok=True)
        super()._queue_bind(exchange, routing_key, pattern, queue)


class Transport(filesystem.Transport):
    Channel = Channel


def _take(file: Path):
    """The message, for whoever renames its file first; None for everyone else, and when it makes no sense."""
    mine = file.with_name(f".{file.name}.taken")
    try:
        file.rename(mine)
        said = mine.read_text()
        mine.unlink()
    except FileNotFoundError:
        return None
    try:
        return loads(said)
    except ValueError:
        logger.warning("A message of the broker could not be read and was dropped: %s", file.name)
        return None
