from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "tickets.intake"
    label = "intake"
    verbose_name = _("Forms of requests")

    def ready(self):
        # The models are there only now.
        from tickets.intake.shipping import ship_forms  # noqa: PLC0415

        post_migrate.connect(ship_forms, sender=self, dispatch_uid="intake.ship_forms")
