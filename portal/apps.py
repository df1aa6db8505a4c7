from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    """The wiring itself: its commands and template tags."""

    name = "portal"
    default = True

    def ready(self):
        from portal import checks  # noqa: F401, PLC0415 (registers itself; settings are ready by now)


class StaffAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "portal.staff.StaffSite"
