"""The pages that are measured: the bare ones, and ours as each kind of reader asks for them."""

from __future__ import annotations

import random
from functools import cache
from urllib.parse import quote_plus

from django.urls import NoReverseMatch, reverse

from escalations.models import Escalation
from knowledgebase.models import Section, Translation
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.bench import data
from tests.bench.measuring import Page
from tests.bench.words import Words
from tickets.models import Ticket

SOME = 20


def bare() -> list[Page]:
    return [Page(name, [reverse(name)]) for name in ("bare-article", "bare-list", "bare-bytes")]


def help_centre() -> list[Page]:
    """As a visitor sees it. Cold: neither the page nor the stamp of what was written is kept ready."""
    try:
        home = reverse("knowledgebase:home")
    except NoReverseMatch:
        return []
    some = articles()[:SOME]
    questions = [f"{reverse('knowledgebase:search')}?q={quote_plus(q)}" for q in _questions()]
    return [
        Page("article-cold", some, cold=True),
        Page("article-kept", some[:1], kept=True),
        Page("article-known", some[:1], known=True),
        Page("home", [home], cold=True),
        Page("section", [section.get_absolute_url() for section in Section.objects.all()[:SOME]], cold=True),
        Page("search", questions, cold=True),
        Page("statuses", [reverse("tickets:statuses")]),
        Page("severities", [reverse("tickets:severities")]),
        Page("averages", [reverse("tickets:averages")]),
    ]


def customer() -> list[Page]:
    many, one = _person(data.MANY), _person(data.ONE)
    cases = Ticket.objects.of(many).open().order_by("-pk")[:SOME]
    escalated = Escalation.objects.open().select_related("requester").first()
    mine = reverse("tickets:list")
    return [
        Page("mine-many", [mine], many),
        Page("mine-one", [mine], one),
        Page("mine-closed", [f"{mine}?view=closed"], many),
        Page("mine-search", [f"{mine}?q={quote_plus(q)}" for q in _words(1)], one),
        # Not the bar of a page: the whole list is in it, and each of its rows may cost what a bare row does.
        Page("mine-file", [reverse("tickets:export")], many, all_rows=True),
        Page("home-customer", [reverse("knowledgebase:home")], many),
        Page("request", [reverse("tickets:detail", args=[case.pk]) for case in cases], many),
        Page("new", [reverse("tickets:create", args=["technical"])], one),
        Page("new-guided", [reverse("tickets:create", args=["problem"])], one),
        Page("resources", [reverse("tickets:new")], one),
        Page("escalate", [reverse("escalations:submit")], many),
        Page("passport", [escalated.get_absolute_url()], escalated.requester),
    ]


def staff() -> list[Page]:
    agent, lead, team = _role(Role.AGENT), _role(Role.LEAD), _role(Role.RESOLUTIONS)
    requests, opening = reverse("admin:tickets_ticket_changelist"), reverse("admin:index")
    queue = reverse("admin:escalations_escalation_changelist")
    cases = Ticket.objects.visible_to(agent).open().order_by("-pk")[:SOME]
    escalated = Escalation.objects.open().order_by("-pk")[:SOME]
    rare = [f"{requests}?q={quote_plus(q)}" for q in _words(2, common=False)]
    common = [f"{requests}?q={quote_plus(q)}" for q in _words(1)]
    return [
        Page("queue", [requests], agent),
        Page("queue-all", [f"{requests}?view=open"], lead),
        Page("queue-filtered", [f"{requests}?view=open&status=new"], agent),
        Page("queue-nobody", [f"{requests}?view=nobody"], lead),
        Page("queue-closed", [f"{requests}?view=closed"], lead),
        Page("staff-search", rare, lead),
        Page("staff-search-common", common, lead),
        Page("staff-search-team", common, agent),
        Page("case", [reverse("admin:tickets_ticket_change", args=[case.pk]) for case in cases], agent),
        Page("escalation-queue", [queue], team),
        Page("escalation-queue-filtered", [f"{queue}?view=acknowledge&impact=major"], team),
        Page("escalation-queue-closed", [f"{queue}?view=closed"], team),
        Page(
            "escalation-case",
            [reverse("admin:escalations_escalation_change", args=[case.pk]) for case in escalated],
            team,
        ),
        Page("escalation-report", [f"{queue}report/"], team),
        Page("escalation-updates", [f"{queue}updates/"], team),
        Page("opening-agent", [opening], agent),
        Page("opening-team", [opening], team),
        Page("opening-manager", [opening], _role(Role.MANAGER)),
    ]


def every() -> list[Page]:
    return [*bare(), *help_centre(), *(customer() if help_centre() else []), *staff()]


def articles() -> list[str]:
    return list(_addresses())


def question(dice: random.Random) -> str:
    """Another one each time."""
    return " ".join(dice.choice(_vocabulary()) for _ in range(dice.randint(1, 6)))


@cache
def _vocabulary() -> list[str]:
    return Words(3).words[:2000]


@cache
def _addresses() -> tuple[str, ...]:
    english = Translation.objects.filter(language="en").only("article_id", "slug")
    return tuple(text.get_absolute_url() for text in english)


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _role(role: Role) -> User:
    return User.objects.get(email=f"{role.name.lower()}@support.example")


def _questions() -> list[str]:
    """As people ask: two to six words, some of them common."""
    words = Words(3)
    return [words.text(size) for size in (2, 3, 4, 5, 6) for _ in range(4)]


def _words(size: int, *, common: bool = True) -> list[str]:
    """Words that stand in the requests: the most common ones, or rarer ones from further down the list."""
    known = Words(2).words
    start, step = (0, 1) if common else (300, 40)
    return [" ".join(known[start + step * (n + place)] for place in range(size)) for n in range(SOME)]
