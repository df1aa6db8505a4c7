import pytest
from django.urls import resolve, reverse

from tickets.numbers import parse, reference


def test_a_number_is_written_the_same_everywhere(settings):
    settings.CASE_PREFIX = "NW"
    assert reference(12) == "NW-00012"
    assert reference(1_234_567) == "NW-1234567"


@pytest.mark.parametrize(
    "typed",
    [
        "NW-48190",
        "nw-48190",
        "nw 48190",
        "NW48190",
        "#48190",
        "48190",
        "048190",
        "  NW-48190\n",
        "NW\u00a0-\u00a048190",  # pasted from a letter with no-break spaces
        "NW\u2011048190",  # with a no-break hyphen
        "NW\u201348190",
        "\u200e48190\u200f",
        "４８１９０",
        "NW-48 190",
    ],
)
def test_what_people_type_is_understood(typed, settings):
    settings.CASE_PREFIX = "NW"
    assert parse(typed) == 48190


@pytest.mark.parametrize(
    "typed",
    ["", " ", "NW-", "NW-0", "0", "ZZ-48190", "48190a", "4.8190", "-48190x", "NW-99999999999", "9" * 400],
)
def test_what_is_no_number_of_ours_is_none(typed, settings):
    settings.CASE_PREFIX = "NW"
    assert parse(typed) is None


def test_an_address_carries_the_reference(settings):
    settings.CASE_PREFIX = "NW"
    assert reverse("tickets:detail", args=[12]) == "/requests/NW-00012/"
    assert reverse("tickets:detail", args=["NW-00012"]) == "/requests/NW-00012/"
    assert resolve("/requests/nw-12/").kwargs == {"number": 12}
