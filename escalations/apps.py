from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EscalationsConfig(AppConfig):
    name = "escalations"
    label = "escalations"
    verbose_name = _("Customer Resolutions")

    def ready(self):
        # The models are there only now.
        from escalations import receivers  # noqa: PLC0415

        post_migrate.connect(receivers.ship_ladders, sender=self, dispatch_uid="escalations.ship_ladders")
        post_migrate.connect(receivers.ship_reasons, sender=self, dispatch_uid="escalations.ship_reasons")
        receivers.connect()
