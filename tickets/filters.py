"""What a list of requests can be filtered by; a name that is not here is not looked at."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Membership, User
from tickets.counting import CountUpTo
from tickets.models import Ticket
from tickets.search import search

OPEN, YOURS, CLOSED, ALL, FOUND = "open", "yours", "closed", "all", "found"


class RequestFilter(django_filters.FilterSet):
    """`view` is the tab; `q` is a number or words and looks through everything the person sees."""

    view = django_filters.ChoiceFilter(
        choices=[(OPEN, _("Open")), (YOURS, _("Waiting for you")), (CLOSED, _("Closed")), (ALL, _("All"))]
    )
    q = django_filters.CharFilter(max_length=200)

    class Meta:
        model = Ticket
        fields: list[str] = []

    @property
    def words(self) -> str:
        self.form.is_valid()
        return self.form.cleaned_data.get("q") or ""

    @property
    def tab(self) -> str:
        """The chosen tab; none while words are looked for, because they are looked for everywhere."""
        if self.words:
            return ""
        return self.form.cleaned_data.get("view") or OPEN

    def filter_queryset(self, queryset):
        if self.words:
            return search(queryset, self.words)
        if self.tab == ALL:
            return queryset
        mine = queryset.of(self.request.user)
        return {OPEN: mine.open, YOURS: mine.waiting_for_customer, CLOSED: mine.closed}[self.tab]()


def shared_organisations(user) -> list[str]:
    """The names of the organisations whose requests this person sees all."""
    memberships = Membership.objects.filter(user=user, sees=Membership.Sees.ALL)
    return list(memberships.values_list("organisation__name", flat=True).order_by("pk"))


def counts(user, *, shared: bool, found=None) -> dict[str, int]:
    """How many requests stand in each tab, and how many were found, up to a limit, in one statement."""
    mine = Ticket.objects.of(user)
    counted = {OPEN: mine.open(), YOURS: mine.waiting_for_customer(), CLOSED: mine.closed()}
    if shared:
        counted[ALL] = Ticket.objects.visible_to(user)
    if found is not None:
        counted[FOUND] = found
    columns = {name: CountUpTo(tickets) for name, tickets in counted.items()}
    return User.objects.filter(pk=user.pk).annotate(**columns).values(*columns).get()
