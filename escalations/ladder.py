"""The five levels every installation begins with; their names, words and people are data to edit."""

from __future__ import annotations

from django.db import connection

from escalations.models import Level
from portal.accounts.roles import Role

# number: name, nom, when to use it, quand, the role that is told
LEVELS = {
    1: (
        "Customer",
        "Client",
        "The issue is unresolved and its impact has increased",
        "Le problème n’est pas résolu et son impact a augmenté",
        "",
    ),
    2: (
        "Team Lead",
        "Responsable d’équipe",
        "Ongoing concerns or a deteriorating experience",
        "Préoccupations persistantes ou expérience qui se dégrade",
        Role.LEAD,
    ),
    3: (
        "Support Manager",
        "Responsable du support",
        "Significant or persistent concerns",
        "Préoccupations importantes ou durables",
        Role.MANAGER,
    ),
    4: (
        "Head of Support and Customer Success",
        "Direction du support et de la réussite client",
        "Escalating business impact",
        "Impact croissant sur l’activité",
        Role.MANAGER,
    ),
    5: (
        "Chief Customer Officer",
        "Direction de la relation client",
        "Critical unresolved issues",
        "Problèmes critiques non résolus",
        Role.MANAGER,
    ),
}


def ship_ladder() -> None:
    """Safe to run again: does nothing where there is a ladder, or where its table is not there yet."""
    if Level._meta.db_table not in connection.introspection.table_names() or Level.objects.exists():
        return
    Level.objects.bulk_create(
        Level(
            number=number,
            name_en=name_en,
            name_fr=name_fr,
            when_to_use_en=when_en,
            when_to_use_fr=when_fr,
            role=role,
        )
        for number, (name_en, name_fr, when_en, when_fr, role) in LEVELS.items()
    )
