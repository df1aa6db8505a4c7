from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self):
        from portal.accounts.roles import grant_permissions  # noqa: PLC0415 (models are loaded by now)

        post_migrate.connect(grant_permissions, dispatch_uid="accounts.grant_permissions")
