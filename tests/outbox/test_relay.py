"""EMAIL_URL is understood, or refused in words that do not give the password away."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.outbox.relay import Relay, parse_relay


@pytest.mark.parametrize(
    "url, relay",
    [
        ("smtp://localhost", Relay("localhost", 25)),
        ("smtp://localhost:2525/", Relay("localhost", 2525)),
        ("smtp://[::1]:2525", Relay("::1", 2525)),
        ("smtp+tls://mail.example", Relay("mail.example", 587, "starttls")),
        ("smtps://mail.example", Relay("mail.example", 465, "tls")),
        ("smtps://me%40x:p%3A%2Fss@mail.example:4650", Relay("mail.example", 4650, "tls", "me@x", "p:/ss")),
    ],
)
def test_each_form_is_understood(url, relay):
    assert parse_relay(url) == relay


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://user@mail.example",
        "smtp://:hidden@mail.example",
        "smtp://user:hidden@mail.example:port",
        "smtp://user:hidden@mail.example:99999",
        "smtp://user:hidden@mail.example/path",
        "smtp://user:hidden@mail.example?tls=1",
        "smtp://user:hidden@[mail.example",
        "smtp://user:hid/den@mail.example",
    ],
)
def test_anything_else_stops_the_start_without_showing_the_password(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as stopped:
        parse_relay(url)
    assert "hid" not in str(stopped.value)


def test_a_relay_does_not_show_its_password_in_a_traceback():
    assert "secret" not in repr(parse_relay("smtp://user:secret@mail.example"))
