"""Providers to test with, live or not, and their issues brought to each status through the actions."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from escalations.providers import actions
from escalations.providers.models import Category, ChecklistItem, Launch, ProviderIssue, Route
from portal.accounts.roles import Role
from portal.attachments.actions import keep
from portal.outbox.models import Letter
from portal.webhooks.models import Call
from tests import make

ACCOUNT = UUID("6f1c2f0e-0b57-4a3c-9d3b-1c2d3e4f5a6b")
SECOND = UUID("0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d")
SAID = {"category": "outage", "priority": "p1", "environment": "production", "summary": "All calls fail"}


def provider(name: str = "", *, live: bool = True):
    """Somebody of an integration partner; `live=False`: its launch is not accepted."""
    organisation = make.organisation(name, contract=False, is_partner=True)
    person = make.customer(organisation, name="Kim Sato")
    if live:
        launched(person)
    return person


def category(slug: str) -> Category:
    return Category.objects.get(slug=slug)


def integration(**fields):
    return make.staff(Role.INTEGRATION, **{"name": "Ines Roth", **fields})


def engineer(**fields):
    return make.staff(Role.ENABLEMENT, **{"name": "Ravi Lal", **fields})


def file(by, name="model.txt"):
    sent = SimpleUploadedFile(name, b"Support model")
    return keep(sent, name=name, kind="txt", by=by, key="form-of-" + "x" * 20)


def shown(person) -> Launch:
    """Everything of the checklist is shown."""
    launch = actions.begin(person.membership.organisation)
    for item in ChecklistItem.objects.all():
        actions.show(launch, by=person, item=item, text="Our rota, day and night.")
    return launch


def returned(person) -> Launch:
    return actions.return_template(shown(person), by=person, files=[file(person)])


def launched(person, *, by=None) -> Launch:
    return actions.accept(returned(person), by=by or engineer())


def received(by=None, *, accounts=(ACCOUNT,), **said) -> ProviderIssue:
    by = by or provider()
    said = {**SAID, **said}
    said["category"] = category(said["category"])
    return actions.submit(by.membership.organisation, by=by, accounts=accounts, **said)


def acknowledged(by=None, *, staff=None, **said) -> ProviderIssue:
    return actions.acknowledge(received(by, **said), by=staff or integration())


def resolved(by=None, *, staff=None, **said) -> ProviderIssue:
    staff = staff or integration()
    return actions.resolve(acknowledged(by, staff=staff, **said), by=staff, note="The certificate is new.")


def route(priority: str, **fields) -> Route:
    Route.objects.filter(priority=priority).update(**fields)
    return Route.objects.get(priority=priority)


def letters(issue, kind="") -> list[Letter]:
    found = Letter.objects.filter(about=issue.reference).order_by("pk")
    return list(found.filter(kind=f"providers/email/{kind}") if kind else found)


def told(issue) -> list[tuple[str, str]]:
    """Which letter went to whom, in order."""
    return [(letter.kind.rpartition("/")[2], letter.to) for letter in letters(issue)]


def calls(issue) -> list[str]:
    return list(Call.objects.filter(about=issue.reference).order_by("pk").values_list("event", flat=True))
