"""What stands beside an article for staff: what led to it, what was written after it, what it was made of."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from knowledgebase.models import Article, Asked, Origin, Wording, WrittenAfter

LATELY = timedelta(days=28)
MOST_REQUESTS = 10


def beside(article: Article, user):
    """One line a fact. The numbers of requests are for those who work on requests."""
    since = timezone.now() - LATELY
    found = Asked.objects.filter(opened=article, at__gte=since)
    after = WrittenAfter.objects.filter(article=article)
    lines = [
        (_("Opened from a search in four weeks"), found.count()),
        (_("Of these answered, they said"), found.filter(helped=True).count()),
        (_("Wordings that search knows beside the text"), _wordings(article)),
        (_("Requests written after reading it, in four weeks"), after.filter(at__gte=since).count()),
    ]
    if user.has_perm("tickets.view_ticket"):
        numbers = list(after.values_list("request", flat=True)[:MOST_REQUESTS])
        lines.append((_("The last of them"), _links(numbers)))
        lines.append(
            (
                _("Made of the request"),
                _links(Origin.objects.filter(article=article).values_list("request", flat=True)),
            )
        )
    return format_html_join("", "<p>{}: {}</p>", lines)


def _wordings(article: Article):
    known = Wording.objects.filter(article=article).accepted().order_by("language", "pk")
    return format_html_join(" · ", "“{}”", known.values_list("text")) or "–"


def _links(numbers):
    rows = [
        (reverse("admin:tickets_ticket_change", args=[number]), f"{settings.CASE_PREFIX}-{number:05d}")
        for number in numbers
    ]
    return format_html_join(", ", '<a href="{}">{}</a>', rows) or format_html("{}", "–")
