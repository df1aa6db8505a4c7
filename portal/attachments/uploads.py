"""A file far above the limit costs no more disk than one just above it."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CappedUpload(FileUploadHandler):
    """Stands before the handlers that store: lets one byte too much through and drops the rest.

    The field then finds a file that is too large and says so beside what was typed.
    """

    def receive_data_chunk(self, raw_data, start):
        self._passed = 0 if start == 0 else self._passed
        room = settings.MAX_FILE_BYTES + 1 - self._passed
        if room <= 0:
            return None
        self._passed += len(raw_data[:room])
        return raw_data[:room]

    def file_complete(self, file_size):
        return None
