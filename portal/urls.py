"""Every address. French lives under /fr/; English has no prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal import brand, views
from portal.accounts.views import language

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("brand/accent.css", brand.accent, name="brand-accent"),
    path("brand/logo", brand.logo, name="brand-logo"),
    path("language/", language, name="language"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("admin/", admin.site.urls),
    path("files/", include("portal.attachments.urls")),
    path("pictures/", include("knowledgebase.pictures.urls")),
    *i18n_patterns(
        path("accounts/", include("portal.accounts.urls")),
        path("requests/", include("tickets.urls")),
        path("complaints/", include("escalations.complaints.urls")),
        path("providers/", include("escalations.providers.urls")),
        path("", include("escalations.urls")),
        path("", include("portal.businesstime.urls")),
        path("", include("knowledgebase.urls")),
        prefix_default_language=False,
    ),
]
