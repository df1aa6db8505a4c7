"""A letter as the bytes that travel. Composed twice, it is the same bytes."""

from __future__ import annotations

from email import charset, policy
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.utils.encoding import punycode

from portal.outbox.enclosing import Enclosure
from portal.outbox.models import Letter
from portal.outbox.wording import one_line

_QUOTED = charset.Charset("utf-8")
_QUOTED.body_encoding = charset.QP
_ON_THE_WIRE = policy.compat32.clone(linesep="\r\n")


def envelope_address(address: str) -> str:
    """The address for MAIL and RCPT, its domain in ASCII."""
    local, _at, domain = address.rpartition("@")
    return f"{local}@{punycode(domain)}"


def sender() -> str:
    """Where notices of failed delivery go."""
    return envelope_address(parseaddr(settings.SERVER_EMAIL)[1])


def compose(letter: Letter) -> bytes:
    """Text first, then HTML. Whatever stands in the letter, one header stays one header."""
    # A boundary of "=_" cannot occur in quoted-printable text or base64; the token makes it stable.
    boundary = f"=_{letter.file_name.removesuffix('.eml')}"
    words = MIMEMultipart("alternative", boundary=boundary)
    words.attach(MIMEText(letter.text, "plain", _QUOTED))
    words.attach(MIMEText(letter.html, "html", _QUOTED))
    message = _with_enclosed(words, [Enclosure(**part) for part in letter.enclosed], boundary)
    message["From"] = _mailbox(settings.DEFAULT_FROM_EMAIL)
    message["To"] = envelope_address(letter.to)
    message["Reply-To"] = _mailbox(letter.reply_to or settings.DEFAULT_FROM_EMAIL)
    message["Subject"] = _words(letter.subject)
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = letter.message_id
    if letter.thread:
        message["In-Reply-To"] = message["References"] = letter.thread
    if letter.leave:
        message["List-Unsubscribe"] = f"<{letter.leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Content-Language"] = letter.language
    # Nobody's holiday notice shall answer us (RFC 3834; the second is for Exchange).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    return message.as_bytes(policy=_ON_THE_WIRE)


def _with_enclosed(words: MIMEMultipart, enclosed: list[Enclosure], boundary: str) -> MIMEMultipart:
    """A program for mail and calendars knows an invitation by the part beside the words; others find the
    same as a file."""
    if not enclosed:
        return words
    message = MIMEMultipart("mixed", boundary=f"{boundary}+")
    message.attach(words)
    for part in enclosed:
        if part.beside_the_words:
            words.attach(_part(part))
        message.attach(_part(part, as_file=True))
    return message


def _part(enclosure: Enclosure, *, as_file: bool = False) -> MIMEText:
    part = MIMEText(enclosure.content, enclosure.subtype, "utf-8")
    for name, value in enclosure.parameters.items():
        part.set_param(name, value)
    if as_file:
        part.add_header("Content-Disposition", "attachment", filename=enclosure.name)
    return part


def _mailbox(address: str) -> str:
    name, addr_spec = parseaddr(one_line(address))
    return formataddr((name, envelope_address(addr_spec)), charset="utf-8")


def _words(text: str) -> str | Header:
    """Words that look encoded are encoded once more, so that they are shown and not obeyed."""
    text = one_line(text)
    if text.isascii() and "=?" not in text:
        return text
    return Header(text, "utf-8", header_name="Subject")
