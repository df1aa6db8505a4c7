from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "tickets"
    label = "tickets"
    verbose_name = _("Requests")

    def ready(self):
        # The models are there only now.
        from tickets import receivers  # noqa: PLC0415
        from tickets.shipping import ship_scales  # noqa: PLC0415

        post_migrate.connect(ship_scales, sender=self, dispatch_uid="tickets.ship_scales")
        receivers.connect()
