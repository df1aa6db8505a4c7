"""One POST to one address: signed, without redirects, and over after a few seconds whatever answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from datetime import datetime

from django.conf import settings

from portal.webhooks.guarding import address_of, checked
from portal.webhooks.models import SECRET_PREFIX, Call

# In all, the answer's headers included: one who answers letter by letter must not hold a worker.
MOST_SECONDS = 10


class _Plain(http.client.HTTPConnection):
    address = ""

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Secure(http.client.HTTPSConnection):
    address = ""

    def connect(self):
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def signature(call: Call, at: datetime) -> dict[str, str]:
    """The three headers by which the receiver knows who sent it, when, and that nothing was changed.

    v1 is HMAC-SHA256 over “ID.seconds.body”, by the bytes of the secret after `whsec_`.
    """
    seconds = str(int(at.timestamp()))
    secret = base64.b64decode(call.hook.secret.removeprefix(SECRET_PREFIX))
    signed = hmac.new(secret, f"{call.token}.{seconds}.{call.body}".encode(), hashlib.sha256).digest()
    return {
        "Webhook-Id": str(call.token),
        "Webhook-Timestamp": seconds,
        "Webhook-Signature": f"v1,{base64.b64encode(signed).decode()}",
    }


def post(call: Call, at: datetime) -> int:
    """The status of the answer. Raises Refused, OSError or http.client.HTTPException."""
    headers = {"Content-Type": "application/json"} | signature(call, at)
    return _status_of("POST", call.hook.url, call.body.encode(), headers)


def look_at(url: str) -> int:
    """The status of a page, without its text. Raises what `post` does."""
    return _status_of("HEAD", url, None, {})


def _status_of(method: str, url: str, body: bytes | None, headers: dict[str, str]) -> int:
    parts = checked(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    connection = (_Secure if secure else _Plain)(parts.hostname, port, timeout=settings.WEBHOOK_TIMEOUT)
    connection.address = address_of(parts.hostname, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    over = threading.Timer(MOST_SECONDS, _hang_up, [connection])
    over.start()
    try:
        connection.request(method, path, body, {"User-Agent": settings.BRAND_SHORT_NAME} | headers)
        return connection.getresponse().status
    finally:
        over.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """From another thread: whatever is being waited for there ends now."""
    if connection.sock is not None:
        connection.sock.shutdown(socket.SHUT_RDWR)
