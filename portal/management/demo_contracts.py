"""What the organisations of the demonstration have agreed with us, and where their people look first."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Organisation
from portal.contracts.models import Contract, Product, SupportPlan
from tickets.intake.models import Resource

PRODUCTS = (
    ("Northwind Invoices", "Quotes, invoices and payments", "Devis, factures et règlements"),
    ("Northwind Stock", "Counts, orders and warehouses", "Inventaires, commandes et entrepôts"),
    ("Northwind Ledger", "Accounting and closing", "Comptabilité et clôture"),
)


def sign() -> None:
    """Two customers with contracts, one whose contract has ended, and a certified partner without one."""
    invoices, stock, ledger = (
        Product.objects.create(
            name=name,
            about_en=english,
            about_fr=french,
            help_url=f"https://help.northwind.example/{name.split()[-1].lower()}/",
            position=position,
        )
        for position, (name, english, french) in enumerate(PRODUCTS, 1)
    )
    today = timezone.localdate()
    _contract("Bluefin Bakery", "C-2024-017", [invoices, stock], today - timedelta(days=700))
    _contract("Marlow Foods", "C-2025-042", [], today - timedelta(days=400))
    ended = today - timedelta(days=20)
    _contract("Harrow Mills", "C-2023-008", [ledger], today - timedelta(days=900), ended)
    Organisation.objects.filter(name="Open Ledger Partners").update(is_partner=True, is_certified=True)
    Organisation.objects.filter(name="Tidal Connect").update(is_partner=True)
    Resource.objects.filter(title_en="Community hub").update(
        url="https://community.northwind.example/", is_active=True
    )
    Resource.objects.create(
        title_en="Conditions and advice for your requests",
        title_fr="Conditions et conseils pour vos demandes",
        text_en="Who may send one, and how to describe a problem.",
        text_fr="Qui peut en envoyer une, et comment décrire un problème.",
        url=reverse("knowledgebase:article_by_key", args=["request-conditions"]),
        position=9,
    )


def _contract(organisation: str, number: str, products: list, starts_on, ends_on=None) -> None:
    contract = Contract.objects.create(
        organisation=Organisation.objects.get(name=organisation),
        plan=SupportPlan.objects.default(),
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    contract.products.set(products)
