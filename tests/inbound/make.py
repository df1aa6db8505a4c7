"""Messages to test with, as programs of mail write them."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from itertools import count

from django.core.files.storage import default_storage
from django.utils import timezone

from portal.outbox.models import Letter
from tests.attachments.make import PNG
from tickets.inbound import receiving
from tickets.inbound.keeping import keep
from tickets.inbound.models import Mail

REPLY = "reply@support.example"
SUPPORT = "support@support.example"
_number = count(1)


def raw(
    *,
    sender: str = "nadia@client.example",
    to: str = SUPPORT,
    subject: str = "The stock count is wrong",
    text: str | None = "It counts twice.",
    html: str = "",
    files=(),
    **headers,
) -> bytes:
    """`files`: (name, bytes, type); further headers by name, with _ for -."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = headers.pop("message_id", None) or f"<{next(_number)}.{make_msgid()[1:]}"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content, kind in files:
        main, _slash, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def picture(name: str = "screen.png"):
    return name, PNG, "image/png"


def received(content: bytes | None = None, **said) -> Mail:
    """Kept and read, as the task does it."""
    mail = keep("test", content or raw(**said))
    receiving.read(mail.pk)
    mail.refresh_from_db()
    return mail


def reply_to(ticket, person=None) -> str:
    """The reply address of the last letter about it."""
    letter = Letter.objects.filter(about=ticket.reference, to=(person or ticket.requester).email)
    return letter.order_by("-pk").first().reply_to


def stored_files() -> list[str]:
    try:
        return default_storage.listdir("inbound")[0]
    except FileNotFoundError:
        return []
