"""Reads of contracts and what they name."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from portal.workflow.kept import kept


class ProductQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_active=True)


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
        return _default(self.model)


@kept
def _default(model):
    return model.objects.get(is_default=True)


class ContractQuerySet(models.QuerySet):
    def of(self, user):
        """The contracts of this person's organisations."""
        return self.filter(organisation__memberships__user=user)

    def in_force(self, on: date):
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))
