from django.urls import include, path
from django.views.generic import RedirectView

from portal.accounts import views

own = [path("profile/", views.profile, name="profile")]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="accounts:profile"), name="account"),
    path("", include((own, "accounts"))),
    path("2fa/totp/picture.svg", views.totp_picture, name="mfa_totp_picture"),
    path("", include("allauth.urls")),
]
