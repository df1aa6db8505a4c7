"""Where a request comes from is what the last trusted proxy saw, never what the visitor claims."""

import pytest
from django.test import RequestFactory

from portal.accounts.network import client_address, client_network


def request_from(remote, forwarded=None):
    extra = {"REMOTE_ADDR": remote}
    if forwarded is not None:
        extra["HTTP_X_FORWARDED_FOR"] = forwarded
    return RequestFactory().get("/", **extra)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "9.9.9.9", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "9.9.9.9", "9.9.9.9"),
        (1, "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        (2, "1.1.1.1, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
        (2, "9.9.9.9", "9.9.9.9"),
        (1, "9.9.9.9:4711", "9.9.9.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_trusted_hops_count(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies

    assert client_address(request_from("192.0.2.1", forwarded)) == address


def test_a_socket_file_has_no_address():
    assert client_address(request_from("")) == "0.0.0.0"


def test_all_addresses_of_one_ipv6_network_count_as_one():
    assert client_network(request_from("2001:db8::1")) == client_network(request_from("2001:db8::ffff:2"))
    assert client_network(request_from("192.0.2.1")) != client_network(request_from("192.0.2.2"))
