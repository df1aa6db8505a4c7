"""Writes down the forms and the resource centre that every installation begins with."""

from __future__ import annotations

from django.db import connection, transaction

from tickets.intake.models import Field, RequestType, Resource
from tickets.intake.shipped_forms import RESOURCES, TYPES


@transaction.atomic
def ship_forms(using="default", **kwargs) -> None:
    """Safe to run again: does nothing where there are types, or where their tables are not there yet."""
    if using != "default" or Resource._meta.db_table not in connection.introspection.table_names():
        return
    if RequestType.objects.exists():
        return
    for position, shipped in enumerate(TYPES, 1):
        words = dict(shipped)
        questions = words.pop("questions", ())
        request_type = RequestType.objects.create(position=position, **_in_two_languages(words))
        Field.objects.bulk_create(
            Field(type=request_type, position=place, **_in_two_languages(question))
            for place, question in enumerate(questions, 1)
        )
    Resource.objects.bulk_create(
        Resource(position=position, **_in_two_languages(shipped))
        for position, shipped in enumerate(RESOURCES, 1)
    )


def _in_two_languages(words: dict) -> dict:
    """A pair is what two columns hold."""
    columns = {}
    for name, value in words.items():
        if isinstance(value, tuple):
            columns[f"{name}_en"], columns[f"{name}_fr"] = value
        else:
            columns[name] = value
    return columns
