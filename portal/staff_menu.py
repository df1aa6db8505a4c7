"""The sidebar of the back office: the rooms in the order of the day's work, with what is open in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from escalations.complaints.models import Complaint
from escalations.models import Escalation
from portal.accounts.models import User
from tickets.counting import CountUpTo, in_words
from tickets.models import Ticket

ORDER = (
    "escalations",
    "complaints",
    "providers",
    "tickets",
    "inbound",
    "intake",
    "knowledgebase",
    "outbox",
    "businesstime",
    "accounts",
)
# How long a number may be old: it is on every page, so it is not counted for each of them.
SECONDS = 30


@dataclass(frozen=True)
class Item:
    name: str
    url: str
    current: bool
    count: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    items: list[Item]


def menu(request, apps: list[dict]) -> list[Group]:
    """From what Django says this person may see: the same links, in our order."""
    here, counts = request.path, _counts(request.user)
    known = {label: place for place, label in enumerate(ORDER)}
    groups = []
    for app in sorted(apps, key=lambda app: known.get(app["app_label"], len(ORDER))):
        items = [
            Item(
                model["name"],
                model["admin_url"],
                here.startswith(model["admin_url"]),
                counts.get(model["object_name"], ""),
            )
            for model in app["models"]
            if model["admin_url"]
        ]
        items.sort(key=lambda item: not item.count)
        if app["app_label"] == "escalations" and request.user.has_perm("escalations.view_escalation"):
            today = reverse("admin:index")
            items.insert(0, Item(_("Today"), today, here == today))
            items += _of_escalations(request.user, here)
        if app["app_label"] == "knowledgebase" and request.user.has_perm("knowledgebase.view_asked"):
            week = reverse("admin:knowledgebase_asked_weekly")
            items.insert(0, Item(_("The week"), week, here == week))
        if items:
            groups.append(Group(app["name"], items))
    return groups


def _of_escalations(person, here: str) -> list[Item]:
    """The pages about many of them, for those who work on them."""
    if not person.has_perm("escalations.change_escalation"):
        return []
    pages = {"updates": _("Promised updates"), "report": _("Reports")}
    urls = {name: reverse(f"admin:escalations_escalation_{name}") for name in pages}
    return [Item(words, urls[name], here == urls[name]) for name, words in pages.items()]


def _counts(person) -> dict[str, str]:
    """What is open and seen by this person, in one statement, and not more often than every half minute."""
    seen = [model for model in (Escalation, Complaint, Ticket) if person.has_perm(_view_right(model))]
    if not seen:
        return {}
    key = f"staff-menu:{person.pk}:{','.join(model.__name__ for model in seen)}"
    counts = cache.get(key)
    if counts is None:
        counted = {model.__name__: CountUpTo(_open(model, person)) for model in seen}
        counts = User.objects.filter(pk=person.pk).annotate(**counted).values(*counted).get()
        cache.set(key, counts, SECONDS)
    return {name: in_words(count) for name, count in counts.items()}


def _open(model, person):
    """In the order of the queue: the database reads its index and stops, however many cases there are."""
    found = model.objects.visible_to(person).open()
    return found if model is Ticket else found.in_order()


def _view_right(model) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"
