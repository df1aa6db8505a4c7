"""Reads of contracts and what they name."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from portal.workflow.kept import kept


class ProductManager(models.Manager):
    def offered(self) -> tuple:
        return _offered(self.model)


@kept
def _offered(model) -> tuple:
    return tuple(model.objects.filter(is_active=True))


class TargetManager(models.Manager):
    def of(self, plan_id: int | None, severity: int, kinds) -> dict:
        """What a plan, or the default one, promises for a severity, by kind; a plan need not promise all."""
        return {
            target.kind: target
            for target in _targets(self.model)
            if target.severity == severity
            and target.kind in kinds
            and (target.plan_id == plan_id if plan_id else target.plan.is_default)
        }


@kept
def _targets(model) -> list:
    return list(model.objects.select_related("plan"))


class PlanManager(models.Manager):
    def default(self):
        """The plan of requests that have no contract."""
        return self.known(None)

    def known(self, pk: int | None):
        """A plan, or the default one, as it was within the last half minute."""
        return _plans(self.model)[pk]


@kept
def _plans(model) -> dict:
    plans = {plan.pk: plan for plan in model.objects.all()}
    return plans | {None: next(plan for plan in plans.values() if plan.is_default)}


class ContractQuerySet(models.QuerySet):
    def of(self, user):
        """The contracts of this person's organisations."""
        return self.filter(organisation__memberships__user=user)

    def with_covered(self) -> list:
        """With their plans; `covered`: the numbers of the products each names. In one statement."""
        contracts: dict = {}
        # A row for each product, and one for a contract that names none.
        for row in self.select_related("plan").annotate(names=F("products")):
            contract = contracts.setdefault(row.pk, row)
            contract.covered = getattr(contract, "covered", set()) | {row.names} - {None}
        return list(contracts.values())

    def in_force(self, on: date):
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))
