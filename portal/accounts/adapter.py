"""How sign-in talks to the rest of the project: addresses, letters, links, limits, where to go next."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import verify_email
from django.conf import settings
from django.contrib import messages
from django.http.request import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from portal.accounts.addresses import normalise, validate_address
from portal.accounts.drafts import DRAFT_SECONDS
from portal.accounts.language import remember
from portal.accounts.models import User
from portal.accounts.network import client_address, client_network
from portal.outbox.account_mail import send_account_mail

# Longer addresses to return to are nobody's; browsers and proxies cut them.
LONGEST_NEXT = 2000


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account was closed. Write to us if that is a mistake."),
        "email_password_mismatch": _("The email address and the password do not belong together."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right, or it was used already. Enter the next one."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link was used already or is too old."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
        "same_as_current": _("This is your address already."),
        "duplicate_email": _("This is your address already."),
    }

    # --- Addresses --------------------------------------------------------------------------------
    def clean_email(self, email):
        email = normalise(email)
        validate_address(email)
        return email

    def confirm_email(self, request, email_address):
        """Proving an address makes it the person's; it may belong to somebody else by now."""
        taken = User.objects.filter(email=email_address.email).exclude(pk=email_address.user_id)
        if taken.exists():
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt")
            return False
        return verify_email(request, email_address)

    # --- Letters ----------------------------------------------------------------------------------
    def send_mail(self, template_prefix, email, context):
        """Every letter goes through the outbox. Links are built from SITE_URL, never from the request."""
        told = {name: value for name, value in context.items() if name not in ("request", "signup_url")}
        if template_prefix == "account/email/unknown_account":
            told["signup_url"] = settings.SITE_URL + reverse("account_signup")
        if template_prefix == "account/email/account_already_exists":
            told["password_reset_url"] = settings.SITE_URL + reverse("account_reset_password")
        send_account_mail(template_prefix, normalise(email), told)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    def get_reset_password_from_key_url(self, key):
        uid, _dash, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uid, token])

    def get_email_confirmation_url(self, request, emailconfirmation):
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    # --- Sign-up ----------------------------------------------------------------------------------
    def is_open_for_signup(self, request):
        return settings.SIGNUP_OPEN

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    # --- Limits -----------------------------------------------------------------------------------
    def get_client_ip(self, request):
        return client_address(request)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Wrong passwords count per account and network, so that a stranger cannot lock anybody out."""
        return f"{normalise(credentials.get('email', ''))}:{client_network(request)}"

    def is_ajax(self, request):
        """Only the script that offers a passkey asks for JSON; every other page answers with pages."""
        match = request.resolver_match
        return bool(match) and match.url_name == "mfa_login_webauthn" and super().is_ajax(request)

    # --- Where to go next -------------------------------------------------------------------------
    def is_safe_url(self, url):
        return is_own_path(url)

    def get_login_redirect_url(self, request):
        with override(request.user.language):
            return reverse("admin:index" if request.user.is_staff else settings.LOGIN_REDIRECT_URL)

    def post_login(self, request: HttpRequest, user, **kwargs):
        if request.session.get("_session_expiry") == DRAFT_SECONDS:
            request.session.set_expiry(None)
        response = super().post_login(request, user, **kwargs)
        remember(response, user.language)
        return response


def is_own_path(url: str | None) -> bool:
    """A page of ours, as a path: the only kind of address that `next` may name."""
    return (
        bool(url)
        and url.startswith("/")
        and len(url) <= LONGEST_NEXT
        and url.isprintable()
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )
