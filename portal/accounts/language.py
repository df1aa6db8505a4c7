"""The language is remembered: by the account of a person, by a cookie for a visitor."""

from django.conf import settings
from django.http import HttpResponse

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def remember(response: HttpResponse, language: str) -> None:
    """The cookie names a language and nothing else."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path="/",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
