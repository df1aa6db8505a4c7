"""What a list of requests can be filtered and sorted by; a name that is not here is not looked at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import Membership, User
from portal.contracts.models import Product
from portal.workflow.prepared import prepared
from tickets.counting import CountUpTo
from tickets.labels import LABELS, OPEN_LABELS, STATUSES, TURNS
from tickets.models import Ticket
from tickets.querysets import Reach, reach_of
from tickets.search import search
from tickets.states import Turn, statuses_of

OPEN, YOURS, CLOSED, ALL, FOUND = "open", "yours", "closed", "all", "found"
OWN, SHARED = "own", "organisation"
# word in the address: (words, the order). Read backwards or forwards, one index serves both.
SORTS = {
    "newest": (_("Newest change first"), ("-changed_at", "-pk")),
    "oldest": (_("Oldest change first"), ("changed_at", "pk")),
    "received": (_("Newest received first"), ("-created_at", "-pk")),
}
# What narrows a list, beside the words; a list with none of them is the one that its tab counts.
NARROWING = ("status", "turn", "product", "since", "until", "whose")
_ANY = _("Any")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class ListForm(forms.Form):
    def clean(self):
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one."))
        return data


def _possible(day: date) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValidationError(_("Give a day of these years, such as 2026-11-23."))


def _day(label) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label,
        validators=[_possible],
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"invalid": _("Give a day, such as 2026-11-23.")},
    )


def _one_of(label, choices=(), none=_ANY) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices,
        empty_label=none,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


class RequestFilter(django_filters.FilterSet):
    """`view` is the tab; `q` is a number or words and looks through everything the person sees."""

    view = _one_of(_("View"), [(OPEN, OPEN), (YOURS, YOURS), (CLOSED, CLOSED), (ALL, ALL)])
    q = django_filters.CharFilter(max_length=200)
    status = _one_of(pgettext_lazy("request", "Status"), LABELS)
    turn = _one_of(_("Whose turn"), TURNS)
    product = _one_of(_("Product"))
    whose = _one_of(_("Whose requests"))
    since = _day(_("Changed from"))
    until = _day(_("Changed to"))
    sort = _one_of(_("Order"), [(word, words) for word, (words, _order) in SORTS.items()], none=None)

    class Meta:
        model = Ticket
        fields: list[str] = []
        form = ListForm

    def __init__(self, data, *, request, offered: Offered):
        super().__init__(data, Ticket.objects.none(), request=request)
        self.offered, self.chosen, self.wrong = offered, {}, {}
        # A form is not made for nothing: most people look at the list as it is.
        if any(name in data for name in self.base_filters):
            self.wrong, self.chosen = self.form.errors, self.form.cleaned_data

    @cached_property
    def seen(self):
        """All that this person sees; not put together where nobody asks."""
        return Ticket.objects.visible_to(self.request.user)

    @cached_property
    def form(self):
        """Each list has the fields that can part its rows, and no others."""
        form = super().form
        looks_everywhere = self.data.get("q", "").strip()
        fields, tab = form.fields, "" if looks_everywhere else self.data.get("view") or OPEN
        if tab in (OPEN, YOURS):
            fields["status"].choices = OPEN_LABELS
        fields["product"].choices = self.offered.products
        fields["whose"].choices = [(OWN, _("My own")), (SHARED, _("All of the organisation"))]
        left_out = {
            "whose": not self.offered.organisations,
            "product": not self.offered.products,
            "status": tab in (YOURS, CLOSED),
            "turn": tab in (YOURS, CLOSED),
        }
        for name in [name for name, leave in left_out.items() if leave]:
            del fields[name]
        return form

    @property
    def shown(self) -> list[dict]:
        """The fields as the page draws them: what was typed is kept, with what is wrong beside it."""
        return [
            {
                "name": name,
                "label": field.label,
                "choices": getattr(field, "choices", None),
                "value": self.data.get(name, ""),
                "error": self.wrong.get(name, [""])[0],
            }
            for name, field in self.form.fields.items()
            if name in (*NARROWING, "sort")
        ]

    @property
    def folded_as(self) -> tuple:
        """What the folded fields depend on; the same for nearly everybody."""
        return self.tab, bool(self.offered.organisations), *self.offered.products

    @property
    def words(self) -> str:
        return self.chosen.get("q") or ""

    @property
    def tab(self) -> str:
        """The chosen tab; none while words are looked for, because they are looked for everywhere."""
        return "" if self.words else self.chosen.get("view") or OPEN

    @property
    def order(self) -> tuple[str, str]:
        return SORTS[self.chosen.get("sort") or "newest"][1]

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen.get(name) for name in NARROWING)

    @property
    def is_open(self) -> bool:
        """Whether the fields are unfolded: something is chosen, or is wrong."""
        return self.is_narrowed or self.chosen.get("sort", "") not in ("", "newest") or bool(self.wrong)

    @property
    def is_plain(self) -> bool:
        """One's own requests of a tab, newest change first: what nearly everybody looks at."""
        return not (self.words or self.is_open or self.whole_organisation)

    @property
    def whole_organisation(self) -> bool:
        if not self.offered.organisations:
            return False
        return (self.chosen.get("whose") or (OWN if self.tab in (OPEN, YOURS, CLOSED) else SHARED)) == SHARED

    def parts(self) -> list:
        """The list in parts of which an index reads each in order: one's own, and each organisation's."""
        if self.words or not self.whole_organisation:
            return [self.found]
        parts = [self.seen.of(self.request.user)]
        parts += [self.seen.filter(organisation=pk) for pk, _name in self.offered.organisations]
        return [self._narrowed(part) for part in parts]

    @property
    def found(self):
        """The list as one, in no order."""
        whose = Q(requester=self.request.user.pk)
        if self.whole_organisation:
            whose |= Q(organisation__in=[pk for pk, _name in self.offered.organisations])
        found = self._narrowed(self.seen.filter(whose))
        return search(found, self.words) if self.words else found

    def _narrowed(self, found):
        found, chosen = in_tab(found, self.tab), self.chosen
        if chosen.get("status"):
            found = found.filter(status__in=STATUSES[chosen["status"]])
        if chosen.get("turn"):
            found = found.open().filter(status__in=statuses_of(Turn(chosen["turn"])))
        if chosen.get("product"):
            found = found.filter(product=int(chosen["product"]))
        if chosen.get("since"):
            found = found.filter(changed_at__gte=_morning(chosen["since"]))
        if chosen.get("until"):
            found = found.filter(changed_at__lt=_morning(chosen["until"] + timedelta(days=1)))
        return found


def in_tab(tickets, tab: str):
    return {
        OPEN: tickets.open,
        YOURS: tickets.waiting_for_customer,
        CLOSED: tickets.closed,
    }.get(tab, tickets.all)()


def _morning(day: date) -> datetime:
    """The beginning of a day in the reader's zone."""
    return datetime.combine(day, time.min, timezone.get_current_timezone())


class Offered:
    """What there is to choose from, read in one statement."""

    def __init__(self, user):
        rows = sorted(_offered(user.pk))
        # The organisations whose requests this person sees all.
        self.organisations = [(pk, name) for kind, _place, pk, name in rows if not kind]
        self.products = [(str(pk), name) for kind, _place, pk, name in rows if kind]

    @property
    def shared(self) -> list[str]:
        return [name for _pk, name in self.organisations]


@prepared
def _offered(person: int):
    shared = Membership.objects.filter(user=person, sees=Membership.Sees.ALL).order_by()
    organisations = shared.values_list(Value(0), Value(0), "organisation", "organisation__name")
    products = Product.objects.order_by().values_list(Value(1), "position", "pk", "name")
    return organisations.union(products, all=True)


def counts(user, *, shared: bool, found=None) -> dict[str, int]:
    """How many requests stand in each tab, and how many were found, up to a limit, in one statement."""
    reach = reach_of(user) if shared else None
    if found is None:
        return _counts(user.pk, reach=reach)[0]
    return _counted(user.pk, reach, found).get()


@prepared
def _counts(person: int, *, reach: Reach | None):
    return _counted(person, reach)


def _counted(person: int, reach: Reach | None, found=None):
    mine = Ticket.objects.of(person)
    counted = {OPEN: mine.open(), YOURS: mine.waiting_for_customer(), CLOSED: mine.closed()}
    if reach is not None:
        counted[ALL] = Ticket.objects.within(reach, person)
    if found is not None:
        counted[FOUND] = found
    columns = {name: CountUpTo(tickets) for name, tickets in counted.items()}
    return User.objects.filter(pk=person).annotate(**columns).values(*columns)
