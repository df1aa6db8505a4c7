from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BusinesstimeConfig(AppConfig):
    name = "portal.businesstime"
    label = "businesstime"
    verbose_name = _("Business time")

    def ready(self):
        post_migrate.connect(_ship_calendars, sender=self, dispatch_uid="businesstime.ship_calendars")


def _ship_calendars(using="default", **kwargs):
    """A new database begins with two calendars; so does one that a test has emptied."""
    from portal.businesstime.shipping import ship_calendars  # noqa: PLC0415 (models are loaded by now)

    if using == "default":
        ship_calendars()
