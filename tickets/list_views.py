"""My requests: the list with its tabs, filters and pages, and the same as a file."""

from __future__ import annotations

from functools import partial

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.accounts.drafts import sign_in_required
from portal.workflow.prepared import prepared
from tickets import counting
from tickets.counting import CountedPaginator, in_words, page_number
from tickets.export import customer_export, personal_export
from tickets.filters import ALL, FOUND, Offered, RequestFilter, counts, in_tab
from tickets.models import Ticket
from tickets.paging import KeyPage, merged, page_by_key, page_of, read_key
from tickets.querysets import Reach, reach_of

PAGE = 20
_SHOWN = ("subject", "status", "changed_at", "closed_at", "due_by", "due_kind", "closes_at")


@require_safe
@sign_in_required
def requests(request):
    """My requests, and where the membership says so the organisation's."""
    offered = Offered(request.user)
    chosen = RequestFilter(request.GET, request=request, offered=offered)
    shared = bool(offered.organisations)
    of_tab = not chosen.words and not chosen.is_narrowed and (shared or chosen.tab != ALL)
    number_of = counts(request.user, shared=shared, found=None if of_tab else chosen.found)
    request.waiting_for_customer = number_of["yours"]
    context = {
        "chosen": chosen,
        "tab": chosen.tab,
        "words": chosen.words,
        "counts": {tab: in_words(number) for tab, number in number_of.items()},
        "shared": offered.shared,
        "names": chosen.whole_organisation,
        **_page(request, chosen, number_of[chosen.tab if of_tab else FOUND]),
    }
    return render(request, "tickets/list.html", context)


@require_safe
@sign_in_required
def export(request):
    """What the list shows with the same filters, all pages of it, as a file."""
    chosen = RequestFilter(request.GET, request=request, offered=Offered(request.user))
    return customer_export(chosen.found.order_by(*chosen.order), names=chosen.whole_organisation)


@require_safe
@sign_in_required
def personal(request):
    """What this person has told us about people."""
    return personal_export(request.user)


def _page(request, chosen: RequestFilter, known: int) -> dict:
    """Few rows have numbered pages; many are paged by key, and nobody counts them to the end."""
    after, before = read_key(request.GET.get("after")), read_key(request.GET.get("before"))
    here = page_number(request.GET.get("page"))
    from_the_start = after is None and before is None
    if chosen.is_plain and from_the_start and here == 1:
        newest = _newest(request.user.pk, reach=reach_of(request.user), tab=chosen.tab)
        if known < counting.MOST:
            return _numbered(newest, 1, known)
        return _by_key(page_of(newest, chosen.order, size=PAGE), known)
    shown = partial(_shown, chosen=chosen)
    if known < counting.MOST and from_the_start:
        found = merged(chosen.parts(), chosen.order, min(here * PAGE, counting.MOST))
        return _numbered(shown(found), here, known)
    page = page_by_key(chosen.parts(), chosen.order, after=after, before=before, size=PAGE, shown=shown)
    if not page.rows and not from_the_start:
        # What stood behind this key has moved: the list begins at its beginning.
        page = page_by_key(chosen.parts(), chosen.order, after=None, before=None, size=PAGE, shown=shown)
    return _by_key(page, known)


@prepared
def _newest(person: int, *, reach: Reach, tab: str):
    """The first page of one's own requests, and one row more: what nearly everybody looks at."""
    found = in_tab(Ticket.objects.within(reach, person).of(person), tab)
    return found.newest_change_first().only(*_SHOWN)[: PAGE + 1]


def _shown(tickets, chosen: RequestFilter):
    columns = [*_SHOWN, chosen.order[0].lstrip("-")]
    if chosen.whole_organisation:
        return tickets.select_related("requester").only(*columns, "requester__name")
    return tickets.only(*columns)


def _numbered(found, here: int, known: int) -> dict:
    page = CountedPaginator(found, PAGE, count=known).get_page(here)
    return {"page": page, "rows": page.object_list, "count": known, "said": str(known)}


def _by_key(page: KeyPage, known: int) -> dict:
    return {"key_page": page, "rows": page.rows, "count": known, "said": in_words(known)}
