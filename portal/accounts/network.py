"""Where a request comes from, as the last proxy that we trust saw it."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # a request through a socket file has no address


def client_address(request: HttpRequest) -> str:
    """The address to count attempts by. X-Forwarded-For counts only as far as TRUSTED_PROXIES hops."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and hops:
        seen = hops[-min(settings.TRUSTED_PROXIES, len(hops))]
        if address := _parse(seen):
            return address
    return _parse(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def client_network(request: HttpRequest) -> str:
    """The same for IPv4; the /64 for IPv6, of which one person has billions of addresses."""
    address = ipaddress.ip_address(client_address(request))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)


def _parse(text: str) -> str:
    candidates = (text, text.rpartition(":")[0], text.strip("[]"), text.rpartition(":")[0].strip("[]"))
    for candidate in candidates:
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return ""
