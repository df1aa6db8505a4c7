"""Reads of requests. `visible_to` is the only door to customers' rows."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from portal.accounts.models import Membership
from tickets.beside import Listed
from tickets.counting import CountUpTo, CountUpToOfEach
from tickets.intake.models import Answer, Tried
from tickets.relations import Link
from tickets.states import Turn, statuses_of


class Reach(Enum):
    """How far somebody sees."""

    EVERY = "every request"
    TEAMS = "those of their teams and of none"
    OWN = "their own and those of organisations whose requests they see"
    NONE = "none"


def reach_of(user) -> Reach:
    if not user.is_authenticated or not user.is_active:
        return Reach.NONE
    if works_on_requests(user):
        return Reach.EVERY if user.has_perm("tickets.see_every_team") else Reach.TEAMS
    return Reach.OWN


def seen_by(user, prefix: str = "") -> Q | None:
    """The condition under which this person sees a request; None when they see none.

    prefix: where the request stands, seen from the rows that are filtered: "ticket__".
    """
    reach = reach_of(user)
    return None if reach is Reach.NONE else within(reach, user.pk, prefix)


def within(reach: Reach, person: int, prefix: str = "") -> Q:
    """The same by what was found out already; for reads that are prepared."""
    if reach is Reach.EVERY:
        return Q()
    if reach is Reach.TEAMS:
        teams = get_user_model().teams.through.objects.filter(user=person).values("team")
        return Q(**{f"{prefix}team": None}) | Q(**{f"{prefix}team__in": teams})
    organisations = Membership.objects.filter(user=person, sees=Membership.Sees.ALL).values("organisation")
    return Q(**{f"{prefix}requester": person}) | Q(**{f"{prefix}organisation__in": organisations})


def works_on_requests(user) -> bool:
    """Whether this person reads requests as staff, internal notes included."""
    return user.is_staff and user.has_perm("tickets.view_ticket")


def may_hold(user, team) -> bool:
    """Whether a request of this team can be given to this person."""
    if not (user.is_active and works_on_requests(user)):
        return False
    return team is None or user.has_perm("tickets.see_every_team") or user.teams.filter(pk=team.pk).exists()


class TicketQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Customers: their own and, where the membership says so, all of the organisation's.

        Staff: every request, or those of their teams and of no team. Rights are read each time.
        """
        return self.within(reach_of(user), user.pk)

    def within(self, reach: Reach, person: int):
        return self.none() if reach is Reach.NONE else self.filter(within(reach, person))

    def of(self, user):
        """The ones this person raised."""
        return self.filter(requester=user)

    def with_facts(self):
        """With what `facts_of` reads of a case that nobody corrected."""
        messages = self.model._meta.get_field("messages").related_model.objects
        told = messages.public().filter(ticket=OuterRef("pk")).order_by("at", "pk").values("body")[:1]
        facts = self.model._meta.get_field("facts").related_model.objects
        corrected = facts.filter(ticket=OuterRef("pk")).order_by()
        return self.annotate(first_told=Subquery(told), is_corrected=Exists(corrected))

    # By `closed_at` and not by status, so that the partial indexes serve on both databases.
    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def due_to_end(self, now):
        """Those in pending closure that are to be reminded of or closed by now."""
        return self.filter(rings_at__lte=now).order_by("rings_at", "pk")

    def personal_for_too_long(self, now):
        """Closed so long ago that what was answered about people is erased."""
        before = now - timedelta(days=settings.KEEP_PERSONAL_DAYS)
        old = Answer.objects.filter(is_personal=True, ticket__closed_at__lte=before)
        return self.filter(pk__in=old.values("ticket")).order_by("pk")

    def waiting_for_customer(self):
        """The customer has the next step."""
        return self.open().filter(status__in=statuses_of(Turn.YOU))

    def waiting_for_us(self):
        """Every open one that does not wait for the customer: said so, PostgreSQL knows how many they are.

        By a list of our statuses it expects a tenth of them, and sorts all instead of reading in order.
        """
        return self.open().exclude(status__in=statuses_of(Turn.YOU))

    def held_by_away(self):
        """The agent is out of office."""
        return self.open().filter(agent__in=get_user_model().objects.away())

    def next_for(self, user):
        """Not held and our turn, of this person's teams or of none: gravest first, then oldest."""
        mine = Q(team=None) | Q(team__in=user.teams.through.objects.filter(user=user).values("team"))
        waiting = self.open().filter(mine, agent=None, status__in=statuses_of(Turn.US))
        return waiting.order_by(F("severity").asc(nulls_last=True), "created_at", "pk")

    def related_to(self, ticket, *, inside: bool):
        """What was merged into it or split off; `inside`: also what follows it and what colleagues linked.

        `is_split`: one was split off from the other.
        """
        links = Link.objects.all() if inside else Link.objects.filter(kind=Link.Kind.SPLIT)
        every = self.model._base_manager
        found = [
            links.filter(second=ticket).values("first"),
            every.filter(merged_into=ticket).values("pk"),
        ]
        if inside:
            found.append(every.filter(follows=ticket).values("pk"))
        either = Q(first=ticket, second=OuterRef("pk")) | Q(first=OuterRef("pk"), second=ticket)
        split = Exists(Link.objects.filter(either, kind=Link.Kind.SPLIT))
        related = links.filter(first=ticket).values("second").union(*found)
        return self.filter(pk__in=related).annotate(is_split=split).order_by("pk")

    def with_colleagues(self):
        """`colleagues`: how many others of the organisation read the request, without another statement."""
        others = Membership.objects.filter(
            organisation=OuterRef("organisation"), sees=Membership.Sees.ALL, user__is_active=True
        ).exclude(user=OuterRef("requester"))
        return self.annotate(colleagues=CountUpToOfEach(others))

    def with_waiting_of(self, user):
        """`waiting`: how many requests wait for this person, for the badge, without another statement."""
        return self.annotate(waiting=CountUpTo(self.model.objects.of(user).waiting_for_customer()))

    def with_answers(self):
        """`answered` and `tried_before`: what was told besides the text, as dicts, in the same statement."""
        return self.annotate(
            answered=Listed(Answer, "ticket_id", "label", "value", "is_personal"),
            tried_before=Listed(Tried, "ticket_id", "article", "title"),
        )

    def newest_change_first(self):
        return self.order_by("-changed_at", "-pk")


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Customers never get an internal note, whatever they see of the request."""
        condition = seen_by(user, "ticket__")
        if condition is None:
            return self.none()
        messages = self.filter(condition)
        return messages if works_on_requests(user) else messages.public()

    def public(self):
        return self.filter(kind=self.model.Kind.PUBLIC)
