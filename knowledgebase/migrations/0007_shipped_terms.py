"""The fifteen terms that every installation begins with; staff edit them from then on."""

import secrets

from django.db import migrations

from knowledgebase.terms import refresh

# address, (English, French), what it means in both, (also written in English, in French)
TERMS = [
    (
        "severity",
        ("Severity (Sev)", "Gravité (Severity, Sev)"),
        "The key measure of how serious a problem is. It decides our internal order of work, the "
        "service level and the people we assign.",
        "Le critère principal qui dit à quel point un problème est sérieux. Il décide de notre "
        "ordre de travail, du niveau de service et des personnes affectées.",
        ("severities", "gravités"),
    ),
    (
        "priority",
        ("Priority", "Priorité (Priority)"),
        "What the problem means for you, the customer. Severity and priority are two separate "
        "things: a small fault can matter a great deal to you.",
        "Ce que le problème représente pour vous, le client. Gravité et priorité sont deux choses"
        " distinctes : un petit défaut peut compter beaucoup pour vous.",
        ("priorities", "priorités"),
    ),
    (
        "support-request",
        ("Support Request (SR)", "Demande d’assistance (Support Request, SR)"),
        "Support to troubleshoot a problem, to ask for advice or assistance, or to report an "
        "issue or a bug. Each has its own case number.",
        "Une aide pour dépanner, un conseil ou un accompagnement, ou le signalement d’un problème"
        " ou d’une anomalie. Chacune a son numéro de dossier.",
        ("support requests", "demandes d’assistance"),
    ),
    (
        "request-types",
        ("Request Types", "Types de demande (Request Types)"),
        "The category of a request. It is used for reporting, and brings the request the right "
        "workflow and the right people.",
        "La catégorie d’une demande. Elle sert aux rapports et lui donne le bon parcours et les "
        "bonnes personnes.",
        ("request type", "type de demande"),
    ),
    (
        "support-resolution",
        ("Support Resolution", "Résolution (Support Resolution)"),
        "Your request has been brought to a conclusion.",
        "Votre demande a été menée à son terme.",
        ("support resolutions", ""),
    ),
    (
        "sla",
        ("SLA", "Accord de niveau de service (SLA)"),
        "Service level agreement: the measures and targets for our service.",
        "Les mesures et les objectifs de notre service.",
        ("SLAs, service level agreement", "accords de niveau de service"),
    ),
    (
        "support-portal",
        ("Support Portal", "Portail d’assistance (Support Portal)"),
        "The place where you reach all support resources and raise and view your requests. You "
        "are in it now.",
        "Le lieu où se trouvent toutes les ressources d’assistance, où vous envoyez et suivez vos"
        " demandes. Vous y êtes.",
        ("", ""),
    ),
    (
        "bug",
        ("Bug", "Anomalie (Bug)"),
        "An error, flaw or fault that gives incorrect or unexpected results.",
        "Une erreur, un défaut ou une faute qui donne un résultat incorrect ou inattendu.",
        ("bugs", "anomalies, bugs"),
    ),
    (
        "ui-ux",
        ("UI/UX", "Interface et expérience (UI/UX)"),
        "The user interface is how the application looks. The user experience is how easy it is "
        "to use, and how its workflows run.",
        "L’interface est l’aspect de l’application. L’expérience est sa facilité d’emploi et la "
        "logique de ses enchaînements.",
        ("UI, UX, user interface", "UI, UX"),
    ),
    (
        "config",
        ("Config", "Configuration (Config)"),
        "A specific function that can be enabled or disabled, as you require.",
        "Une fonction précise que l’on peut activer ou désactiver selon vos besoins.",
        ("configs", ""),
    ),
    (
        "patch",
        ("Patch", "Correctif (Patch)"),
        "An update that fixes bugs, improves performance or adds functions. Patches are essential"
        " for security.",
        "Une mise à jour qui corrige des anomalies, améliore les performances ou ajoute des "
        "fonctions. Indispensable à la sécurité.",
        ("patches", "correctifs"),
    ),
    (
        "webapp-or-tenant",
        ("WebApp or Tenant", "Instance (WebApp, Tenant)"),
        "Your own instance of the application, separate from every other customer’s.",
        "Votre propre exemplaire de l’application, séparé de celui des autres clients.",
        ("WebApp, Tenant", ""),
    ),
    (
        "cache",
        ("Cache", "Cache"),
        "A store of frequently used data that makes requests faster. Clearing it can resolve "
        "performance issues.",
        "Une réserve de données souvent utilisées, qui accélère les réponses. Le vider peut "
        "résoudre une lenteur.",
        ("caches", "caches"),
    ),
    (
        "error-log",
        ("Error Log", "Journal d’erreurs (Error Log)"),
        "A file of events and messages from applications or the operating system, used for "
        "troubleshooting.",
        "Un fichier d’événements et de messages des applications ou du système d’exploitation, "
        "utile au dépannage.",
        ("error logs", "journaux d’erreurs"),
    ),
    (
        "audit-log",
        ("Audit Log", "Journal d’audit (Audit Log)"),
        "A record, in order of time, of what happened in a system: who had access and what was "
        "done in a period.",
        "Un relevé chronologique de l’activité d’un système : les accès et les opérations d’une "
        "période.",
        ("audit logs", "journaux d’audit"),
    ),
]


def ship(apps, schema_editor):
    """A word that is explained here already stays as it is."""
    term = apps.get_model("knowledgebase", "Term")
    for slug, (title_en, title_fr), explanation_en, explanation_fr, (variants_en, variants_fr) in TERMS:
        term.objects.get_or_create(
            slug=slug,
            defaults={
                "title_en": title_en,
                "title_fr": title_fr,
                "explanation_en": explanation_en,
                "explanation_fr": explanation_fr,
                "variants_en": variants_en,
                "variants_fr": variants_fr,
            },
        )
    texts = apps.get_model("knowledgebase", "Translation").objects
    if refresh(texts, list(term.objects.order_by("pk"))):
        apps.get_model("knowledgebase", "Version").objects.update(stamp=secrets.token_hex(16))


class Migration(migrations.Migration):
    dependencies = [("knowledgebase", "0006_terms")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
