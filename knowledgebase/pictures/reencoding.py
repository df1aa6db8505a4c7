"""What becomes a picture of ours: read with limits, and written anew so that only the picture is left."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 8_000
MOST_FRAMES = 150
# All frames of a moving picture together.
MOST_PIXELS_MOVING = 120_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_HOW = {
    "JPEG": {"quality": 88, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88, "method": 4},
    "GIF": {"optimize": False},
}
_MODES = {
    "JPEG": {"L", "RGB"},
    "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"},
    "WEBP": {"RGB", "RGBA"},
    "GIF": {"L", "P", "RGB", "RGBA"},
}


class Ready(NamedTuple):
    data: bytes
    kind: str  # png, jpeg, webp or gif
    width: int
    height: int


def reencode(data: bytes, name: str) -> Ready:
    """The picture without anything else the file held. Raises ValidationError with a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _reencode(data, name)
    except ValidationError:
        raise
    except Exception as error:
        raise _refused(
            _("“%(name)s” is not a picture that we can read. Send it as PNG, JPEG, WebP or GIF."), name
        ) from error


def as_exported(data: bytes, name: str) -> Ready:
    """The same for a file of an export of ours: one that holds nothing but the picture stays as it is.

    Writing a JPEG again would lose a little each time, and moving out and in must lose nothing.
    """
    ready = reencode(data, name)
    return ready._replace(data=data) if _is_bare(data, ready.kind) else ready


def _reencode(data: bytes, name: str) -> Ready:
    if len(data) > MOST_BYTES:
        limit = _("%(size)d MB") % {"size": MOST_BYTES // 1024**2}
        raise _refused(_("“%(name)s” is larger than %(limit)s. Send a smaller one."), name, limit=limit)
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        _check_size(image, name)
        form = image.format
        if getattr(image, "n_frames", 1) > 1 and form in ("GIF", "WEBP", "PNG"):
            written, size = _moving(image, form, name)
        else:
            still = _bare(ImageOps.exif_transpose(image), form)
            size = still.size
            written = BytesIO()
            still.save(written, form, **_HOW[form])
    return Ready(written.getvalue(), form.lower(), *size)


def _check_size(image: Image.Image, name: str) -> None:
    """From the head of the file, before any pixel is unpacked."""
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _refused(
            _(
                "“%(name)s” is %(width)d × %(height)d pixels. At most %(side)d on a side and "
                "%(pixels)d million in all are possible; make it smaller."
            ),
            name,
            width=width,
            height=height,
            side=LONGEST_SIDE,
            pixels=MOST_PIXELS // 1_000_000,
        )


def _moving(image: Image.Image, form: str, name: str) -> tuple[BytesIO, tuple[int, int]]:
    count = image.n_frames
    if count > MOST_FRAMES or count * image.width * image.height > MOST_PIXELS_MOVING:
        raise _refused(
            _("“%(name)s” moves for too long (%(count)d pictures). Send a shorter one."), name, count=count
        )
    frames, lengths = [], []
    for frame in ImageSequence.Iterator(image):
        lengths.append(max(20, int(frame.info.get("duration", 100))))
        frames.append(_bare(frame.convert("RGBA"), form))
    written = BytesIO()
    frames[0].save(
        written, form, save_all=True, append_images=frames[1:], duration=lengths, loop=0, **_HOW[form]
    )
    return written, frames[0].size


def _bare(image: Image.Image, form: str) -> Image.Image:
    """Its pixels without words, place, camera, profile or thumbnail."""
    transparency = image.info.get("transparency")
    if image.mode not in _MODES[form]:
        clear = "A" in image.mode or transparency is not None
        image = image.convert("RGBA" if clear and form != "JPEG" else "RGB")
        transparency = None
    bare = image.copy()
    bare.info = {} if transparency is None else {"transparency": transparency}
    return bare


def _is_bare(data: bytes, kind: str) -> bool:
    """Whether the file has the parts of a picture and no others, and ends where the picture does."""
    try:
        return {"jpeg": _bare_jpeg, "png": _bare_png, "webp": _bare_webp}.get(kind, lambda data: False)(data)
    except (struct.error, IndexError):
        return False


def _bare_jpeg(data: bytes) -> bool:
    """Only tables, frames, scans and the plain JFIF head."""
    place = 2
    while data[place] == 0xFF:
        mark = data[place + 1]
        length = struct.unpack_from(">H", data, place + 2)[0]
        if mark == 0xDA:
            return data.find(b"\xff\xd9", place) == len(data) - 2
        if mark not in (0xC0, 0xC2, 0xC4, 0xDB, 0xDD) and not (mark == 0xE0 and length == 16):
            return False
        place += 2 + length
    return False


def _bare_png(data: bytes) -> bool:
    place, kind = 8, b""
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind not in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"):
            return False
        place += 12 + length
        if kind == b"IEND":
            break
    return kind == b"IEND" and place == len(data)


def _bare_webp(data: bytes) -> bool:
    if struct.unpack_from("<I", data, 4)[0] + 8 != len(data):
        return False
    place = 12
    while place < len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        if kind not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"):
            return False
        place += 8 + length + length % 2
    return place == len(data)


def _refused(sentence: str, name: str, **said) -> ValidationError:
    return ValidationError(sentence % {"name": name, **said})
