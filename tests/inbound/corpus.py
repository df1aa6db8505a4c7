"""Messages of every kind, each with what must come of it: a name, the bytes, and what `Parsed` must hold."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass, field

from tests.attachments.make import PNG


@dataclass(frozen=True)
class Sample:
    """expect: names of `Parsed` and their values; `files`: the names of its parts."""

    name: str
    raw: bytes
    expect: dict = field(default_factory=dict)


HEAD = (
    "From: Nadia Berger <nadia@client.example>\n"
    "To: support@support.example\n"
    "Subject: {subject}\n"
    "Message-ID: <one@client.example>\n"
    "Date: Mon, 2 Nov 2026 10:00:00 +0000\n"
    "MIME-Version: 1.0\n"
)
SAMPLES: list[Sample] = []


def add(name: str, raw: bytes | str, **expect) -> None:
    SAMPLES.append(Sample(name, raw if isinstance(raw, bytes) else raw.encode(), expect))


def plain(text: str, *, subject: str = "Stock", headers: str = "", charset: str = "utf-8") -> bytes:
    head = HEAD.format(subject=subject) + headers
    head += f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    return head.encode() + text.encode(charset)


def page(markup: str, *, subject: str = "Stock") -> bytes:
    head = HEAD.format(subject=subject) + "Content-Type: text/html; charset=utf-8\n\n"
    return head.encode() + markup.encode()


def mixed(*parts: str, kind: str = "mixed", headers: str = "") -> bytes:
    head = HEAD.format(subject="Stock") + headers + f'Content-Type: multipart/{kind}; boundary="b"\n\n'
    return (head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


TEXT = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"
PICTURE = (
    "Content-Type: image/png; name=screen.png\nContent-Transfer-Encoding: base64\n"
    "Content-Disposition: {0}; filename=screen.png\n\n" + base64.b64encode(PNG).decode()
)

# --- How people reply, in English and in French ---------------------------------------------------
NEW = "It still counts twice."
OLD = "> What do you see?\n> Jonas"
_INTRODUCTIONS = {
    "gmail": "On Mon, 2 Nov 2026 at 10:00, Northwind <reply+1@support.example> wrote:\n\n" + OLD,
    "gmail-broken-line": "On Mon, 2 Nov 2026 at 10:00, Northwind Traders Support Department\n"
    "<reply+1.2.abcdefghij@support.example> wrote:\n" + OLD,
    "gmail-french": "Le lun. 2 nov. 2026 à 10:00, Northwind <s@x.example> a écrit :\n\n" + OLD,
    "gmail-french-nbsp": "Le lun. 2 nov. 2026 à 10:00, Northwind <s@x.example> a écrit\u00a0:\n" + OLD,
    "gmail-french-broken": "Le lun. 2 nov. 2026 à 10:00, Northwind Traders\n<s@x.example> a écrit :\n" + OLD,
    "apple": "On 2 Nov 2026, at 10:00, Northwind <s@x.example> wrote:\n\n" + OLD,
    "apple-french": "Le 2 nov. 2026 à 10:00, Northwind <s@x.example> a écrit :\n\n" + OLD,
    "thunderbird": "On 02/11/2026 10:00, Northwind wrote:\n" + OLD,
    "thunderbird-french": "Le 02/11/2026 à 10:00, Northwind a écrit :\n" + OLD,
    "yahoo-no-marks": "On Monday, 2 November 2026 at 10:00:00 GMT, Northwind <s@x.example> wrote:\n\n"
    "What do you see?\nJonas",
    "stamp": "2026-11-02 10:00 GMT+01:00 Northwind <s@x.example>:\n" + OLD,
    "german": "Am 02.11.2026 um 10:00 schrieb Northwind:\n" + OLD,
    "outlook": "From: Northwind <s@x.example>\nSent: Monday, 2 November 2026 10:00\nTo: Nadia\n"
    "Subject: RE: Stock\n\nWhat do you see?",
    "outlook-rule": "________________________________\nFrom: Northwind <s@x.example>\n"
    "Sent: Monday\nTo: Nadia\nSubject: RE: Stock\n\nWhat do you see?",
    "outlook-stars": "*From:* Northwind\n*Sent:* Monday\n*To:* Nadia\n*Subject:* RE: Stock\n\nWhat?",
    "outlook-french": "De : Northwind <s@x.example>\nEnvoyé : lundi 2 novembre\nÀ : Nadia\n"
    "Objet : RE: Stock\n\nQue voyez-vous ?",
    "outlook-french-nbsp": "De\u00a0: Northwind\nEnvoyé\u00a0: lundi\nÀ\u00a0: N\nObjet\u00a0: RE\n\nQue ?",
    "outlook-original": "-----Original Message-----\nFrom: Northwind\nSent: Monday\n\nWhat do you see?",
    "outlook-original-french": "-----Message d'origine-----\nDe : Northwind\nEnvoyé : lundi\n\nQue ?",
    "outlook-original-typographic": "----- Message d’origine -----\nDe : Northwind\n\nQue ?",
    "marks-alone": OLD,
}
for _name, _quote in _INTRODUCTIONS.items():
    add(f"reply-{_name}", plain(f"{NEW}\n\n{_quote}\n", subject="Re: Stock"), text=NEW, some_quoted=True)

add("reply-below", plain(f"On Monday, Northwind wrote:\n{OLD}\n\n{NEW}\n"), text=NEW, some_quoted=True)
_BETWEEN = "On Monday, Northwind wrote:\n> Which version?\n\nSeven.\n\n> Since when?\n\nMonday.\n"
add(
    "reply-between",
    plain(_BETWEEN),
    text="> Which version?\n\nSeven.\n\n> Since when?\n\nMonday.",
    quoted="",
)
add("reply-nothing-new", plain(OLD), text=OLD, quoted="")
add("no-quote", plain("On Monday I counted again.\nLe stock est faux."), quoted="")
add("from-in-a-sentence", plain("From: the shelf\nit fell.\nTo me it looks wrong."), quoted="")
add(
    "forwarded",
    plain("Please see.\n\n---------- Forwarded message ---------\nFrom: Bea\nSubject: Gone\n\n> It is gone."),
    has="It is gone.",
    quoted="",
)
add(
    "forwarded-outlook",
    plain(
        "See below.\n\nFrom: Bea\nSent: Monday\nTo: Nadia\nSubject: Gone\n\nIt is gone.", subject="TR : Gone"
    ),
    has="It is gone.",
)
add(
    "signature",
    plain(f"{NEW}\n-- \nNadia Berger\nClient Ltd"),
    text=NEW,
    signature="Nadia Berger\nClient Ltd",
)
add("signature-phone", plain(f"{NEW}\n\nSent from my iPhone"), text=NEW, signature="Sent from my iPhone")
add("signature-phone-french", plain(f"{NEW}\n\nEnvoyé de mon iPhone"), text=NEW)
add("signature-alone", plain("-- \nNadia"), has="Nadia")

# --- HTML -----------------------------------------------------------------------------------------
add(
    "html-only",
    page("<p>It counts <b>twice</b>.</p><p>Please help.</p>"),
    text="It counts twice.\n\nPlease help.",
)
add("html-entities", page("<div>caf&eacute; &amp; th&eacute; &lt;b&gt;</div>"), text="café & thé <b>")
add("html-list", page("<ul><li>one</li><li>two</li></ul>"), text="- one\n- two")
add(
    "html-link",
    page('<a href="https://x.example/a?b=1&amp;c=2">log</a>'),
    text="log <https://x.example/a?b=1&c=2>",
)
add("html-script", page("<script>alert(1)</script><style>p{}</style><p onclick=x>Hi</p>"), text="Hi")
add("html-bad-link", page('<a href="javascript:alert(1)">press</a>'), text="press")
add("html-pre", page("<pre>a\n  b</pre>"), text="a\n  b")
add("html-broken", page("<div><p>Hi<table><td>one<td>two</div></b>"), has="Hi")
add(
    "html-gmail-quote",
    page(f"<div>{NEW}</div><div>On Monday, N &lt;s@x.example&gt; wrote:</div><blockquote>What?</blockquote>"),
    text=NEW,
    quoted="On Monday, N <s@x.example> wrote:\n> What?",
)
add(
    "html-outlook-quote",
    page(f"<p>{NEW}</p><div>De : N<br>Envoyé : lundi<br>À : Nadia<br>Objet : RE</div><p>Que ?</p>"),
    text=NEW,
)
add("html-deep", page("<div>" * 9000 + "deep" + "</div>" * 9000), text="deep")
add("html-many-tags", page("<b>" * 40_000 + "many"), text="many")
add("html-table-bomb", page("<table><tr><td>" * 5000 + "x"), has="x")

# --- Parts ----------------------------------------------------------------------------------------
add("alternative", mixed(TEXT + NEW, HTML + "<p>other</p>", kind="alternative"), text=NEW, files=[])
add("alternative-empty-plain", mixed(TEXT + " \n", HTML + f"<p>{NEW}</p>", kind="alternative"), text=NEW)
add("attached", mixed(TEXT + NEW, PICTURE.format("attachment")), text=NEW, files=["screen.png"])
add(
    "inline-picture",
    mixed(HTML + f"<p>{NEW}</p>", PICTURE.format("inline"), kind="related"),
    text=NEW,
    files=["screen.png"],
)
add(
    "text-around-a-picture",
    mixed(TEXT + "Before.", PICTURE.format("inline"), TEXT + "After."),
    text="Before.\n\nAfter.",
)
add(
    "attached-text",
    mixed(TEXT + NEW, "Content-Type: text/plain; name=a.log\n\nlog"),
    text=NEW,
    files=["a.log"],
)
add("no-name", mixed(TEXT + NEW, "Content-Type: image/png\n\nx"), files=["file-1.png"])
add(
    "name-in-rfc2231",
    mixed(
        TEXT + NEW,
        "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''%C3%A9tat.pdf\n\nx",
    ),
    files=["état.pdf"],
)
add(
    "name-in-encoded-words",
    mixed(TEXT + NEW, 'Content-Type: application/pdf; name="=?utf-8?q?=C3=A9tat=2Epdf?="\n\nx'),
    files=["état.pdf"],
)
add(
    "name-with-a-path",
    mixed(TEXT + NEW, "Content-Type: image/png; name=../../etc/x.png\n\nx"),
    files=["../../etc/x.png"],
)
add(
    "nested",
    mixed(TEXT + NEW, "Content-Type: message/rfc822\n\nFrom: bea@x.example\nSubject: Gone\n\nIt is gone."),
    text=NEW,
    files=["Gone.txt"],
)
add(
    "nested-with-a-file",
    mixed(
        TEXT + NEW,
        "Content-Type: message/rfc822\n\nSubject: Gone\nContent-Type: multipart/mixed; boundary=c\n\n"
        f"--c\n{TEXT}inner\n--c\n{PICTURE.format('attachment')}\n--c--\n",
    ),
    files=["screen.png", "Gone.txt"],
)
add(
    "calendar",
    mixed(TEXT + NEW, "Content-Type: text/calendar; name=call.ics\n\nBEGIN", kind="alternative"),
    text=NEW,
    files=["call.ics"],
)

# --- Charsets -------------------------------------------------------------------------------------
WORDS = "Réservé à l’œuvre"
add("latin-1", plain("Réservé à midi", charset="iso-8859-1"), text="Réservé à midi")
add("windows-1252", plain(WORDS, charset="cp1252"), text=WORDS)
add(
    "utf-16",
    HEAD.format(subject="s").encode()
    + b"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(WORDS.encode("utf-16")),
    text=WORDS,
)
add("shift-jis", plain("在庫", charset="shift_jis"), text="在庫")
add("koi8", plain("Склад", charset="koi8-r"), text="Склад")
add("says-ascii-is-utf-8", plain(WORDS).replace(b"charset=utf-8", b"charset=us-ascii"), text=WORDS)
add("says-latin-1-is-utf-8", plain(WORDS).replace(b"charset=utf-8", b"charset=iso-8859-1"), text=WORDS)
add(
    "says-utf-8-is-latin-1",
    plain("Réservé", charset="cp1252").replace(b"charset=cp1252", b"charset=utf-8"),
    text="Réservé",
)
add("unknown-charset", plain(WORDS).replace(b"charset=utf-8", b"charset=x-unknown"), text=WORDS)
add("charset-of-python", plain("abc").replace(b"charset=utf-8", b"charset=rot13"), text="abc")
add("charset-punycode", plain("abc").replace(b"charset=utf-8", b"charset=punycode"), text="abc")
add("no-charset", plain(WORDS).replace(b"; charset=utf-8", b""), text=WORDS)
add(
    "quoted-printable",
    HEAD.format(subject="s").encode()
    + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    + quopri.encodestring(WORDS.encode()),
    text=WORDS,
)
add("unknown-transfer-encoding", plain("abc").replace(b"8bit", b"x-rot"), text="abc")
add("broken-base64", plain("!!!not base64").replace(b"8bit", b"base64"))
add(
    "flowed",
    plain("One long \nline.\n> a \n> b\nNext").replace(b"utf-8", b"utf-8; format=flowed", 1),
    has="One long line.",
)
add(
    "subject-encoded",
    plain("x", subject="=?utf-8?q?R=C3=A9serv=C3=A9?= =?iso-8859-1?b?6A==?="),
    subject="Réservéè",
)
add(
    "subject-raw-bytes", plain("x").replace(b"Subject: Stock", "Subject: Réservé".encode()), subject="Réservé"
)
add(
    "subject-raw-latin",
    plain("x").replace(b"Subject: Stock", "Subject: Réservé".encode("latin-1")),
    subject="Réservé",
)
add("subject-folded", plain("x").replace(b"Subject: Stock", b"Subject: Stock\n count"), subject="Stock count")
add("subject-bad-encoded", plain("x", subject="=?utf-8?b?!!!?= =?x?y?z?="))
add("subject-injects", plain("x", subject="=?utf-8?q?A=0D=0ABcc:_x@y?="), subject="A Bcc: x@y")
add("nul-and-controls", plain("a\0b\x1b[31mc\x07"), text="ab[31mc")

# --- Machines -------------------------------------------------------------------------------------
for _name, _header, _why in [
    ("auto-replied", "Auto-Submitted: auto-replied", "automatic"),
    ("auto-no", "Auto-Submitted: no", ""),
    ("precedence", "Precedence: bulk", "automatic"),
    ("list", "List-Id: <a.example>", "list"),
    ("null-path", "Return-Path: <>", "bounce"),
    ("suppress", "X-Auto-Response-Suppress: All", "automatic"),
    ("autoreply", "X-Autoreply: yes", "automatic"),
]:
    add(f"machine-{_name}", plain("Away.", headers=f"{_header}\n"), machine=_why)
for _subject in ["Automatic reply: x", "Réponse automatique : x", "Out of Office: x", "Absence du bureau"]:
    add(
        f"machine-{_subject}",
        plain("Away.", subject=_subject.replace("é", "=?utf-8?q?=C3=A9?="))
        if _subject.isascii()
        else plain("Away.", subject=_subject),
        machine="automatic",
    )
add(
    "bounce-words",
    plain("No <" + "a" * 32 + "@h.example>").replace(b"Nadia Berger <nadia@", b"<MAILER-DAEMON@"),
    machine="bounce",
)
add("bounce-without-parts", mixed(kind="report"), machine="bounce")

# --- Malformed and hostile ------------------------------------------------------------------------
add("empty", b"")
add("no-head", b"\n\njust words", text="just words", sender="")
add("head-only", HEAD.format(subject="Stock"), text="", subject="Stock")
add("binary", bytes(range(256)) * 20)
add("boundary-missing", HEAD.format(subject="s") + "Content-Type: multipart/mixed\n\nwords")
add("boundary-never-ends", mixed(TEXT + NEW).replace(b"--b--\n", b""), text=NEW)
add(
    "boundary-empty", HEAD.format(subject="s") + 'Content-Type: multipart/mixed; boundary=""\n\n--\nx\n----\n'
)
add("no-content-type", HEAD.format(subject="s") + "\nwords", text="words")
add("bad-content-type", HEAD.format(subject="s") + "Content-Type: ;;;=\n\nwords", text="words")
add("carriage-returns", plain("one\ntwo").replace(b"\n", b"\r\n"), text="one\ntwo")
add("two-senders", plain("x", headers="From: eve@evil.example\n"), sender="")
add(
    "named-like-an-address",
    plain("x").replace(b"Nadia Berger", b'"eve@evil.example"'),
    sender="nadia@client.example",
)
add(
    "comment-like-an-address",
    plain("x").replace(b"Nadia Berger", b"(eve@evil.example)"),
    sender="nadia@client.example",
)
add("huge-subject", plain("x", subject="word " * 20_000))
add("many-recipients", plain("x", headers="Cc: " + ", ".join(f"a{n}@x.example" for n in range(5000)) + "\n"))
add(
    "many-references",
    plain("x", headers="References: " + " ".join(f"<{n}@x.example>" for n in range(5000)) + "\n"),
)
add("many-brackets", plain("x", headers="Cc: " + "<" * 15_000 + "\n"))
add("many-comments", plain("x").replace(b"Nadia Berger", b"(" * 900), sender="")
add("many-quotes", plain("\n".join(f"{'>' * n} x" for n in range(2000))))
add("many-announcements", plain("On a, b wrote\n" * 20_000))
add("long-line", plain("a" * 1_000_000))
add("long-announcement", plain("On " + "a " * 300_000 + "wrote:"))
add("many-encoded-words", plain("x", subject="=?utf-8?q?a?= " * 500))

# --- Beyond the limits: refused as a whole --------------------------------------------------------
BEYOND = {
    "nested-too-deep": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(40)
    ),
    "nested-far-too-deep": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 5000,
    "messages-in-messages": b"Content-Type: message/rfc822\n\n" * 50,
    "too-many-parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 400,
    "far-too-many-parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
    "head-without-end": b"X-A: " + b"a" * 1_000_000,
    "many-heads": b"X-A: a\n" * 100_000,
}
