"""`manage.py demo`: people, articles and cases to try the portal with. Never in production."""

from __future__ import annotations

from io import StringIO
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from knowledgebase.models import Article
from portal.accounts.actions import add_person
from portal.accounts.models import Membership, Organisation, Team
from portal.accounts.roles import Role
from portal.management import (
    demo_complaints,
    demo_contracts,
    demo_people,
    demo_providers,
    demo_story,
    demo_writing,
)

PASSWORD = "clearway-demo"


class Person(NamedTuple):
    email: str
    name: str
    who: str
    job: str = ""
    language: str = "en"
    organisation: str = ""
    sees: str = Membership.Sees.OWN
    role: Role | None = None
    zone: str = "Europe/London"
    administrator: bool = False


CLIENT, OTHER, PARTNER = "Bluefin Bakery", "Marlow Foods", "Open Ledger Partners"
NEW_PARTNER = "Tidal Connect"
FORMER = "Harrow Mills"
PEOPLE = [
    Person("customer@client.example", "Nadia Bell", "customer", organisation=CLIENT),
    Person(
        "colleague@client.example",
        "Lise Martin",
        "her colleague: French, sees all of the organisation",
        language="fr",
        organisation=CLIENT,
        sees=Membership.Sees.ALL,
        zone="Europe/Paris",
    ),
    Person("customer@other.example", "Omar Reid", "customer of another organisation", organisation=OTHER),
    Person("former@client.example", "Ruth Hale", "customer whose contract has ended", organisation=FORMER),
    Person("agent@support.example", "Jonas Weber", "agent", job="Product Support", role=Role.AGENT),
    Person("lead@support.example", "Priya Nair", "team lead", job="Team Lead", role=Role.LEAD),
    Person(
        "resolutions@support.example",
        "Mireille Caron",
        "Customer Resolutions",
        job="Customer Resolutions",
        role=Role.RESOLUTIONS,
    ),
    Person(
        "manager@support.example", "Ines Duarte", "support manager", job="Support Manager", role=Role.MANAGER
    ),
    Person(
        "representative@support.example",
        "Sam Okafor",
        "customer service representative",
        job="Customer Service",
        role=Role.REPRESENTATIVE,
    ),
    Person(
        "servicemanager@support.example",
        "Greta Holm",
        "customer service manager",
        job="Customer Service Manager",
        role=Role.SERVICE_MANAGER,
    ),
    Person(
        "solutions@support.example",
        "Yusuf Demir",
        "Solutions team",
        job="Solutions Team",
        role=Role.SOLUTIONS,
    ),
    Person("duty@support.example", "Dario Costa", "duty manager", job="Duty Manager", role=Role.DUTY),
    Person(
        "engineer@support.example",
        "Eva Brandt",
        "escalation engineer",
        job="Escalation Engineer",
        role=Role.ENGINEER,
    ),
    Person(
        "regional@support.example",
        "Rosa Keller",
        "regional escalation manager",
        job="Regional Escalation Manager",
        role=Role.REGIONAL,
    ),
    Person(
        "global@support.example",
        "Gil Okafor",
        "global escalation manager",
        job="Global Escalation Manager",
        role=Role.GLOBAL,
    ),
    Person(
        "programme@support.example",
        "Noor Haddad",
        "programme manager",
        job="Programme Manager",
        role=Role.GLOBAL_PROGRAMME,
    ),
    Person(
        "head@support.example",
        "Robin Hale",
        "head of support and customer success",
        job="Head of Support and Customer Success",
        role=Role.MANAGER,
    ),
    Person(
        "officer@support.example",
        "Maud Lenoir",
        "chief customer officer",
        job="Chief Customer Officer",
        role=Role.MANAGER,
    ),
    Person("editor@support.example", "Tomas Lind", "article editor", job="Help Centre", role=Role.EDITOR),
    Person("provider@partner.example", "Kim Sato", "integration partner", organisation=PARTNER),
    Person("newcomer@partner.example", "Leo Brandt", "partner before its launch", organisation=NEW_PARTNER),
    Person(
        "integration@support.example",
        "Ines Roth",
        "integration support",
        job="Integration Support",
        role=Role.INTEGRATION,
    ),
    Person(
        "enablement@support.example",
        "Ravi Lal",
        "enablement engineer",
        job="Enablement Engineer",
        role=Role.ENABLEMENT,
    ),
    Person("admin@support.example", "Alex Moreau", "administrator", job="Administrator", administrator=True),
]


class Command(BaseCommand):
    help = "Load the demonstration: people, articles, requests, escalations. Refused when DEBUG is off."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demonstration is loaded with DEBUG=1 only, so that it never enters production."
            )
        with transaction.atomic():
            fresh = not get_user_model().objects.exists()
            people = {person.email: load(person) for person in PEOPLE}
            self.stdout.write(f"  {len(people)} people")
            if fresh:
                demo_contracts.sign()
                demo_people.appoint(people)
                demo_story.tell(people)
                demo_complaints.tell(people)
                demo_providers.tell(people)
                self.stdout.write("  a few days of requests, escalations, complaints and partners’ issues")
        # Once: what somebody has written here since is not written over at the next start.
        if not Article.objects.exists():
            call_command("import_articles", settings.BASE_DIR / "knowledgebase" / "demo", stdout=StringIO())
            demo_writing.tell(people["editor@support.example"])
        self.stdout.write("  articles in English and French")


def load(person: Person):
    """The person with this address; one who is there already stays as they are."""
    User = get_user_model()
    if (user := User.objects.filter(email=person.email).first()) is not None:
        return user
    organisation = person.organisation and Organisation.objects.get_or_create(name=person.organisation)[0]
    return add_person(
        email=person.email,
        name=person.name,
        password=PASSWORD,
        proven=True,
        organisation=organisation or None,
        sees=person.sees,
        role=person.role,
        teams=[Team.objects.get_or_create(name="Product Support")[0]] if person.role else [],
        job=person.job,
        language=person.language,
        zone=person.zone,
        is_staff=person.administrator or person.role is not None,
        is_superuser=person.administrator,
    )
