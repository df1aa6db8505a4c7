"""A letter as the bytes that travel. Composed twice, it is the same bytes."""

from __future__ import annotations

from email import charset, policy
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.utils.encoding import punycode

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
    # A boundary of "=_" cannot occur in quoted-printable text; the token makes it stable.
    boundary = f"=_{letter.file_name.removesuffix('.eml')}"
    message = MIMEMultipart("alternative", boundary=boundary)
    message["From"] = _mailbox(settings.DEFAULT_FROM_EMAIL)
    message["To"] = envelope_address(letter.to)
    message["Reply-To"] = _mailbox(settings.DEFAULT_FROM_EMAIL)
    message["Subject"] = _words(letter.subject)
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.language
    # Nobody's holiday notice shall answer us (RFC 3834; the second is for Exchange).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.attach(MIMEText(letter.text, "plain", _QUOTED))
    message.attach(MIMEText(letter.html, "html", _QUOTED))
    return message.as_bytes(policy=_ON_THE_WIRE)


def _mailbox(address: str) -> str:
    name, addr_spec = parseaddr(one_line(address))
    return formataddr((name, envelope_address(addr_spec)), charset="utf-8")


def _words(text: str) -> str | Header:
    """Words that look encoded are encoded once more, so that they are shown and not obeyed."""
    text = one_line(text)
    if text.isascii() and "=?" not in text:
        return text
    return Header(text, "utf-8", header_name="Subject")
