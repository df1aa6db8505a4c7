"""The second factor: codes of an app, passkeys and recovery codes, whose secrets are stored encrypted."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.form_words import PlainFields
from portal.workflow.prepared import prepared


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it was used already. Enter the next one."),
        "unverified_email": _("Prove your email address first: open the link we sent you."),
        "add_email_blocked": _("Prove your email address first: open the link we sent you."),
    }

    def is_mfa_enabled(self, user, types=None):
        if types is not None or user.is_anonymous:
            return super().is_mfa_enabled(user, types)
        return bool(_factors_of(user.pk))

    def encrypt(self, text):
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _locks().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self):
        """Passkeys belong to the site's own address, whatever name a request came under."""
        return {"id": settings.SITE_HOST, "name": settings.BRAND_NAME}


@prepared
def _factors_of(person: int):
    return Authenticator.objects.filter(user_id=person).values_list("pk")[:1]


def _locks() -> MultiFernet:
    """Locked with the secret key; what an earlier key locked opens as long as it is a fallback."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class _OneUse:
    """A code of the app opens once: two sessions that send the same code, and one of them is refused."""

    def clean_code(self):
        code = super().clean_code()
        used = self.authenticator
        if used.type != Authenticator.Type.TOTP:
            return code
        now = timezone.now()
        step = now.replace(second=now.second // 30 * 30, microsecond=0)
        fresh = Authenticator.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=step), pk=used.pk)
        if not fresh.update(last_used_at=now):
            raise MFAAdapter().validation_error("incorrect_code")
        return code


class CodeForm(PlainFields, _OneUse, AuthenticateForm):
    labels = {"code": _("Code from your app, or a recovery code")}


class ConfirmByCodeForm(PlainFields, _OneUse, ReauthenticateForm):
    labels = {"code": _("Code from your app, or a recovery code")}


class StartCodesForm(PlainFields, ActivateTOTPForm):
    labels = {"code": _("Code from your app")}


class _AnyJson:
    """Whatever is sent in place of a key's answer is refused with a sentence."""

    def full_clean(self):
        try:
            super().full_clean()
        except (AttributeError, IndexError, InvalidSignature, KeyError, TypeError, ValueError):
            self.add_error("credential", MFAAdapter().validation_error("incorrect_code"))


class PasskeySignInForm(_AnyJson, LoginWebAuthnForm):
    pass


class PasskeyForm(_AnyJson, AuthenticateWebAuthnForm):
    pass


class ConfirmByPasskeyForm(_AnyJson, ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(PlainFields, _AnyJson, AddWebAuthnForm):
    labels = {"name": _("Name"), "passwordless": _("Sign in with this key alone, without a password")}
    hints = {
        "name": _("Only you see it, for example “Work laptop”."),
        "passwordless": _("The device then asks for your fingerprint, face or PIN."),
    }


class EditPasskeyForm(PlainFields, EditWebAuthnForm):
    labels = {"name": _("Name")}
