from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "portal.contracts"
    label = "contracts"
    verbose_name = _("Products and contracts")

    def ready(self):
        # The models are there only now.
        from portal.contracts.shipping import ship_plans  # noqa: PLC0415

        post_migrate.connect(ship_plans, sender=self, dispatch_uid="contracts.ship_plans")
