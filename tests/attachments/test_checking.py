import pytest
from django.core.exceptions import ValidationError

from portal.attachments.checking import check, display_name
from tests.attachments import make

MEGABYTE = 1024 * 1024


def refusal(name: str, content: bytes, size: int | None = None) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refused:
        check(name, len(content) if size is None else size, content, largest=20 * MEGABYTE)
    return refused.value.code, refused.value.message


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.png", make.PNG, "png"),
        ("A.PNG", make.PNG, "png"),
        ("a.jpeg", make.JPG, "jpg"),
        ("a.gif", make.GIF, "gif"),
        ("a.webp", make.WEBP, "webp"),
        ("a.pdf", make.PDF, "pdf"),
        ("a.docx", make.ZIP, "docx"),
        ("a.xlsx", make.ZIP, "xlsx"),
        ("a.ods", make.ZIP, "ods"),
        ("a.zip", make.ZIP, "zip"),
        ("a.mp4", make.MP4, "mp4"),
        ("a.txt", "Numéros".encode(), "txt"),
        ("a.txt", "Numéros".encode("latin-1"), "txt"),
        ("a.txt", "Numéros".encode("utf-16"), "txt"),
        ("a.csv", b"a;b\r\n1;2\r\n", "csv"),
        ("a.log", b"\x1b[31mERROR\x1b[0m x\n", "log"),
        ("a.json", b'{"a": 1}', "json"),
        ("a.xml", b'<?xml version="1.0"?><export/>', "xml"),
    ],
)
def test_what_is_what_its_name_says_is_taken(name, content, kind):
    assert check(name, len(content), content, largest=20 * MEGABYTE) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("shot.png", make.SCRIPT),
        ("shot.png", make.HTML),
        ("shot.png", make.SVG),
        ("shot.png", make.EXE),
        ("shot.png", make.PDF),
        ("letter.pdf", make.HTML),
        ("letter.docx", make.EXE),
        ("notes.txt", make.HTML),
        ("notes.txt", make.SVG),
        ("notes.txt", make.HTML.decode().encode("utf-16")),
        ("data.xml", b"<?xml version='1.0'?>" + make.SVG),
        ("notes.txt", make.EXE),
        ("notes.csv", make.PNG),
    ],
)
def test_a_name_that_lies_is_refused_by_name(name, content):
    code, message = refusal(name, content)
    assert code == "mismatch" and name in message


@pytest.mark.parametrize(
    "name", ["x.svg", "x.html", "x.exe", "x.js", "x.sh", "x.docm", "png", "x", ".png.", "x.png.exe"]
)
def test_a_kind_we_do_not_take_is_refused_by_name(name):
    code, message = refusal(name, make.PNG)
    assert code == "kind" and name in message


def test_an_empty_file_is_refused():
    assert refusal("a.png", b"") == ("empty", "“a.png” is empty (0 bytes). Choose it again.")


def test_twenty_one_megabytes_are_refused():
    code, message = refusal("film.mp4", make.MP4, size=21 * MEGABYTE)
    assert code == "large" and "film.mp4" in message and "20 MB" in message


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\fakepath\\a b.png", "a b.png"),
        ("a\x00b\r\nc.png", "abc.png"),
        ("photo\u202egnp.exe", "photognp.exe"),  # a right-to-left mark would show “photoexe.png”
        ("a\u2028b.txt", "a b.txt"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("...", "file"),
        ("x" * 400 + ".png", "x" * 120 + ".png"),
        ("e\u0301.png", "é.png"),
        ("…/🎉.png", "🎉.png"),
    ],
)
def test_a_name_is_shown_without_what_hides(raw, shown):
    assert display_name(raw) == shown
