from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class InboundConfig(AppConfig):
    name = "tickets.inbound"
    label = "inbound"
    verbose_name = _("Mail that comes in")

    def ready(self):
        """A wrong INBOUND_URL stops the start, rather than every look into the mailbox."""
        from tickets.inbound.boxes.imap import parse_url  # noqa: PLC0415 - settings are read only now

        if settings.INBOUND_URL:
            parse_url(settings.INBOUND_URL)
