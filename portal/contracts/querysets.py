"""Reads of contracts and what they name."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q


class ProductQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_active=True)


class PlanManager(models.Manager):
    def default(self):
        """The plan of requests that have no contract."""
        return self.get(is_default=True)


class ContractQuerySet(models.QuerySet):
    def of(self, user):
        """The contracts of this person's organisations."""
        return self.filter(organisation__memberships__user=user)

    def in_force(self, on: date):
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))
