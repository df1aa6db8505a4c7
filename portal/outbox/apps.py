from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.outbox.relay import parse_relay


class OutboxConfig(AppConfig):
    name = "portal.outbox"
    label = "outbox"
    verbose_name = _("Letters")

    def ready(self):
        """A wrong EMAIL_URL stops the start, rather than every letter."""
        if settings.EMAIL_URL:
            parse_relay(settings.EMAIL_URL)
