"""The reasons and the example that every installation begins with; their words are data to edit."""

from __future__ import annotations

from django.apps import apps as global_apps

from escalations.models import Example, Reason
from portal.workflow.kept import kept

# word: reason, motif, whether it asks for the go-live date (S2-81, S2-82, S4-14, S4-15)
REASONS = {
    "production_down": (
        "Production is down during an upgrade or an implementation",
        "La production est à l’arrêt pendant une mise à niveau ou un déploiement",
        False,
    ),
    "responsiveness": (
        "I am not satisfied with how fast you respond",
        "Je ne suis pas satisfait de votre réactivité",
        False,
    ),
    "resolution": (
        "I am not satisfied with the resolution",
        "Je ne suis pas satisfait de la résolution",
        False,
    ),
    "impact_changed": (
        "The impact on our business has changed",
        "L’impact sur notre activité a changé",
        False,
    ),
    "severity": (
        "The severity or the priority should change",
        "La gravité ou la priorité devrait changer",
        False,
    ),
    "no_progress": ("There is no progress", "Il n’y a pas de progrès", False),
    "recurring": ("The issue keeps coming back", "Le problème revient sans cesse", False),
    "security": (
        "It concerns security or stability",
        "Cela concerne la sécurité ou la stabilité",
        False,
    ),
    "project_blocked": (
        "A project is blocked and its go-live is at risk",
        "Un projet est bloqué et sa mise en service est menacée",
        True,
    ),
    "other": ("Another reason", "Une autre raison", False),
}
EXAMPLE = {
    "subject_en": "The warehouse stands still every Monday morning",
    "subject_fr": "L’entrepôt est à l’arrêt tous les lundis matin",
    "reason_en": "It has happened three Mondays in a row, and our peak season starts on 30 November.",
    "reason_fr": "C’est arrivé trois lundis de suite, et notre haute saison commence le 30 novembre.",
    "description_en": "The page for counting stock takes 40 seconds between 8 and 10 o’clock. Six people "
    "wait. We print lists on Sunday, but they are wrong by Monday.",
    "description_fr": "La page d’inventaire met 40 secondes à s’ouvrir entre 8 h et 10 h. Six personnes "
    "attendent. Nous imprimons des listes le dimanche, mais elles sont fausses le lundi.",
    "impact_en": "Major: work goes on, but only with the printed lists.",
    "impact_fr": "Majeur : le travail continue, mais seulement avec les listes imprimées.",
}


def ship_reasons(apps=global_apps) -> None:
    """Safe to run again: what is there stays as it is; nothing while `apps` has not come to the tables."""
    try:
        reasons = apps.get_model("escalations", "Reason")
        examples = apps.get_model("escalations", "Example")
    except LookupError:
        return
    if not reasons.objects.exists():
        reasons.objects.bulk_create(
            reasons(slug=slug, name_en=name_en, name_fr=name_fr, asks_go_live=asks, position=position)
            for position, (slug, (name_en, name_fr, asks)) in enumerate(REASONS.items())
        )
    if not examples.objects.exists():
        examples.objects.create(**EXAMPLE)


@kept
def offered() -> list[Reason]:
    """Those of the form, in its order."""
    return list(Reason.objects.filter(is_offered=True))


@kept
def example() -> Example | None:
    """The good escalation that the form shows."""
    return Example.objects.first()
