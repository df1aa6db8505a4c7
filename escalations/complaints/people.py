"""Who is there for a level of the ladder, and who gets the next complaint."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Count

from escalations.complaints.models import Complaint
from escalations.complaints.querysets import VIEW
from escalations.models import Level
from portal.accounts.absence import present
from portal.accounts.roles import Role


def who(level: Level, complaint: Complaint) -> list:
    """The people of the level who are there today; deputies for those who are away; the support managers
    when neither is. `complaint` says for whom, as one organisation may have other people than the next."""
    return there(level.role) or there(Role.MANAGER)


def there(role: str) -> list:
    """Each of the role who is in, or whoever stands in for them and may work on complaints."""
    members = list(get_user_model().objects.in_role(Role(role)).select_related("deputy").order_by("pk"))
    known = {person.pk for person in members}
    found = {}
    for person in members:
        stand_in = present(person, may=lambda other: other.pk in known or _may_stand_in(other))
        if stand_in is not None:
            found[stand_in.pk] = stand_in
    return list(found.values())


def holder_for(level: Level, complaint: Complaint):
    """Whoever of them holds the fewest; None when nobody is there at all."""
    people = who(level, complaint)
    if len(people) < 2:
        return people[0] if people else None
    held = Complaint.objects.open().filter(holder__in=people).values("holder").annotate(count=Count("pk"))
    counts = dict(held.order_by().values_list("holder", "count"))
    return min(people, key=lambda person: (counts.get(person.pk, 0), person.pk))


def managers() -> list:
    """Who hears that a promise was missed."""
    return list({person.pk: person for role in _ALARMED for person in there(role)}.values())


_ALARMED = (Role.SERVICE_MANAGER, Role.MANAGER)
# The right that the work of a level asks for.
RIGHT_OF = {
    1: "complaints.answer_complaint",
    2: "complaints.review_complaint",
    3: "complaints.solve_complaint",
}


def may_work_on(person, complaint: Complaint) -> bool:
    """Those of its level, and whoever it was given to: a deputy has the work with the complaint."""
    if not person.has_perm(VIEW):
        return False
    return complaint.holder_id == person.pk or person.has_perm(RIGHT_OF[complaint.level.number])


def _may_stand_in(person) -> bool:
    return person.is_staff and person.has_perm(VIEW)
