"""What other pages show of requests: the badge, the open ones, who reads along."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from knowledgebase.figures import published
from portal.businesstime.hours import support_hours
from portal.businesstime.wording import short_moment
from tickets import ending
from tickets.clocks import Kind
from tickets.counting import MOST, in_words
from tickets.deadlines import plan_of
from tickets.models import Ticket
from tickets.numbers import reference
from tickets.promising import listed
from tickets.search import search
from tickets.states import OPEN, Status
from tickets.wording import seen_by as words_for

register = template.Library()
SHOWN = 3
MOST_FOLDED = 200
_folded: dict[tuple, str] = {}


@register.filter
def counted(count: int) -> str:
    """A count up to the limit in words: “12”, “200+”."""
    return in_words(count)


register.filter("case_number", reference)


@register.filter
def besides_updates(promises: list) -> list:
    """While a case is escalated, Customer Resolutions say when they write next: not two of them."""
    return [(clock, words) for clock, words in promises if clock.kind != Kind.UPDATE]


@register.simple_tag
def list_filters(chosen):
    """The fields above the list. Folded they are the same for nearly everybody, so they are drawn once."""
    if chosen.is_open:
        return _fields(chosen)
    key = (get_language(), reverse("tickets:list"), chosen.folded_as)
    if key not in _folded:
        if len(_folded) >= MOST_FOLDED:
            _folded.clear()
        _folded[key] = _fields(chosen)
    return _folded[key]


def _fields(chosen):
    return render_to_string("tickets/_filters.html", {"chosen": chosen, "tab": chosen.tab})


@register.simple_tag
def said_of_status(ticket) -> dict:
    """What every row of this status says: whose turn it is, and what happens next."""
    return _said(get_language(), ticket.status)


@lru_cache(maxsize=100)
def _said(language: str, status: str) -> dict:
    meaning, is_open = Status(status).meaning, status in OPEN
    phone = format_html('<strong class="only-phone">{}.</strong> ', meaning.turn.label)
    return {
        "turn": render_to_string("tickets/_turn.html", {"meaning": meaning, "is_open": is_open}),
        "on_phones": phone if is_open else "",
        "brief": str(meaning.chip.brief),
    }


@register.simple_tag(takes_context=True)
def waiting_count(context):
    """The badge beside “My requests”: how many wait for this person; nothing when none does."""
    count = _waiting(context.get("request"))
    if not count:
        return ""
    said = ngettext("%(count)d waits for you", "%(count)d wait for you", count) % {"count": count}
    return format_html(
        '<span class="count count-you"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        count,
        said,
    )


def _waiting(request) -> int:
    """Counted once a page, and not at all where a list has counted already."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.is_staff:
        return 0
    if not hasattr(request, "waiting_for_customer"):
        request.waiting_for_customer = Ticket.objects.of(user).waiting_for_customer().count()
    return request.waiting_for_customer


@register.inclusion_tag("tickets/_open_requests.html", takes_context=True)
def open_requests(context):
    """The newest open requests of this person, for the page they begin on."""
    user = context["request"].user
    if not user.is_authenticated or user.is_staff:
        return {"tickets": []}
    found = list(Ticket.objects.of(user).open().newest_change_first()[: SHOWN + 1])
    return {"tickets": found[:SHOWN], "more": len(found) > SHOWN}


@register.simple_tag(takes_context=True)
def requests_with(context, words: str) -> str:
    """How many requests this person sees that have the words; not counted for staff, who see them all."""
    user = context["request"].user
    if not words or user.is_staff:
        return ""
    return in_words(search(Ticket.objects.visible_to(user), words).order_by()[:MOST].count())


@register.simple_tag
def answered_within() -> str:
    """The published average, with our hours."""
    minutes, hours = published()["first_reply"], support_hours()
    words = ngettext(
        "We answer in %(count)d minute on average (%(hours)s).",
        "We answer in %(count)d minutes on average (%(hours)s).",
        minutes,
    )
    return words % {"count": minutes, "hours": hours}


@register.simple_tag
def next_word(ticket):
    """In a list: by when the customer hears from us next, or what happens next."""
    by = listed(ticket, timezone.now())
    if by is None:
        return ticket.meaning.chip.brief
    before = _("We answer by") if ticket.due_kind == Kind.RESPOND else _("We write again by")
    return format_html("{} <strong>{}</strong>", before, short_moment(by))


@register.simple_tag
def reopens_until(ticket):
    """The last day on which the requester may reopen it, on their own clock."""
    days = plan_of(ticket).reopens_within_days
    return ending.reopens_until(ticket.closed_at, ticket.requester.zone, days)


@register.simple_tag(takes_context=True)
def seen_by(context, ticket) -> str:
    return words_for(ticket, context["request"].user, ticket.colleagues)
