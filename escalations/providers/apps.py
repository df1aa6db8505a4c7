from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProvidersConfig(AppConfig):
    name = "escalations.providers"
    label = "providers"
    verbose_name = _("Integration partners")

    def ready(self):
        # The models are there only now.
        from escalations.providers import receivers  # noqa: PLC0415
        from escalations.providers.shipping import ship_guide  # noqa: PLC0415

        post_migrate.connect(ship_guide, sender=self, dispatch_uid="providers.ship_guide")
        receivers.connect()
