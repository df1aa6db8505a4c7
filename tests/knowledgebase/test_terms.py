"""The fifteen terms, each with its explanation, on a page in both languages. S2-92 to S2-106."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

pytestmark = pytest.mark.django_db

# number: the term as it stands, le terme, a word of its explanation, un mot de son explication
TERMS = {
    "S2-92": ("Severity (Sev)", "Gravité (Severity, Sev)", "internal order of work", "ordre de travail"),
    "S2-93": ("Priority", "Priorité (Priority)", "two separate things", "deux choses distinctes"),
    "S2-94": ("Support Request (SR)", "Demande d’assistance (Support Request, SR)", "case number", "dossier"),
    "S2-95": ("Request Types", "Types de demande (Request Types)", "reporting", "rapports"),
    "S2-96": ("Support Resolution", "Résolution (Support Resolution)", "conclusion", "terme"),
    "S2-97": ("Bug", "Anomalie (Bug)", "incorrect or unexpected", "incorrect ou inattendu"),
    "S2-98": ("UI/UX", "Interface et expérience (UI/UX)", "how easy it is to use", "facilité d’emploi"),
    "S2-99": ("Config", "Configuration (Config)", "enabled or disabled", "activer ou désactiver"),
    "S2-100": ("SLA", "Accord de niveau de service (SLA)", "measures and targets", "objectifs"),
    "S2-101": ("Patch", "Correctif (Patch)", "essential for security", "Indispensable à la sécurité"),
    "S2-102": ("Cache", "Cache", "frequently used data", "données souvent utilisées"),
    "S2-103": ("Error Log", "Journal d’erreurs (Error Log)", "troubleshooting", "dépannage"),
    "S2-104": ("Audit Log", "Journal d’audit (Audit Log)", "in order of time", "chronologique"),
    "S2-105": (
        "Support Portal",
        "Portail d’assistance (Support Portal)",
        "all support resources",
        "ressources",
    ),
    "S2-106": (
        "WebApp or Tenant",
        "Instance (WebApp, Tenant)",
        "Your own instance",
        "Votre propre exemplaire",
    ),
}


def explained(client, path: str) -> dict[str, str]:
    """Term to explanation, as the table of the page says them."""
    page = client.get(path, follow=True)
    assert page.status_code == 200
    cells = re.findall(r"<tr>\s*<td>(.*?)</td>\s*<td>(.*?)</td>", page.content.decode(), re.S)
    return {term: " ".join(words.split()) for term, words in cells}


@pytest.mark.parametrize(("prefix", "term", "word"), [("", 0, 2), ("/fr", 1, 3)])
def test_each_has_its_explanation(client, prefix, term, word):
    call_command("import_articles", settings.BASE_DIR / "knowledgebase" / "demo", stdout=StringIO())
    found = explained(client, f"{prefix}/articles/terms/")
    assert set(found) == {row[term] for row in TERMS.values()}
    for number, row in TERMS.items():
        assert row[word] in found[row[term]], number
