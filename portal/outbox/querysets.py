"""The questions asked of the letters."""

from django.db import models

from portal.outbox.states import State


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff who may read letters read all of them; customers read theirs in their own mailbox."""
        return self if user.has_perm("outbox.view_letter") else self.none()

    def about(self, reference):
        return self.filter(about=reference)

    def troubled(self):
        """What staff must know of: these letters did not arrive, or nobody knows."""
        return self.filter(state__in=[State.FAILED, State.UNKNOWN, State.BOUNCED])

    def asked_for(self, since):
        """The letters with a secret link that were sent, or wait to be, since then."""
        return self.filter(sensitive=True, created_at__gte=since).exclude(state=State.WITHHELD).order_by()

    def counts(self, address) -> dict[str, int]:
        """How many there are in all, and how many of them go to this address."""
        return self.aggregate(
            all=models.Count("pk"), address=models.Count("pk", filter=models.Q(to__iexact=address))
        )

    def parked(self):
        return self.filter(state=State.UNKNOWN)

    def due(self, now):
        return self.filter(state=State.QUEUED, due_at__lte=now).order_by("due_at", "pk")

    def abandoned(self, now):
        """Claimed by a worker that did not finish in time."""
        return self.filter(state=State.CLAIMED, lease_until__lte=now)
