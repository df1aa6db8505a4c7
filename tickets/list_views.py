"""My requests: the list with its tabs, filters and pages, and the same as a file."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.accounts.drafts import sign_in_required
from tickets import counting
from tickets.counting import CountedPaginator, in_words, page_number
from tickets.export import customer_export, personal_export
from tickets.filters import ALL, FOUND, Offered, RequestFilter, counts
from tickets.paging import merged, page_by_key, read_key

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
    order, columns = chosen.order, list(_SHOWN)
    columns.append(order[0].lstrip("-"))
    if chosen.whole_organisation:
        columns.append("requester__name")

    def shown(tickets):
        return tickets.select_related(*["requester"] * chosen.whole_organisation).only(*columns)

    after, before = read_key(request.GET.get("after")), read_key(request.GET.get("before"))
    if known < counting.MOST and after is None and before is None:
        here = page_number(request.GET.get("page"))
        found = shown(merged(chosen.parts(), order, min(here * PAGE, counting.MOST)))
        page = CountedPaginator(found, PAGE, count=known).get_page(here)
        return {"page": page, "rows": page.object_list, "count": known, "said": str(known)}
    key_page = page_by_key(chosen.parts(), order, after=after, before=before, size=PAGE, shown=shown)
    if not key_page.rows and (after or before):
        # What stood behind this key has moved: the list begins at its beginning.
        key_page = page_by_key(chosen.parts(), order, after=None, before=None, size=PAGE, shown=shown)
    return {"key_page": key_page, "rows": key_page.rows, "count": known, "said": in_words(known)}
