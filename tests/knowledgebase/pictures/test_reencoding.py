"""What is uploaded is written anew: the picture is left, and nothing else that the file held."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from knowledgebase.pictures.reencoding import LONGEST_SIDE, MOST_BYTES, MOST_FRAMES, as_exported, reencode
from tests.knowledgebase.pictures import make

FORMS = ("PNG", "JPEG", "WEBP", "GIF")


@pytest.mark.parametrize("form", FORMS)
def test_words_place_and_camera_inside_the_file_are_left_out(form):
    source = make.data(form)
    assert make.SECRET.encode() in source
    ready = reencode(source, "form")
    assert make.SECRET.encode() not in ready.data
    assert (ready.kind, ready.width, ready.height) == (form.lower(), 40, 24)
    assert Image.open(BytesIO(ready.data)).convert("RGB").getpixel((35, 20))[2] > 100


@pytest.mark.parametrize("form", FORMS)
def test_what_hides_behind_the_picture_is_left_out(form):
    script = b"<script>alert(1)</script>"
    assert script not in reencode(make.data(form) + script, "form").data


@pytest.mark.parametrize("form", FORMS)
def test_what_we_wrote_stays_the_same_on_its_way_out_and_in(form):
    ready = reencode(make.data(form), "form")
    assert as_exported(ready.data, "form").data == ready.data


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_holds_more_is_written_anew_when_it_comes_in(form):
    assert make.SECRET.encode() not in as_exported(make.data(form), "form").data
    script = b"<script>alert(1)</script>"
    ours = reencode(make.data(form), "form").data
    assert script not in as_exported(ours + script, "form").data


def test_a_picture_stands_the_way_the_camera_was_held():
    written, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    make.drawn().save(written, "JPEG", exif=exif)
    ready = reencode(written.getvalue(), "form")
    assert (ready.width, ready.height) == (24, 40)


def test_a_moving_picture_still_moves():
    ready = reencode(make.moving(), "steps.gif")
    assert Image.open(BytesIO(ready.data)).n_frames == 3


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that we can read"),
        (b"", "not a picture that we can read"),
        (make.data()[:60], "not a picture that we can read"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * MOST_BYTES, "larger than 10 MB"),
        (make.moving(MOST_FRAMES + 1), "moves for too long"),
    ],
    ids=["svg", "nothing", "half", "large", "long"],
)
def test_what_is_no_picture_or_too_much_of_one_is_refused_with_its_name(source, said):
    with pytest.raises(ValidationError) as refused:
        reencode(source, "form.png")
    assert said in refused.value.message
    assert "form.png" in refused.value.message


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused_before_it_is_unpacked():
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", LONGEST_SIDE + 1, 1_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 9_000_000))
    with pytest.raises(ValidationError, match="8001 × 1000 pixels"):
        reencode(bomb + part(b"IEND", b""), "form.png")
