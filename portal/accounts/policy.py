"""How people sign in: the settings of allauth that do not differ between deployments."""

_VALIDATION = "django.contrib.auth.password_validation"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.backends.OneQuestion"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "knowledgebase:home"

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.LoginForm",
    "signup": "portal.accounts.forms.SignupForm",
    "reset_password": "portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.NewPasswordForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "set_password": "portal.accounts.forms.SetPasswordForm",
    "reauthenticate": "portal.accounts.forms.ConfirmByPasswordForm",
    "add_email": "portal.accounts.forms.NewAddressForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter when the password, the address or the second factor changes
ACCOUNT_CHANGE_EMAIL = True  # one address a person
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Per network and per account. Three letters an hour reach an address, however many people ask for them.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "10/m/ip,60/h/ip",
    "reset_password": "20/m/ip,3/h/key",
    "confirm_email": "1/3m/key,6/d/key",
}

MFA_ADAPTER = "portal.accounts.second_factor.MFAAdapter"
MFA_FORMS = {
    "authenticate": "portal.accounts.second_factor.CodeForm",
    "reauthenticate": "portal.accounts.second_factor.ConfirmByCodeForm",
    "activate_totp": "portal.accounts.second_factor.StartCodesForm",
    "login_webauthn": "portal.accounts.second_factor.PasskeySignInForm",
    "authenticate_webauthn": "portal.accounts.second_factor.PasskeyForm",
    "reauthenticate_webauthn": "portal.accounts.second_factor.ConfirmByPasskeyForm",
    "add_webauthn": "portal.accounts.second_factor.AddPasskeyForm",
    "edit_webauthn": "portal.accounts.second_factor.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
