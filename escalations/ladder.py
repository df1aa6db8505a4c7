"""The two ladders every installation begins with; their names, words and people are data to edit."""

from __future__ import annotations

from django.apps import apps as global_apps
from django.core.exceptions import FieldDoesNotExist

from escalations.models import Level
from escalations.states import Ladder
from portal.accounts.roles import Role
from portal.workflow.kept import kept

DAY = 510  # working minutes of the calendar that every installation begins with
# number: name, nom, when to use it, quand, the role that is told, when the next level is suggested
# (working minutes; None: it is not)
SERVICE = {
    1: (
        "Customer",
        "Client",
        "The issue is unresolved and its impact has increased",
        "Le problème n’est pas résolu et son impact a augmenté",
        "",
        DAY,
    ),
    2: (
        "Team Lead",
        "Responsable d’équipe",
        "Ongoing concerns or a deteriorating experience",
        "Préoccupations persistantes ou expérience qui se dégrade",
        Role.LEAD,
        2 * DAY,
    ),
    3: (
        "Support Manager",
        "Responsable du support",
        "Significant or persistent concerns",
        "Préoccupations importantes ou durables",
        Role.MANAGER,
        2 * DAY,
    ),
    4: (
        "Head of Support and Customer Success",
        "Direction du support et de la réussite client",
        "Escalating business impact",
        "Impact croissant sur l’activité",
        Role.MANAGER,
        2 * DAY,
    ),
    5: (
        "Chief Customer Officer",
        "Direction de la relation client",
        "Critical unresolved issues",
        "Problèmes critiques non résolus",
        Role.MANAGER,
        None,
    ),
}

COMPLAINT = {
    1: (
        "Customer Service Representative",
        "Chargé de clientèle",
        "First contact: most complaints are settled here",
        "Premier contact : la plupart des réclamations se règlent ici",
        Role.REPRESENTATIVE,
        None,
    ),
    2: (
        "Customer Service Manager",
        "Responsable du service client",
        "The representative could not settle it",
        "Le chargé de clientèle n’a pas pu la régler",
        Role.SERVICE_MANAGER,
        None,
    ),
    3: (
        "Solutions team",
        "Équipe Solutions",
        "The manager’s answer does not satisfy you",
        "La réponse du responsable ne vous satisfait pas",
        Role.SOLUTIONS,
        None,
    ),
}
LADDERS = {Ladder.SERVICE: SERVICE, Ladder.COMPLAINT: COMPLAINT}


def ship_ladders(apps=global_apps) -> None:
    """Safe to run again: leaves a ladder that is there; nothing while `apps` has not come that far."""
    try:
        model = apps.get_model("escalations", "Level")
        model._meta.get_field("next_within")
    except (LookupError, FieldDoesNotExist):
        return
    there = set(model.objects.values_list("ladder", flat=True).distinct().order_by())
    model.objects.bulk_create(
        model(
            ladder=ladder,
            number=number,
            name_en=name_en,
            name_fr=name_fr,
            when_to_use_en=when_en,
            when_to_use_fr=when_fr,
            role=role,
            next_within=within,
        )
        for ladder, levels in LADDERS.items()
        if ladder not in there
        for number, (name_en, name_fr, when_en, when_fr, role, within) in levels.items()
    )


@kept
def levels(ladder: str) -> list[Level]:
    """Its steps, the lowest first."""
    return list(Level.objects.of(ladder))
