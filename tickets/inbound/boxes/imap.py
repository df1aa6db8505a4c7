"""A mailbox on a server, over TLS: what is new is fetched, kept, and only then marked there."""

from __future__ import annotations

import imaplib
import re
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from tickets.inbound.keeping import keep, keep_head
from tickets.inbound.models import Mailbox
from tickets.inbound.parsing.message import MOST_BYTES

MOST_AT_ONCE = 200
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_TROUBLE = (OSError, imaplib.IMAP4.error)


class Unreachable(Exception):
    """The server did not do what it should. Its text is the reason that staff read."""


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str
    folder: str
    starts_tls: bool

    @property
    def name(self) -> str:
        """Without the secret; with the port, as several may run on one host."""
        return f"imap://{self.user}@{self.host}:{self.port}/{self.folder}"


def parse_url(url: str) -> Server:
    """`imaps://user:secret@host/INBOX`, or `imap+tls://…` where the server begins in the clear."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in ("imaps", "imap+tls") or not parts.hostname or port == 0:
        raise ImproperlyConfigured("INBOUND_URL must be imaps://user:secret@host/INBOX or imap+tls://….")
    if not parts.username or parts.password is None:
        raise ImproperlyConfigured("INBOUND_URL names no user and password.")
    starts_tls = parts.scheme == "imap+tls"
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not re.fullmatch(r"[A-Za-z0-9 ._/&+-]{1,200}", folder):
        raise ImproperlyConfigured("INBOUND_URL: the name of the folder has signs that it must not have.")
    return Server(
        parts.hostname,
        port or (143 if starts_tls else 993),
        unquote(parts.username),
        unquote(parts.password),
        folder,
        starts_tls,
    )


def fetch(url: str) -> int:
    """Keep what is new. Returns how much; raises Unreachable half-way: the rest comes later."""
    server = parse_url(url)
    box, _made = Mailbox.objects.get_or_create(name=server.name)
    try:
        kept = _read(server, box)
    except _TROUBLE as error:
        _note(box, trouble=f"{server.host}:{server.port}: {error}")
        raise Unreachable(box.trouble) from error
    _note(box, trouble="")
    return kept


def _read(server: Server, box: Mailbox) -> int:
    client = _connect(server)
    try:
        client.login(server.user, server.password)
        _ok(client.select(_quoted(server.folder)))
        _follow_validity(client, box)
        kept = 0
        for uid in _new_uids(client, box)[:MOST_AT_ONCE]:
            kept += _take(client, box, uid)
            _mark(client, uid)
            box.last_uid = uid
            box.save(update_fields=["last_uid"])
        return kept
    finally:
        _leave(client)


def _connect(server: Server) -> imaplib.IMAP4:
    tls = ssl.create_default_context(cafile=settings.INBOUND_CA or None)
    tls.minimum_version = ssl.TLSVersion.TLSv1_2
    timeout = settings.EMAIL_TIMEOUT
    if not server.starts_tls:
        return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=tls, timeout=timeout)
    client = imaplib.IMAP4(server.host, server.port, timeout=timeout)
    try:
        client.starttls(tls)
    except _TROUBLE:
        client.shutdown()
        raise
    return client


def _follow_validity(client: imaplib.IMAP4, box: Mailbox) -> None:
    """The server counts anew: so do we. What was here already is known by its digest."""
    said = client.response("UIDVALIDITY")[1]
    validity = int(said[0]) if said and said[0] else 0
    if validity != box.validity:
        box.validity, box.last_uid = validity, 0
        box.save(update_fields=["validity", "last_uid"])


def _new_uids(client: imaplib.IMAP4, box: Mailbox) -> list[int]:
    found = _ok(client.uid("SEARCH", None, f"UID {box.last_uid + 1}:*"))
    uids = sorted(int(uid) for uid in (found[0] or b"").split())
    # “n:*” always names the last message, even an older one.
    return [uid for uid in uids if uid > box.last_uid]


def _take(client: imaplib.IMAP4, box: Mailbox, uid: int) -> bool:
    sizes = _ok(client.uid("FETCH", str(uid), "(RFC822.SIZE)"))
    found = _SIZE.search(b" ".join(part for part in _flat(sizes)))
    if found is None:
        return False  # somebody deleted it meanwhile
    size = int(found.group(1))
    if size > MOST_BYTES:
        keep_head(box.name, _literal(_ok(client.uid("FETCH", str(uid), "(BODY.PEEK[HEADER])"))), size)
        return True
    return keep(box.name, _literal(_ok(client.uid("FETCH", str(uid), "(BODY.PEEK[])")))) is not None


def _mark(client: imaplib.IMAP4, uid: int) -> None:
    """Only now, as it is stored. Deleted for good only where we are told to."""
    flag = r"(\Deleted)" if settings.INBOUND_DELETES else r"(\Seen)"
    _ok(client.uid("STORE", str(uid), "+FLAGS", flag))
    # Asked now, because a server may tell more after the sign-in than before.
    if settings.INBOUND_DELETES and b"UIDPLUS" in _ok(client.capability())[-1].upper().split():
        # This one, and nothing that somebody else marked.
        _ok(client.uid("EXPUNGE", str(uid)))


def _leave(client: imaplib.IMAP4) -> None:
    try:
        client.logout()
    except _TROUBLE:
        client.shutdown()


def _note(box: Mailbox, *, trouble: str) -> None:
    box.trouble = trouble[:500]
    if not trouble:
        box.read_at = timezone.now()
    box.save(update_fields=["trouble", "read_at"])


def _ok(answer) -> list:
    said, data = answer
    if said != "OK":
        raise imaplib.IMAP4.error(f"{said} {data!r}"[:300])
    return data


def _flat(data: list):
    for part in data:
        yield from part if isinstance(part, tuple) else [part or b""]


def _literal(data: list) -> bytes:
    body = next((part[1] for part in data if isinstance(part, tuple)), None)
    if body is None:
        raise imaplib.IMAP4.error("The server sent no message.")
    return body


def _quoted(folder: str) -> str:
    return f'"{folder}"'
