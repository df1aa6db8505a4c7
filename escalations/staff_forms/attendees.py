"""Who of the staff: read once for a form, however many fields ask for it."""

from __future__ import annotations

import re

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.roles import Role
from tickets.fields import PlainText

MOST_ADDRESSES = 30
_LINE = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>\s]+)>\s*\Z")


def staff() -> dict[int, object]:
    people = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("name", "pk")
    return {person.pk: person for person in people}


def called(person) -> str:
    """Jonas, Product Support."""
    return f"{person.get_short_name()}, {person.job}" if person.job else str(person)


def choices(people: dict) -> list[tuple]:
    return [(pk, called(person)) for pk, person in people.items()]


def programme_managers() -> list:
    """Those who attend scheduled calls if required."""
    people = get_user_model().objects
    return [*people.in_role(Role.REGIONAL_PROGRAMME), *people.in_role(Role.GLOBAL_PROGRAMME)]


class AddressesField(PlainText):
    """One person a line: Ada Lovelace <ada@client.example>, or the address alone. Gives names and emails."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text", gettext_lazy("One a line: Ada Lovelace <ada@client.example>, or the address alone.")
        )
        super().__init__(**{"required": False, "rows": 3, "max_length": 4_000, **kwargs})

    def clean(self, value) -> list[dict]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_ADDRESSES:
            raise forms.ValidationError(_("Name at most %(count)d people.") % {"count": MOST_ADDRESSES})
        return [self._person(line) for line in lines]

    def _person(self, line: str) -> dict:
        found = _LINE.match(line)
        name, email = (found["name"], found["email"]) if found else ("", line)
        try:
            validate_email(email)
        except ValidationError:
            raise forms.ValidationError(_("“%(line)s” is no address.") % {"line": line[:80]}) from None
        return {"name": name[:150], "email": email}


def written(people: list[dict]) -> str:
    """The lines of such a field."""
    return "\n".join(f"{row['name']} <{row['email']}>" if row["name"] else row["email"] for row in people)
