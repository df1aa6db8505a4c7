"""The integration partners of the demonstration: one is live, one is on its way."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from escalations.providers import actions
from escalations.providers.models import Category, ChecklistItem, Passage, Route
from portal.attachments.actions import keep
from portal.management.demo_story import at

ACCOUNT = UUID("6f1c2f0e-0b57-4a3c-9d3b-1c2d3e4f5a6b")


def tell(people: dict) -> None:
    """Kim's partner: launched, one issue running, one resolved, one redirected. Leo's has begun."""
    kim, leo = people["provider@partner.example"], people["newcomer@partner.example"]
    ines, ravi = people["integration@support.example"], people["enablement@support.example"]
    Route.objects.filter(priority="p1").update(contact="p1@support.example", on_call="oncall@support.example")
    Route.objects.filter(priority="p2").update(contact="p2@support.example")
    Route.objects.filter(priority__in=["p3", "p4"]).update(contact="integration@support.example")
    now = timezone.now()
    with at(now - timedelta(days=40)):
        _launched(kim, ravi)
    with at(now - timedelta(days=3)):
        _begun(leo, ravi)
    with at(now - timedelta(days=6)):
        certificate = _raise(
            kim,
            category="authentication",
            priority="p3",
            summary="The renewed certificate is refused",
            steps="Connect with the certificate of this month. The answer is 403.",
        )
    with at(now - timedelta(days=6) + timedelta(hours=2)):
        actions.acknowledge(certificate, by=ines)
        actions.resolve(certificate, by=ines, note="The new issuer is trusted now. Please try again.")
    with at(now - timedelta(days=2)):
        actions.refuse(
            kim.membership.organisation,
            by=kim,
            category=Category.objects.get(slug="customer-transactions"),
            subject="A bakery sees its card payments twice",
            answers={"timeline": "Since Monday, for one account."},
        )
    with at(now - timedelta(minutes=35)):
        _raise(
            kim,
            category="performance",
            priority="p2",
            summary="Balance calls take twenty seconds",
            bank_id="GB-1042",
            timeline="Since nine this morning, every third call.",
            impact="About 200 customers of one bank.",
        )


def _raise(by, *, category: str, **said):
    return actions.submit(
        by.membership.organisation,
        by=by,
        category=Category.objects.get(slug=category),
        environment="production",
        accounts=[ACCOUNT],
        **said,
    )


def _launched(kim, ravi) -> None:
    launch = actions.look_after(actions.begin(kim.membership.organisation), by=ravi)
    for item in ChecklistItem.objects.all():
        actions.show(launch, by=kim, item=item, text="See section 2 and 3 of our support model.")
    text = Passage.objects.get(key="template").filled("en").encode()
    sent = SimpleUploadedFile("open-ledger-support-model.md", text)
    file = keep(sent, name=sent.name, kind="txt", by=kim, key="demo-of-the-template-" + "x" * 8)
    actions.accept(actions.return_template(launch, by=kim, files=[file]), by=ravi)


def _begun(leo, ravi) -> None:
    launch = actions.look_after(actions.begin(leo.membership.organisation), by=ravi)
    first = ChecklistItem.objects.first()
    actions.show(launch, by=leo, item=first, text="Our desk answers from 08:00 to 20:00, English and German.")
