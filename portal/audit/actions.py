"""The one way in which a look is written down."""

from portal.audit.models import Viewing


def viewed(what: str, about: str, *, by) -> Viewing:
    """Before it is shown: what could not be written down is not shown either."""
    return Viewing.objects.create(what=what, about=about, by=by)
