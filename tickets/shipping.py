"""The severities, scales and categories every installation begins with; afterwards staff edit them."""

from __future__ import annotations

from django.db import connection, transaction

from tickets.scales import Category, ScaleValue, Severity

# S2-15 to S2-19: name, nom, description, description, example, exemple
SEVERITIES = {
    1: (
        "Critical incident",
        "Incident critique",
        "No access to the system, or it is completely down.",
        "Aucun accès au système, ou arrêt complet.",
        "Users cannot log in; core services are unavailable.",
        "Les utilisateurs ne peuvent pas se connecter ; les services essentiels sont indisponibles.",
    ),
    2: (
        "Major incident, high impact",
        "Incident majeur, fort impact",
        "A global issue or a significant business impact, such as being unable to invoice or transact.",
        "Problème général ou impact important sur l’activité, par exemple impossibilité de facturer.",
        "Invoicing is blocked across the business.",
        "La facturation est bloquée dans toute l’entreprise.",
    ),
    3: (
        "Moderate incident",
        "Incident modéré",
        "Tasks in a specific module are impaired, and there is a workaround.",
        "Des tâches d’un module sont gênées, et il existe une solution de contournement.",
        "One workflow is broken, and there is another way.",
        "Un enchaînement ne fonctionne pas, et il existe une autre façon de faire.",
    ),
    4: (
        "Minor incident, low impact",
        "Incident mineur, faible impact",
        "Minor functionality or data that is not critical; typically cosmetic.",
        "Fonction secondaire ou donnée non critique ; le plus souvent d’ordre cosmétique.",
        "Display issues, small inconsistencies in data.",
        "Défauts d’affichage, petites incohérences de données.",
    ),
}
# C1: what each answer suggests. Severity 1 is the gravest.
SUGGESTS = {
    "impact": {"critical": 1, "major": 2, "moderate": 3, "limited": 4},
    "criticality": {"blocking": 1, "major": 2, "minor": 3, "low": 4},
    "priority": {"p1": 1, "p2": 2, "p3": 3, "p4": 4},
}
# S3-49, C18: the source left these empty; neutral words to edit.
CRITICALITY_WORDS = {
    "blocking": ("Nobody can work with it at all.", "Plus personne ne peut travailler avec."),
    "major": (
        "One task cannot be finished, the rest works.",
        "Une tâche est impossible, le reste fonctionne.",
    ),
    "minor": (
        "There is another way, even if it takes longer.",
        "Il existe une autre façon, même plus longue.",
    ),
    "low": (
        "Nothing is broken; you want to know how.",
        "Rien n’est en panne ; vous voulez savoir comment faire.",
    ),
}
# S2-8 to S2-11: group, word, name, nom
CATEGORIES = (
    (
        "troubleshooting",
        "not-as-expected",
        "The system does not behave as expected",
        "Le système ne se comporte pas comme prévu",
    ),
    (
        "troubleshooting",
        "find-a-solution",
        "Help to identify a solution",
        "Aide pour trouver une solution",
    ),
    (
        "resolving",
        "performance",
        "Performance issue",
        "Problème de performance",
    ),
    (
        "resolving",
        "error-or-bug",
        "Error or bug in the platform",
        "Erreur ou anomalie de la plateforme",
    ),
    (
        "guidance",
        "best-practice",
        "Best-practice advice",
        "Conseil et bonnes pratiques",
    ),
    (
        "guidance",
        "set-up",
        "Set-up or configuration",
        "Paramétrage ou configuration",
    ),
    (
        "guidance",
        "data-change",
        "Data change",
        "Modification de données",
    ),
    (
        "guidance",
        "how-it-works",
        "General question on functionality",
        "Question générale sur le fonctionnement",
    ),
)


@transaction.atomic
def ship_scales(using="default", **kwargs) -> None:
    """Safe to run again: does nothing where there are severities, or where their table is not there yet."""
    if using != "default" or Category._meta.db_table not in connection.introspection.table_names():
        return
    if Severity.objects.exists():
        return
    words = ("name_en", "name_fr", "description_en", "description_fr", "example_en", "example_fr")
    Severity.objects.bulk_create(
        Severity(number=number, **dict(zip(words, said, strict=True))) for number, said in SEVERITIES.items()
    )
    ScaleValue.objects.bulk_create(
        ScaleValue(
            scale=scale,
            value=value,
            severity_id=severity,
            description_en=CRITICALITY_WORDS[value][0] if scale == "criticality" else "",
            description_fr=CRITICALITY_WORDS[value][1] if scale == "criticality" else "",
        )
        for scale, values in SUGGESTS.items()
        for value, severity in values.items()
    )
    Category.objects.bulk_create(
        Category(group=group, slug=slug, name_en=name_en, name_fr=name_fr, position=position)
        for position, (group, slug, name_en, name_fr) in enumerate(CATEGORIES, 1)
    )
