"""A name is one line and holds no address."""

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.names import one_line, validate_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nadia\r\nBcc: victim", "Nadia Bcc: victim"),
        ("Nadia\u2028Berger", "Nadia Berger"),
        ("Nadia\x00Berger", "Nadia Berger"),
        ("Nadia \u202egrebreB", "Nadia grebreB"),
        ("  Nadia   Berger ", "Nadia Berger"),
        ("Zoë Müller-Lüdenscheidt", "Zoë Müller-Lüdenscheidt"),
        ("李小龍", "李小龍"),
    ],
)
def test_a_name_is_one_line(typed, kept):
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    "name", ["http://evil.example", "You won evil.example", "www.evil", "a@b", "<b>Nadia</b>"]
)
def test_an_address_is_not_a_name(name):
    with pytest.raises(ValidationError):
        validate_name(name)


@pytest.mark.parametrize("name", ["J. R. R. Tolkien", "J.R. Smith", "St. John", "O’Neil, jr.", "Dr. No"])
def test_names_with_full_stops_are_names(name):
    validate_name(name)
