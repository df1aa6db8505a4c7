"""Reads of people that other rooms need by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.db import models

from portal.accounts.absence import today
from portal.accounts.addresses import normalise

if TYPE_CHECKING:
    from portal.accounts.roles import Role


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def away(self):
        """Those who are out of office today."""
        now = today()
        back = models.Q(away_until=None) | models.Q(away_until__gte=now)
        return self.filter(back, away_from__lte=now)

    def in_role(self, *roles: Role):
        """Active staff who hold any of the roles."""
        return self.active().filter(is_staff=True, groups__name__in=[role.value for role in roles]).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def get_by_natural_key(self, email):
        return self.get(email=normalise(email))

    def create_user(self, email, password=None, **fields):
        user = self.model(email=normalise(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """The first administrator, made at the command line: there is nobody to prove the address to."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        addresses = apps.get_model("account", "EmailAddress").objects
        addresses.create(user=user, email=user.email, primary=True, verified=True)
        return user
