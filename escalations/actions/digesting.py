"""The daily letter to each regional manager: planned for their next opening, sent once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from escalations import digest, emails
from escalations.models import Digest, Post
from portal.accounts.roles import Role
from portal.businesstime.arithmetic import WorkingCalendar
from portal.businesstime.models import Calendar
from portal.workflow.moves import lock

# A calendar that is closed for longer than this has no working day to begin.
LOOK_AHEAD_DAYS = 60


def plan_digests(*, at: datetime) -> int:
    """A row for the next opening of every regional manager's calendar. Returns how many are new.

    What was planned by hours that have changed since is planned again. Safe to run twice.
    """
    posts = Post.objects.of_role(Role.REGIONAL).select_related("region__calendar")
    default = Calendar.objects.default()
    planned = set(Digest.objects.filter(due_at__gt=at, sent_at=None).values_list("post_id", "due_at"))
    coming = {}
    for post in posts:
        calendar = (post.region and post.region.calendar) or default
        if (opening := next_day_begins(calendar.working, at)) is not None:
            coming[post.pk, opening] = opening.astimezone(calendar.working.tz).date()
    if coming.keys() == planned:
        return 0
    with transaction.atomic():
        for post, due_at in planned - coming.keys():
            Digest.objects.filter(post=post, due_at=due_at, sent_at=None).delete()
        new = [
            Digest(post_id=post, due_at=due_at, on=on)
            for (post, due_at), on in coming.items()
            if (post, due_at) not in planned
        ]
        Digest.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def send_digest(digest_id: int, *, at: datetime) -> None:
    """To who is there today. Running twice, or beside another worker, sends one."""
    row = lock(Digest(pk=digest_id))
    if row.sent_at is not None or row.due_at > at:
        return
    row.sent_at = at
    row.save(update_fields=["sent_at"])
    post = Post.objects.with_people().get(pk=row.post_id)
    calendar = (post.region and post.region.calendar) or Calendar.objects.default()
    if calendar.working.open_on(row.on):  # it may have become a day off since it was planned
        emails.daily(row, post, digest.of(post, at))


def next_day_begins(working: WorkingCalendar, at: datetime) -> datetime | None:
    """The first opening of a working day after this moment, in UTC; a lunch break begins no day."""
    today = at.astimezone(working.tz).date()
    for day in _days(today):
        stretches = working.open_on(day)
        if stretches and stretches[0][0] > at:
            return stretches[0][0]
    return None


def _days(first: date):
    return (first + timedelta(days=number) for number in range(LOOK_AHEAD_DAYS))
