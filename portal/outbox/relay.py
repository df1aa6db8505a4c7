"""The mail server that EMAIL_URL names, read in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# scheme: (how the connection is secured, usual port)
_SCHEMES = {"smtp": ("", 25), "smtp+tls": ("starttls", 587), "smtps": ("tls", 465)}
_FORM = "EMAIL_URL must look like smtp://user:secret@host:25, smtp+tls://host:587 or smtps://host:465"


@dataclass(frozen=True)
class Relay:
    host: str
    port: int
    security: str = ""
    user: str = ""
    password: str = field(default="", repr=False)

    def __str__(self):
        return f"{self.host}:{self.port}"


def parse_relay(url: str) -> Relay:
    """The server of an address such as smtp+tls://user:secret@mail.example:587.

    User and password are percent-decoded. Raises ImproperlyConfigured, without the password, for
    anything else.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{_FORM}: {_reason(error)}.") from None
    if parts.scheme not in _SCHEMES:
        raise ImproperlyConfigured(f"{_FORM}, and not begin with {parts.scheme or 'nothing'!r}.")
    if not parts.hostname:
        raise ImproperlyConfigured(f"{_FORM}: the host is missing.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{_FORM}, with nothing after the port.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ImproperlyConfigured(f"{_FORM}: a user needs a password, and a password a user.")
    security, usual_port = _SCHEMES[parts.scheme]
    return Relay(parts.hostname, port or usual_port, security, user, password)


def _reason(error: ValueError) -> str:
    # The words of urllib may quote the address, password included.
    return "the port must be a number" if "ort" in str(error) else "it cannot be read"
