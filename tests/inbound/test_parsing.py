"""A corpus of messages: what is said, what is quoted, what comes with it, and what is refused."""

import random
import time

import pytest

from tests.inbound.corpus import BEYOND, SAMPLES
from tickets.inbound.parsing import Parsed, TooMuch, parse

# More than any of them needs; far less than the limit that the parser keeps itself.
_PATIENCE = 10


def test_the_corpus_is_large_enough():
    assert len(SAMPLES) + len(BEYOND) >= 60
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_message_says_what_it_should(sample):
    parsed = parse(sample.raw)
    expect = dict(sample.expect)
    if "files" in expect:
        assert [part.name for part in parsed.parts] == expect.pop("files")
    if "has" in expect:
        assert expect.pop("has") in parsed.text
    if expect.pop("some_quoted", False):
        assert "?" in parsed.quoted
    assert {name: getattr(parsed, name) for name in expect} == expect
    check(parsed)


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_beyond_the_limits_is_refused_whole(name):
    with pytest.raises(TooMuch):
        parse(BEYOND[name])


def test_a_message_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("tickets.inbound.parsing.message.SECONDS", -1)
    with pytest.raises(TooMuch, match="long"):
        parse(SAMPLES[0].raw)


def test_a_message_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("tickets.inbound.parsing.message.MOST_BYTES", 100)
    with pytest.raises(TooMuch, match="large"):
        parse(SAMPLES[0].raw)


def check(parsed: Parsed) -> None:
    """What holds for every message: nothing that a page, a database or a header takes for an order."""
    words = (parsed.subject, parsed.text, parsed.quoted, parsed.signature, parsed.message_id, parsed.sender)
    for said in (*words, parsed.shown_sender):
        assert "\0" not in said
        said.encode("utf-8")
    assert "\n" not in parsed.subject + parsed.sender + parsed.shown_sender + parsed.message_id
    assert len(parsed.text) <= 200_000
    assert len(parsed.parts) <= 200
    assert len(parsed.recipients) <= 200
    assert len(parsed.references) <= 50
    assert len(parsed.message_id) <= 320
    assert parsed.sender.count("@") in (0, 1)


SNIPPETS = [
    b"--b\n",
    b"--b--\n",
    b"\r\n\r\n",
    b"\n\n",
    b"\0",
    b"\xff\xfe",
    b"=?utf-8?b?",
    b"?=",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Disposition: attachment; filename*0*=x''%ff; filename*1=\n",
    b"charset=utf-7",
    b"From: a@b.example\n",
    b"<" * 50,
    b"> " * 30,
    b"<div>" * 30,
    b"<!--",
    b"(" * 40,
    b'"',
    b"On x wrote:",
]


def mutated(seed: int) -> bytes:
    """One of the corpus with some of its bytes changed, moved, doubled, cut or mixed with another's."""
    chance = random.Random(seed)
    raw = bytearray(chance.choice(SMALL))
    for _time in range(chance.randint(1, 12)):
        at = chance.randrange(len(raw) + 1)
        much = chance.randint(1, 80)
        act = chance.randrange(6)
        if act == 0 and raw:
            raw[at % len(raw)] = chance.randrange(256)
        elif act == 1:
            del raw[at : at + much]
        elif act == 2:
            raw[at:at] = raw[at : at + much] * chance.randint(1, 5)
        elif act == 3:
            raw[at:at] = chance.choice(SNIPPETS)
        elif act == 4:
            other = chance.choice(SMALL)
            begin = chance.randrange(len(other) + 1)
            raw[at:at] = other[begin : begin + chance.randint(1, 400)]
        else:
            raw[at : at + much] = bytes(chance.randrange(256) for _ in range(much))
    return bytes(raw)


SMALL = [sample.raw for sample in SAMPLES if len(sample.raw) < 6000]


def test_mutations_neither_crash_nor_go_beyond_the_limits(request):
    """20,000 of them with --chaos."""
    for seed in range(20_000 if request.config.getoption("--chaos") else 500):
        raw = mutated(seed)
        began = time.monotonic()
        try:
            check(parse(raw))
        except TooMuch:
            pass
        except Exception as error:
            raise AssertionError(f"seed {seed}: {raw[:2000]!r}") from error
        assert time.monotonic() - began < _PATIENCE, f"seed {seed}"
