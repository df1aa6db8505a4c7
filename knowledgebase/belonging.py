"""What makes a customer a reader of more: a contract in force, a partner's place, the groups they are in."""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef, Value

from portal.accounts.models import Organisation
from portal.contracts.entitlement import today
from portal.contracts.models import Contract


class Belonging(NamedTuple):
    has_contract: bool
    is_partner: bool
    groups: frozenset[int]


def belonging(user) -> Belonging:
    """As of now, in one statement: nothing is kept, so who leaves a group reads less at once."""
    contract = Contract.objects.in_force(today()).filter(organisation=OuterRef("pk"))
    organisations = Organisation.objects.filter(memberships__user=user).order_by()
    named = apps.get_model("knowledgebase", "ReaderGroup").people.through.objects.filter(user=user).order_by()
    rows = organisations.values_list(Exists(contract), "is_partner", "reader_groups").union(
        named.values_list(Value(False), Value(False), "readergroup"), all=True
    )
    found = list(rows)
    return Belonging(
        any(has_contract for has_contract, _partner, _group in found),
        any(is_partner for _contract, is_partner, _group in found),
        frozenset(group for _contract, _partner, group in found if group),
    )
