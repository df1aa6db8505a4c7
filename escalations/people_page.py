"""Who looks after an escalation, as pages show it: the ladder with its times, the people, the concerns."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import duty, stays
from escalations.forms import ConcernForm, NextLevelForm
from escalations.ladder import levels
from escalations.models import Concern, Escalation, Level, Post, Stay
from escalations.posts import Posts, known_posts, region_of, shown_posts_of, stands_in
from escalations.states import Ladder
from portal.accounts.models import Region
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from portal.businesstime.presenting import Words
from portal.businesstime.wording import short_day, short_moment


def for_customer(escalation: Escalation) -> dict:
    """The passport's part, in a number of statements that does not depend on what there is."""
    posts = shown_posts_of(escalation)
    found = list(escalation.stays.all())
    return {
        "levels": ladder(escalation, posts, found),
        "next_level_suggested": is_over(escalation, found),
        "manager": posts.holder_of(Role.REGIONAL),
        "duty": duty.shown_on_duty(region_of(escalation)),
        "participants": escalation.who_takes_part,
        **_concerns(escalation),
    }


def for_staff(escalation: Escalation) -> dict:
    """The same for the back office, with what the manager decided."""
    shown = for_customer(escalation)
    shown["measures"] = list(escalation.measures.select_related("by"))
    shown["levels"] = [level for level in shown["levels"] if level["spent"] or level["who"]]
    return shown


def forms_for(escalation: Escalation, legal: list[str], forms: dict) -> dict:
    """The customer's two forms, where the verb is legal now, or where it was sent and comes back."""
    found = {}
    above = level_above(escalation) if "call_next_level" in legal else None
    if above or _was_sent(forms.get("higher_form")):
        found["higher_form"] = forms.get("higher_form") or NextLevelForm(auto_id="id_higher_%s")
        found["above"] = above
    if "raise_concern" in legal or _was_sent(forms.get("concern_form")):
        found["concern_form"] = forms.get("concern_form") or ConcernForm(auto_id="id_concern_%s")
    return found


def ladder(escalation: Escalation, posts: Posts, found: list[Stay]) -> list[dict]:
    """The levels: when each is the right one, who is there, and how long the escalation was at it."""
    working, now = Calendar.objects.known().working, timezone.now()
    rows = []
    for level in levels(escalation.level.ladder):
        at_level = [stay for stay in found if stay.level_id == level.pk]
        detail = level.when_to_use
        if level.number == 1:
            day = short_day(timezone.localdate(escalation.submitted_at))
            detail = _("Escalated on %(day)s") % {"day": day}
        rows.append(
            {
                "number": level.number,
                "name": level.name,
                "detail": detail,
                "who": who(posts.at(level)),
                "state": _state(level, escalation),
                "spent": "; ".join(_spent(stay, escalation, working, now) for stay in at_level),
            }
        )
    return rows


def level_above(escalation: Escalation) -> Level | None:
    higher = (one for one in levels(escalation.level.ladder) if one.number > escalation.level.number)
    return next(higher, None)


def who(post: Post | None) -> str:
    """The name; while they are away, the one who stands in for them."""
    if post is None or post.holder is None:
        return ""
    if stands_in(post):
        return _("%(deputy)s for %(person)s, who is away") % {"deputy": post.holder, "person": post.person}
    return str(post.person)


def is_over(escalation: Escalation, found: list[Stay]) -> bool:
    """The time that its level is meant to take is over: the next one is suggested."""
    now = timezone.now()
    return escalation.is_open and any(
        stay.left_at is None and stay.next_from is not None and stay.next_from <= now for stay in found
    )


def published(reader) -> dict:
    """The public page: every level with its people by region, and the duty manager of the reader's region."""
    rows = known_posts()
    return {
        "levels": [
            {
                "level": level,
                "contacts": [(post.region, who(post)) for post in rows if post.level_id == level.pk],
            }
            for level in levels(Ladder.SERVICE)
        ],
        **speak_with(reader),
    }


def speak_with(reader) -> dict:
    """Whom a reader may ask for on the phone: the duty manager now, and the manager of their region."""
    region = region_of_reader(reader)
    manager = Posts(known_posts(), region).holder_of(Role.REGIONAL)
    return {"duty": duty.shown_on_duty(region), "manager": manager}


def region_of_reader(reader) -> Region | None:
    """Of the organisation a reader belongs to; nobody's for guests and staff."""
    membership = reader.membership if reader.is_authenticated else None
    return membership.organisation.region if membership else None


def _spent(stay: Stay, escalation: Escalation, working, now) -> str:
    end = stays.until(stay, escalation, now)
    return _("%(since)s, %(length)s") % {
        "since": short_moment(stay.came_at),
        "length": stays.in_words(working, stay.came_at, end),
    }


def _state(level: Level, escalation: Escalation) -> str:
    if level.number == escalation.level.number:
        return "present"
    return "passed" if level.number < escalation.level.number else "to_come"


def _concerns(escalation: Escalation) -> dict:
    found = list(
        escalation.concerns.select_related("calendar", "raised_by", "taken_by").prefetch_related(
            "conducted_by", "measures"
        )
    )
    concern = next((row for row in found if row.closed_at is None), None)
    return {
        "concern": concern,
        "concern_promise": concern and [(concern, _words(concern))],
        "concerns_before": [row for row in found if row.closed_at is not None and row.outcome],
    }


def _words(concern: Concern) -> Words:
    told = ""
    if concern.missed_at:
        told = _("The next level was told: %(when)s.") % {"when": short_moment(concern.missed_at)}
    return Words(
        label=_("Somebody takes your concern and arranges a call by"),
        what=_("Taking your concern"),
        kept=_("Taken"),
        told=told,
    )


def open_concern(escalation: Escalation) -> Concern | None:
    return escalation.concerns.filter(closed_at=None).first()


def _was_sent(form) -> bool:
    """It comes back because it could not be done: what was typed is shown, whatever is legal now."""
    return form is not None and form.is_bound
