"""Which engineer an escalation should have: who knows the type of situation, and has the fewest."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q

from escalations.models import Escalation, Specialist
from escalations.states import OPEN
from portal.accounts.roles import Role


def engineers(escalation: Escalation) -> list:
    """Those who are there today: who knows the situation first, then by load. Each with `knows` and `load`.

    Two statements however many engineers and escalations there are.
    """
    people = get_user_model().objects
    found = (
        people.in_role(Role.ENGINEER)
        .exclude(pk__in=people.away().values("pk"))
        .annotate(
            knows=Exists(_specialists(escalation).filter(person=OuterRef("pk"))),
            load=Count(
                "engineered_escalations",
                filter=Q(engineered_escalations__status__in=OPEN),
                distinct=True,
            ),
        )
    )
    return list(found.order_by("-knows", "load", "name", "pk"))


def propose(escalation: Escalation):
    """The first of them, or None where nobody is an engineer."""
    return next(iter(engineers(escalation)), None)


def _specialists(escalation: Escalation):
    """Of the product and of the category of the case. One that names neither is chosen by hand only."""
    ticket = escalation.ticket
    product = Q(speciality__product=ticket.product_id) if ticket.product_id else Q(pk__in=[])
    category = Q(speciality__category=ticket.category_id) if ticket.category_id else Q(pk__in=[])
    any_product, any_category = Q(speciality__product=None), Q(speciality__category=None)
    return Specialist.objects.filter(product & category | product & any_category | any_product & category)
