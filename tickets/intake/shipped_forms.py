"""The forms every installation begins with, in both languages; afterwards staff edit them."""

from tickets.intake.shipped_guide import GUIDED

# The order of the pairs of words: in English, in French.
_GOOD_TECHNICAL = (
    "Subject: Invoice numbers skip after a credit note\n\n"
    "Since Monday every credit note makes one invoice number disappear: 1184 and 1190 are missing. I "
    "post the "
    "credit note on the Sales page and press Approve; the next invoice then skips a number. I expected 1184 "
    "after 1183. Three people see it, on two computers. I followed the article about numbering "
    "without success.",
    "Objet : Numéros de facture manquants après un avoir\n\n"
    "Depuis lundi, chaque avoir fait disparaître un numéro de facture : il manque 1184 et 1190. Je valide "
    "l’avoir sur la page Ventes ; la facture suivante saute alors un numéro. J’attendais 1184 après "
    "1183. Trois "
    "personnes le constatent, sur deux postes. J’ai suivi sans succès l’article sur la numérotation.",
)
_GOOD_FEEDBACK = (
    "Since the last update the stock page opens in two seconds instead of ten. The new search, however, no "
    "longer finds a product by the beginning of its number; we type whole numbers from paper.",
    "Depuis la dernière mise à jour, la page du stock s’ouvre en deux secondes au lieu de dix. La nouvelle "
    "recherche, en revanche, ne trouve plus un produit par le début de son numéro.",
)
_GOOD_CHANGE = (
    "We want to send one reminder for several unpaid invoices. Today we send one for each, about "
    "forty a week, "
    "and customers complain. One reminder would save two hours a week.",
    "Nous voulons envoyer un seul rappel pour plusieurs factures impayées. Aujourd’hui nous en "
    "envoyons un par "
    "facture, environ quarante par semaine, et les clients s’en plaignent. Nous gagnerions deux "
    "heures par semaine.",
)

TYPES = (
    # S2-28, S2-8 to S2-11
    {
        "slug": "technical",
        "icon": "pulse",
        "name": ("Technical support", "Assistance technique"),
        "about": (
            "Something does not work, is slow, shows an error, or you want advice on setting it up.",
            "Quelque chose ne fonctionne pas, est lent, affiche une erreur, ou vous souhaitez un conseil.",
        ),
        "title": ("Describe the problem", "Décrivez le problème"),
        "text_label": ("What happens", "Ce qui se passe"),
        "text_hint": (
            "What you did, what you saw and what you expected. The exact text of an error message helps.",
            "Ce que vous avez fait, vu et attendu. Le texte exact d’un message d’erreur aide beaucoup.",
        ),
        "example": _GOOD_TECHNICAL,
        "asks_category": True,
        "asks_impact": True,
    },
    GUIDED,
    # S2-29
    {
        "slug": "feedback",
        "icon": "msg",
        "name": ("Feedback", "Votre avis"),
        "about": (
            "Tell us how the system performs for you, good or bad.",
            "Dites-nous comment le système fonctionne pour vous, en bien ou en mal.",
        ),
        "title": ("Give feedback", "Donnez votre avis"),
        "text_label": ("Your feedback", "Votre avis"),
        "text_hint": (
            "What works well for you, and what does not.",
            "Ce qui fonctionne bien pour vous, et ce qui ne va pas.",
        ),
        "example": _GOOD_FEEDBACK,
    },
    # S2-44
    {
        "slug": "change",
        "icon": "bulb",
        "name": ("Change or feature request", "Demande d’évolution"),
        "about": (
            "A suggestion or an improvement, not a fault.",
            "Une suggestion ou une amélioration, pas une panne.",
        ),
        "title": ("Suggest a change", "Proposez une évolution"),
        "text_label": ("What should be different", "Ce qui devrait changer"),
        "text_hint": (
            "What you want to do, how you do it today, and what it would change for your business.",
            "Ce que vous voulez faire, comment vous faites aujourd’hui, et ce que cela changerait pour vous.",
        ),
        "example": _GOOD_CHANGE,
    },
    # S1-3
    {
        "slug": "escalate",
        "icon": "flag",
        "name": ("Escalate my case", "Escalader mon dossier"),
        "about": (
            "You sent a request already and are not satisfied with how it is going. You need its "
            "case number.",
            "Vous avez déjà envoyé une demande et son avancement ne vous satisfait pas. Il vous faut "
            "son numéro.",
        ),
        "asks_product": False,
        "link_to": "/escalate/",
    },
)

# S3-7, S3-9, S3-11, S3-12
RESOURCES = (
    {
        "title": ("Knowledge base", "Base de connaissances"),
        "text": (
            "Answers and instructions, written by the people who would answer you.",
            "Des réponses et des modes d’emploi, écrits par ceux qui vous répondraient.",
        ),
        "url": "/",
    },
    {
        # Its address is another at every house, so it is shown once staff have written it down.
        "title": ("Community hub", "Espace communautaire"),
        "text": (
            "Ask other users, and read what they asked.",
            "Interrogez les autres utilisateurs, et lisez leurs questions.",
        ),
        "url": "https://community.example/",
        "is_active": False,
    },
    {
        "title": ("The way here for customers", "Le chemin pour les clients"),
        "text": (
            "From the customer portal: “customer service tickets”, then the product, then this page.",
            "Depuis le portail client : « tickets du service client », puis la solution concernée, "
            "puis cette page.",
        ),
        "audience": "customers",
    },
    {
        "title": ("The way here for partners", "Le chemin pour les partenaires"),
        "text": (
            "From the partner portal: “useful links” at the foot of the page, then “assistance "
            "request”, then "
            "this page.",
            "Depuis le portail partenaire : « liens utiles » au bas de la page, puis « demande "
            "d’assistance », "
            "puis cette page.",
        ),
        "audience": "partners",
    },
)
