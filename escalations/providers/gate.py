"""What is closed to a provider until its support model template is accepted (S0-44).

P1 and P2 are for what is live, so they are closed in every environment; P3 is closed in production. Open to
everybody are P3 in the test environment and P4: questions on the way to the launch.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from escalations.providers.models import Launch
from escalations.providers.states import Environment
from portal.accounts.models import Organisation
from portal.workflow.moves import IllegalMove
from tickets.scales import Priority


class NotLive(IllegalMove):
    """Closed until the launch is accepted."""


def is_live(organisation: Organisation) -> bool:
    return Launch.objects.live().filter(organisation=organisation).exists()


def is_closed(priority: str, environment: str) -> bool:
    """For a provider that is not live."""
    if priority in (Priority.P1, Priority.P2):
        return True
    return priority == Priority.P3 and environment != Environment.TEST


def check(organisation: Organisation, priority: str, environment: str) -> None:
    if is_closed(priority, environment) and not is_live(organisation):
        raise NotLive(
            _(
                "%(priority)s is closed to %(provider)s in this environment until the support model template "
                "is returned and accepted."
            )
            % {"priority": Priority(priority).label, "provider": organisation}
        )
