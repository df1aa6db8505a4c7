"""The guided form of six headings, for a problem with a product; afterwards staff edit it."""

from tickets.intake.models import Kind

# The order of the pairs of words: in English, in French.
_GOOD_PROBLEM = (
    "Subject: An import stops half-way\n\n"
    "1. The import of orders stops after the second file.\n"
    "2. “Line 40: unexpected end of file.”\n"
    "3. Orders page, Import, at about 09:00.\n"
    "4. Since 16 November, after the update of the workstation; it worked before. Two people, Nadia "
    "and Omar. "
    "The same in the trial company; not on another workstation.\n"
    "5. We expect 120 orders; 54 arrive.\n"
    "6. Smaller files, and the article “An import stops half-way”, without success.",
    "Objet : Un import s’arrête à mi-chemin\n\n"
    "1. L’import des commandes s’arrête après le deuxième fichier.\n"
    "2. « Ligne 40 : fin de fichier inattendue. »\n"
    "3. Page Commandes, Importer, vers 9 h.\n"
    "4. Depuis le 16 novembre, après la mise à jour du poste ; avant, cela fonctionnait. Deux "
    "personnes, Nadia "
    "et Omar. De même dans la société d’essai ; pas sur un autre poste.\n"
    "5. Nous attendons 120 commandes ; il en arrive 54.\n"
    "6. Des fichiers plus petits, et l’article « Un import s’arrête », sans succès.",
)
# S3-17, S3-18: value | English | French
_REASONS = """\
error | Error or anomaly | Anomalie
usage | Question about using it | Question d’utilisation
performance | It is slow | Lenteur
setup | Installation or set-up | Installation ou paramétrage
data | Data to be corrected | Données à corriger
other | Something else | Autre"""
_AREAS = """\
sales | Sales and invoicing | Ventes et facturation
purchases | Purchases | Achats
stock | Stock | Stock
accounting | Accounting | Comptabilité
numbering | Numbering | Numérotation
exchange | Imports and exports | Imports et exports
access | Sign-in and rights | Accès et droits
other | Another area | Autre domaine"""
_ELSEWHERE = """\
yes | Yes, there too | Oui, là aussi
no | No, not there | Non, pas là
untried | Not tried | Pas essayé"""
_DATABASE = """\
yes | Yes, in a sample or trial company | Oui, société d’exemple ou d’essai
no | No, not there | Non, pas là
untried | Not tried | Pas essayé"""

# S3-22 to S3-32: one heading after the other.
GUIDED = {
    "slug": "problem",
    "icon": "info",
    "name": ("A problem with a product, step by step", "Problème de produit, étape par étape"),
    "about": (
        "Six headings that give us all we need, so that we can begin at once.",
        "Six rubriques qui nous donnent tout le nécessaire pour commencer aussitôt.",
    ),
    "title": ("Describe the problem", "Décrivez le problème"),
    "text_label": ("Summary of the problem", "Résumé du problème"),
    "text_hint": (
        "What happened? Describe in detail what you saw.",
        "Que s’est-il passé ? Décrivez en détail ce que vous avez vu.",
    ),
    "text_heading": 1,
    "headings": "4 | Date and extent | Date et étendue | Since when, and has it ever worked? Who is "
    "concerned, on how many files or workstations? | Depuis quand, et est-ce que cela a déjà fonctionné ? "
    "Qui est concerné, sur combien de fichiers ou de postes ?",
    "example": _GOOD_PROBLEM,
    "asks_criticality": True,
    "questions": (
        {
            "key": "reason",
            "kind": Kind.CHOICE,
            "label": ("Reason for the request", "Motif de la demande"),
            "choices": _REASONS,
            "required": True,
            "comes_first": True,
        },
        {
            "key": "area",
            "kind": Kind.CHOICE,
            "label": ("Area of application", "Domaine d’application"),
            "choices": _AREAS,
            "required": True,
            "comes_first": True,
        },
        {
            "key": "error",
            "kind": Kind.TEXT,
            "heading": 2,
            "label": ("Error message", "Message d’erreur"),
            "help": (
                "The exact text. You may attach a screenshot too.",
                "Le texte exact. Vous pouvez aussi joindre une capture d’écran.",
            ),
        },
        {
            "key": "context",
            "kind": Kind.TEXT,
            "heading": 3,
            "required": True,
            "label": ("Context", "Contexte"),
            "help": (
                "On which page or in which setting, at what moment, with which function?",
                "Dans quel écran ou quel paramétrage, à quel moment, avec quelle fonction ?",
            ),
        },
        {
            "key": "since",
            "kind": Kind.MOMENT,
            "heading": 4,
            "required": True,
            "label": ("Since when", "Depuis le"),
        },
        {
            "key": "people",
            "kind": Kind.LINE,
            "heading": 4,
            "label": ("People concerned, number and names", "Personnes concernées, nombre et noms"),
            "example": ("3: Nadia, Omar, Lise", "3 : Nadia, Omar, Lise"),
            "is_personal": True,
        },
        {
            "key": "other-database",
            "kind": Kind.CHOICE,
            "heading": 4,
            "label": ("Does it happen in another database?", "Reproduit sur une autre base ?"),
            "choices": _DATABASE,
        },
        {
            "key": "other-workstation",
            "kind": Kind.CHOICE,
            "heading": 4,
            "label": ("Does it happen on another workstation?", "Reproduit sur un autre poste ?"),
            "choices": _ELSEWHERE,
        },
        {
            "key": "worked",
            "kind": Kind.YES_NO,
            "heading": 4,
            "label": ("Has it ever worked?", "Cela a-t-il déjà fonctionné ?"),
        },
        {
            "key": "changed",
            "kind": Kind.LINE,
            "heading": 4,
            "label": ("What changed before it stopped?", "Qu’est-ce qui a changé avant l’arrêt ?"),
            "example": (
                "after an update of the software or of the operating system",
                "après une mise à jour du logiciel ou du système",
            ),
            "shown_if": "worked",
            "shown_if_value": "yes",
        },
        {
            "key": "expected",
            "kind": Kind.TEXT,
            "heading": 5,
            "required": True,
            "label": ("Expected result", "Résultat attendu"),
            "help": ("“We expect A, B happens.”", "« Nous attendons A, il se passe B. »"),
        },
        {
            "key": "tried",
            "kind": Kind.TEXT,
            "heading": 6,
            "label": ("What you have tried", "Ce que vous avez essayé"),
            "help": (
                "What you tried or examined, articles that did not help included.",
                "Ce que vous avez essayé ou examiné, y compris les articles suivis sans succès.",
            ),
        },
    ),
}
