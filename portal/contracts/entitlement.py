"""Who may raise a request: people with a service contract, and certified partners (S3-3 to S3-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.businesstime.models import Calendar
from portal.contracts.models import Contract, Product, SupportPlan


class NotEntitled(Exception):
    """A request that nobody may raise. Its text is a sentence for the person who tried."""


@dataclass(frozen=True)
class Entitlement:
    """What somebody may ask support for today.

    products: what they may choose; empty when they may choose nothing. why_not: the reason, as one of
    "nobody" (no organisation), "none" (no contract), "ended", "not_begun"; empty when they are entitled.
    """

    contracts: tuple[Contract, ...] = ()
    products: tuple[Product, ...] = ()
    why_not: str = ""
    ended_on: date | None = None
    begins_on: date | None = None

    def __bool__(self) -> bool:
        return not self.why_not

    def plan_for(self, product: Product | None) -> SupportPlan:
        """The plan of the contract that names the product; that without a product names them all."""
        for contract in self.contracts:
            covered = contract.covered
            if product is None or not covered or product.pk in covered:
                return contract.plan
        return SupportPlan.objects.default()

    def covers(self, product: Product | None) -> bool:
        return bool(self) and (product is None or product.pk in {known.pk for known in self.products})


def today() -> date:
    """The day it is at our office: contracts begin and end by our calendar."""
    return timezone.localdate(timezone.now(), Calendar.objects.known().working.tz)


def entitlement_of(user) -> Entitlement:
    """What this person may raise a request about today."""
    if user.membership is None:
        return Entitlement(why_not="nobody")
    organisation, on = user.membership.organisation, today()
    contracts = organisation.contracts.with_covered()
    in_force = tuple(c for c in contracts if c.starts_on <= on and (c.ends_on is None or on <= c.ends_on))
    if not in_force and not organisation.is_certified:
        return _why_not(contracts, on)
    offered = Product.objects.offered()
    if organisation.is_certified or any(not contract.covered for contract in in_force):
        return Entitlement(in_force, offered)
    covered = set().union(*(contract.covered for contract in in_force))
    return Entitlement(in_force, tuple(product for product in offered if product.pk in covered))


def _why_not(contracts: list[Contract], on: date) -> Entitlement:
    ended = [contract.ends_on for contract in contracts if contract.ends_on and contract.ends_on < on]
    to_come = [contract.starts_on for contract in contracts if contract.starts_on > on]
    if to_come:
        return Entitlement(why_not="not_begun", begins_on=min(to_come))
    if ended:
        return Entitlement(why_not="ended", ended_on=max(ended))
    return Entitlement(why_not="none")


def check(user, product: Product | None = None, *, found: Entitlement | None = None) -> Entitlement:
    """The entitlement, or NotEntitled with the sentence that says why; `found` where it was just read."""
    found = found or entitlement_of(user)
    if not found:
        raise NotEntitled(_("Requests can be raised with a service contract that is in force."))
    if not found.covers(product):
        raise NotEntitled(_("Your contract does not cover %(product)s.") % {"product": product})
    return found
