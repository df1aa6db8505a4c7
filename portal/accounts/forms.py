"""The forms of sign-in, sign-up and the profile. They check; allauth and the views act."""

from itertools import groupby

from allauth.account import forms as allauth_forms
from allauth.account.forms import default_token_generator
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts import actions
from portal.accounts.form_words import NEW_PASSWORD, PlainFields
from portal.accounts.models import User
from portal.accounts.names import one_line, validate_name
from portal.accounts.roles import Role
from portal.accounts.zones import zone_choices


class LoginForm(PlainFields, allauth_forms.LoginForm):
    labels = {
        "login": _("Email address"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device"),
    }


class SignupForm(PlainFields, allauth_forms.SignupForm):
    labels = {"email": _("Email address"), "password1": _("Password")}
    hints = {"email": _("We send a link there, to prove that it is yours."), "password1": NEW_PASSWORD}

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email", "password1"]

    def clean_name(self):
        name = one_line(self.cleaned_data["name"])
        validate_name(name)
        return name

    def try_save(self, request):
        """Whether the address is known must not show: the same work for both, in one transaction."""
        with transaction.atomic():
            if self.account_already_exists:
                make_password(self.cleaned_data["password1"])
            return super().try_save(request)


class ResetPasswordForm(PlainFields, allauth_forms.ResetPasswordForm):
    labels = {"email": _("Email address")}

    def clean_email(self):
        email = super().clean_email()
        # Not by an address that somebody added to their account and has not proven: it may be another's.
        self.users = [user for user in self.users if user.email == email]
        return email

    def save(self, request, **kwargs):
        """As above: a link is computed for an unknown address too, and thrown away."""
        with transaction.atomic():
            if not self.users:
                default_token_generator.make_token(User(pk=0, password=make_password(None)))
            return super().save(request, **kwargs)


class NewPasswordForm(PlainFields, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}
    hints = {"password1": NEW_PASSWORD}

    def save(self):
        super().save()
        actions.prove_address(self.user)


class ChangePasswordForm(PlainFields, allauth_forms.ChangePasswordForm):
    labels = {"oldpassword": _("Present password"), **NewPasswordForm.labels}
    hints = NewPasswordForm.hints


class SetPasswordForm(PlainFields, allauth_forms.SetPasswordForm):
    labels = NewPasswordForm.labels
    hints = NewPasswordForm.hints


class ConfirmByPasswordForm(PlainFields, allauth_forms.ReauthenticateForm):
    labels = {"password": _("Password")}


class NewAddressForm(PlainFields, allauth_forms.AddEmailForm):
    labels = {"email": _("New email address")}
    hints = {"email": _("We send a link there. Your address changes once you open it.")}


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language", "zone", "away_from", "away_until", "deputy"]
        labels = {
            "name": _("Your name"),
            "language": _("Language"),
            "zone": _("Time zone"),
            "away_from": _("Out of office from"),
            "away_until": _("Out of office until"),
            "deputy": _("Deputy"),
        }
        widgets = dict.fromkeys(
            ("away_from", "away_until"), forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        )
        help_texts = {
            "language": _("Of the pages and of the letters we send you."),
            "zone": _("Every time we promise is shown in it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["zone"].choices = _by_area(zone_choices())
        if self.instance.is_staff:
            self.fields["deputy"].queryset = deputies_of(self.instance)
            self.fields["deputy"].empty_label = _("Nobody")
        else:
            for name in ("away_from", "away_until", "deputy"):
                del self.fields[name]

    def clean_name(self):
        name = one_line(self.cleaned_data["name"])
        validate_name(name)
        return name


# Roles that may hold a case or an escalation.
HOLDERS = (
    *(Role.AGENT, Role.LEAD, Role.RESOLUTIONS, Role.MANAGER),
    *(Role.DUTY, Role.ENGINEER, Role.REGIONAL, Role.GLOBAL),
)


def deputies_of(person):
    """Colleagues who can hold cases."""
    holders = User.objects.in_role(*HOLDERS)
    return holders.exclude(pk=person.pk).order_by("name", "pk")


def _by_area(choices):
    """“Europe” above its cities, so that four hundred places can be looked through."""
    areas = groupby(choices, key=lambda choice: choice[0].partition("/")[0])
    return [(area, list(places)) for area, places in areas]
