"""The guide every installation begins with; once there are rows, staff decide."""

ROUTES = [
    {
        "priority": "p1",
        "type": (
            "Service outages, live incidents, security breaches",
            "Interruptions de service, incidents en cours, failles de sécurité",
        ),
        "minutes": 15,
        "is_immediate": True,
    },
    {
        "priority": "p2",
        "type": (
            "Maintenance events or degraded performance",
            "Opérations de maintenance ou performances dégradées",
        ),
        "minutes": 2 * 60,
    },
    {
        "priority": "p3",
        "type": (
            "Integration-specific issues (not customer queries)",
            "Problèmes propres à l’intégration (hors questions de clients)",
        ),
        "minutes": 24 * 60,
    },
    {
        "priority": "p4",
        "type": (
            "Integration-specific issues (not customer queries)",
            "Problèmes propres à l’intégration (hors questions de clients)",
        ),
        "minutes": 24 * 60,
    },
]

CATEGORIES = [
    {"slug": "outage", "name": ("Service outage", "Interruption de service")},
    {"slug": "incident", "name": ("Live incident", "Incident en cours")},
    {"slug": "breach", "name": ("Security breach", "Faille de sécurité")},
    {"slug": "maintenance", "name": ("Maintenance event", "Opération de maintenance")},
    {"slug": "performance", "name": ("Degraded performance", "Performances dégradées")},
    {
        "slug": "authentication",
        "name": (
            "Technical connection: authentication, certificates, tokens",
            "Connexion technique : authentification, certificats, jetons",
        ),
        "is_integration": True,
    },
    {
        "slug": "interface",
        "name": (
            "Interface: requests, answers, data formats",
            "Interface : requêtes, réponses, formats de données",
        ),
        "is_integration": True,
    },
    {
        "slug": "notifications",
        "name": ("Notifications and webhooks", "Notifications et webhooks"),
        "is_integration": True,
    },
    {
        "slug": "bank-connection",
        "name": (
            "Connection to one financial institution",
            "Connexion à un établissement financier",
        ),
        "is_integration": True,
    },
    {
        "slug": "customer-onboarding",
        "name": ("Customer onboarding problems", "Difficultés d’inscription d’un client"),
        "example": ("Onboarding errors", "Erreurs à l’inscription"),
        "why_not": (
            "Only the customer can show us what they see when they join. They contact Product "
            "Support directly, "
            "through the usual support channels.",
            "Seul le client peut nous montrer ce qu’il voit à l’inscription. Il s’adresse directement à "
            "l’assistance produit, par les canaux habituels.",
        ),
    },
    {
        "slug": "customer-transactions",
        "name": (
            "Missing or duplicate transactions, reported by a customer",
            "Opérations manquantes ou en double, signalées par un client",
        ),
        "example": ("Missing or duplicate transactions", "Opérations manquantes ou en double"),
        "why_not": (
            "We need to look at the account with its owner. The customer contacts Product Support directly, "
            "through the usual support channels.",
            "Nous devons regarder le compte avec son titulaire. Le client s’adresse directement "
            "à l’assistance "
            "produit, par les canaux habituels.",
        ),
    },
    {
        "slug": "customer-status",
        "name": ("Account status issues", "Questions sur l’état d’un compte"),
        "example": ("Accounts stuck in pending", "Comptes bloqués « en attente »"),
        "why_not": (
            "We may speak of an account only with its owner. The customer contacts Product Support directly, "
            "through the usual support channels.",
            "Nous ne parlons d’un compte qu’avec son titulaire. Le client s’adresse directement "
            "à l’assistance "
            "produit, par les canaux habituels.",
        ),
    },
    {
        "slug": "customer-reauthentication",
        "name": (
            "Complaints about how often to reauthenticate",
            "Plaintes sur la fréquence des réauthentifications",
        ),
        "example": (
            "Reauthentication requests appearing too frequently",
            "Demandes de réauthentification trop fréquentes",
        ),
        "why_not": (
            "How often somebody is asked depends on their bank and their device. The customer "
            "contacts Product "
            "Support directly, through the usual support channels.",
            "La fréquence dépend de la banque et de l’appareil du client. Il s’adresse "
            "directement à l’assistance "
            "produit, par les canaux habituels.",
        ),
    },
    {
        "slug": "customer-question",
        "name": ("General customer support queries", "Questions générales de clients"),
        "why_not": (
            "Questions of customers are answered by Product Support. The customer contacts it "
            "directly, through "
            "the usual support channels.",
            "L’assistance produit répond aux questions des clients. Le client s’y adresse "
            "directement, par les "
            "canaux habituels.",
        ),
    },
]

CHECKLIST = [
    {
        "title": ("Who answers your customers first", "Qui répond d’abord à vos clients"),
        "hint": (
            "The team, its hours and its languages, and how it tells a customer’s question from "
            "an integration issue.",
            "L’équipe, ses horaires, ses langues, et comment elle distingue une question de "
            "client d’un problème "
            "d’intégration.",
        ),
    },
    {
        "title": ("How customers are led to Product Support", "Comment vos clients sont orientés"),
        "hint": (
            "The text or page by which you send a customer to Product Support.",
            "Le texte ou la page qui oriente un client vers l’assistance produit.",
        ),
    },
    {
        "title": ("Whom we call at night", "Qui nous appelons la nuit"),
        "hint": (
            "A name or rota, a telephone number and an address that answer round the clock.",
            "Un nom ou une astreinte, un téléphone et une adresse qui répondent à toute heure.",
        ),
    },
    {
        "title": ("How you watch the integration", "Comment vous surveillez l’intégration"),
        "hint": (
            "What is measured, who is alarmed, and where your own status can be read.",
            "Ce qui est mesuré, qui est alerté, et où se lit votre propre état de service.",
        ),
    },
    {
        "title": (
            "One issue raised in the test environment",
            "Un problème signalé depuis l’environnement de test",
        ),
        "hint": (
            "The number of an issue you raised here in the test environment, to show that the way is known.",
            "Le numéro d’un problème signalé ici depuis l’environnement de test : le chemin est connu.",
        ),
    },
]

MESSAGE = (
    """Hello,

Thank you for telling us. This is about your own use of $brand, so Product Support helps you best.
It can look at it with you, and you see the answer yourself.

Open this link and sign in. What you told us is filled in already; check it, add what is missing and send it:
$link
""",
    """Bonjour,

Merci de nous l’avoir signalé. C’est l’assistance produit de $brand qui vous aidera le mieux.
Elle peut regarder avec vous, et vous voyez vous-même la réponse.

Ouvrez ce lien et connectez-vous. Ce que vous nous avez dit est déjà rempli ; vérifiez, complétez, envoyez :
$link
""",
)

TEMPLATE = (
    """# Support model

Fill in every section and return the file on the page of your launch. Where something does not apply, say why.

## 1. The two of us

Provider:
Contact for the support process (name, address, telephone):

## 2. Who does what

Customers of $brand contact Product Support of $brand directly for all standard service issues. The
provider is
not responsible for handling direct customer support requests; it leads such customers to Product Support.

How you lead them there (text, page, training):

## 3. Issues of the technical integration

Who may raise an issue for you:
Who is called round the clock (rota, telephone, address):
Where your own status can be read:

## 4. Priorities

P1: service outages, live incidents, security breaches.
P2: maintenance events or degraded performance.
P3 and P4: integration-specific issues, not customer queries.

How you choose a priority, and who decides:

## 5. Watching and learning

What you measure, and who is alarmed:
How you tell us of planned maintenance (how long before, by which way):

## 6. Completed by

Name, role and date:
""",
    """# Modèle d’assistance

Remplissez chaque partie, puis renvoyez le fichier sur la page de votre mise en service. Si un point
ne s’applique pas, dites pourquoi.

## 1. Nous deux

Fournisseur :
Contact pour le processus d’assistance (nom, adresse, téléphone) :

## 2. Qui fait quoi

Les clients de $brand s’adressent directement à l’assistance produit de $brand pour tout problème courant. Le
fournisseur n’a pas à traiter les demandes d’assistance des clients ; il les oriente vers
l’assistance produit.

Comment vous les orientez (texte, page, formation) :

## 3. Problèmes de l’intégration technique

Qui peut signaler un problème en votre nom :
Qui est appelé à toute heure (astreinte, téléphone, adresse) :
Où se lit votre propre état de service :

## 4. Priorités

P1 : interruptions de service, incidents en cours, failles de sécurité.
P2 : opérations de maintenance ou performances dégradées.
P3 et P4 : problèmes propres à l’intégration, hors questions de clients.

Comment vous choisissez une priorité, et qui décide :

## 5. Surveiller et apprendre

Ce que vous mesurez, et qui est alerté :
Comment vous nous annoncez une maintenance prévue (délai, moyen) :

## 6. Rempli par

Nom, fonction et date :
""",
)
PASSAGES = [{"key": "message", "text": MESSAGE}, {"key": "template", "text": TEMPLATE}]
