"""The letters of sign-in (prove an address, choose a new password), in our layout and through our door."""

from __future__ import annotations

import secrets

from portal.outbox.models import Letter
from portal.outbox.queue import queue_letter

# Anybody may ask for these, for any address. The others report what the person did, and always go.
FOR_THE_ASKING = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}


def send_account_mail(template_prefix: str, email: str, context: dict) -> Letter:
    """Queue what allauth wants to say: `<template_prefix>_subject.txt` and `<template_prefix>_message.txt`.

    Both are rendered as plain text in the reader's language, inside `outbox/email/account.txt`, which makes
    a button of the link in the context. The letter is sensitive: it is never shown, its text is cleared once
    it is sent, and it is not sent a second time by itself. Each call is an occasion of its own.

    It goes to an address and greets nobody by name: a stranger may have typed both, and our letter must
    not carry their words to somebody else. What anybody may ask for is capped.
    """
    key = queue_letter(
        "outbox/email/account",
        to=email,
        key=f"{template_prefix}:{secrets.token_hex(8)}",
        context={
            **context,
            "subject_template": f"{template_prefix}_subject.txt",
            "message_template": f"{template_prefix}_message.txt",
        },
        sensitive=True,
        capped=template_prefix in FOR_THE_ASKING,
        language=getattr(context.get("user"), "language", None),
    )
    return Letter.objects.get(key=key)
