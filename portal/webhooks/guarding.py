"""Which addresses may be called: none inside our own network, whatever their name says."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

# Ways to write an address of the old kind inside one of the new: the inner one is what is reached.
_WRAPPING = [ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16")]


class Refused(Exception):
    """This address is not called. Its text is the reason that staff read."""


def checked(url: str) -> SplitResult:
    """The parts of an address that may be called as far as one can see without asking for its host."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is the check
    except ValueError as error:
        raise Refused(_("The address cannot be read.")) from error
    schemes = ("https", "http") if settings.WEBHOOKS_TO_PRIVATE_ADDRESSES else ("https",)
    if parts.scheme not in schemes:
        raise Refused(_("The address must begin with https://."))
    if not parts.hostname or parts.username or parts.password:
        raise Refused(_("The address must name a host, and no user or password."))
    return parts


def address_of(host: str, port: int) -> str:
    """The IP address to connect to, asked for once, so that the name cannot point elsewhere afterwards.

    Raises Refused when any of its addresses is inside a private network, OSError when there is none.
    """
    found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.WEBHOOKS_TO_PRIVATE_ADDRESSES and not all(map(_is_public, found)):
        raise Refused(_("%(host)s leads into a private network.") % {"host": host})
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 6 and any(ip in network for network in _WRAPPING):
        return False
    return ip.is_global and not ip.is_multicast
