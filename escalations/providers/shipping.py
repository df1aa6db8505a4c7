"""Writes down the guide that every installation begins with."""

from __future__ import annotations

from django.db import connection, transaction

from escalations.providers import shipped
from escalations.providers.models import Category, ChecklistItem, Passage, Redirect, Route


@transaction.atomic
def ship_guide(using="default", **kwargs) -> None:
    """Safe to run again: does nothing where there are routes, or where the tables are not there yet."""
    if using != "default" or Redirect._meta.db_table not in connection.introspection.table_names():
        return
    if Route.objects.exists():
        return
    Route.objects.bulk_create(Route(**_in_two_languages(row)) for row in shipped.ROUTES)
    Category.objects.bulk_create(
        Category(position=place, **_in_two_languages({"is_admitted": "why_not" not in row} | row))
        for place, row in enumerate(shipped.CATEGORIES, 1)
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(position=place, **_in_two_languages(row))
        for place, row in enumerate(shipped.CHECKLIST, 1)
    )
    Passage.objects.bulk_create(Passage(**_in_two_languages(row)) for row in shipped.PASSAGES)


def _in_two_languages(words: dict) -> dict:
    """A pair is what two columns hold."""
    columns = {}
    for name, value in words.items():
        if isinstance(value, tuple):
            columns[f"{name}_en"], columns[f"{name}_fr"] = value
        else:
            columns[name] = value
    return columns
