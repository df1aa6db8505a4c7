"""Who looks after an escalation: found by the region of its customer, and by who is there today."""

from __future__ import annotations

from collections.abc import Iterable

from escalations.models import Escalation, Level, Post
from portal.accounts.models import Region
from portal.accounts.roles import Role
from portal.workflow.kept import kept


class Posts:
    """The posts of one region. Where it has nobody of its own, whoever holds it everywhere."""

    def __init__(self, rows: Iterable[Post], region: Region | None):
        self._levels: dict[int, Post] = {}
        self._roles: dict[str, Post] = {}
        # Those of everywhere first, so that the region's own replace them.
        for post in sorted(rows, key=lambda post: post.region_id is not None):
            if post.region_id is not None and (region is None or post.region_id != region.pk):
                continue
            if post.level_id:
                self._levels[post.level_id] = post
            else:
                self._roles[post.role] = post

    def at(self, level: Level) -> Post | None:
        return self._levels.get(level.pk)

    def of(self, role: Role) -> Post | None:
        return self._roles.get(role.value)

    def holder_at(self, level: Level):
        """Who is there today: a person, or None."""
        return (post := self.at(level)) and post.holder

    def holder_of(self, role: Role):
        return (post := self.of(role)) and post.holder


@kept
def known_regions() -> list[Region]:
    """To choose by; at most half a minute old."""
    return list(Region.objects.all())


def region_of(escalation: Escalation) -> Region | None:
    organisation = escalation.ticket.organisation
    return organisation.region if organisation else None


def posts_of(escalation: Escalation) -> Posts:
    """One statement."""
    region = region_of(escalation)
    return Posts(Post.objects.for_region(region).with_people(), region)


def shown_posts_of(escalation: Escalation) -> Posts:
    """The same for a page, from what was read within the last half minute: it costs no statement."""
    return Posts(known_posts(), region_of(escalation))


@kept
def known_posts() -> list[Post]:
    return list(Post.objects.with_people())


def stands_in(post: Post) -> bool:
    """Today somebody else does it for the person of the post."""
    return post.holder is not None and post.holder != post.person
