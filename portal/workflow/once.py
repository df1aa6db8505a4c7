"""Every form is safe to send twice: its random key answers with the first result."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable

from django import forms
from django.db import IntegrityError, transaction
from django.forms.utils import flatatt
from django.utils.html import format_html

from portal.workflow.models import SentForm

KEY = re.compile(r"[A-Za-z0-9_-]{20,64}\Z")


class Conflict(Exception):
    """The key was already used for other content. `result` is the address of the first answer."""

    def __init__(self, result: str):
        super().__init__(result)
        self.result = result


def new_key() -> str:
    return secrets.token_urlsafe(24)


class KeyInput(forms.HiddenInput):
    """Drawn without a template: a page of staff has one beside each button."""

    def render(self, name, value, attrs=None, renderer=None):
        rest = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<input type="hidden" name="{}" value="{}"{}>', name, value or "", rest)


class OnceForm(forms.Form):
    """A form that carries its key. `form_key` survives errors, so a corrected form is still the same form."""

    form_key = forms.CharField(widget=KeyInput, required=False, max_length=64)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", new_key())

    def clean_form_key(self):
        key = self.cleaned_data["form_key"]
        return key if KEY.match(key) else new_key()


def digest_of(request) -> str:
    """What was typed and attached, without the tokens of the page."""
    parts = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name not in ("csrfmiddlewaretoken", "form_key"):
            parts.update(repr((name, request.POST.getlist(name))).encode("utf-8", "surrogatepass"))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            content = hashlib.sha256()
            for chunk in file.chunks():
                content.update(chunk)
            file.seek(0)
            parts.update(repr((name, file.name, content.hexdigest())).encode())
    return parts.hexdigest()


def once(request, key: str, act: Callable[[], str]) -> str:
    """Run `act` (which returns the address of its result) once for this user and key.

    Returns the first result however often it is sent; raises Conflict when the same key comes with
    other content. `act` and the key share one transaction, so either both are stored or neither.
    """
    digest = digest_of(request)
    try:
        with transaction.atomic():
            sent = SentForm.objects.create(user=request.user, key=key, digest=digest, result="")
            sent.result = act()
            sent.save(update_fields=["result"])
            return sent.result
    except IntegrityError:
        # Sent before, or another copy of it was being stored while this one came in.
        if (first := _sent(request.user, key)) is None:
            raise
        return _same(first, digest)


def _sent(user, key):
    return SentForm.objects.filter(user=user, key=key).first()


def _same(first: SentForm, digest: str) -> str:
    if first.digest != digest:
        raise Conflict(first.result)
    return first.result
