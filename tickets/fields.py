"""Fields for words that people type: what no keyboard types is dropped, what is too long is said and kept."""

import re

from django import forms

from portal.outbox.wording import clean

SUBJECT_LENGTH = 200
TEXT_LENGTH = 20_000
# Signs that turn the line around or hide in it; a right-to-left language needs none of them.
_OVERRIDES = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class _Plain(forms.CharField):
    def widget_attrs(self, widget):
        # No `maxlength`: a browser would cut off what is pasted and say nothing.
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class PlainLine(_Plain):
    """One line of words."""

    def __init__(self, *, max_length: int = SUBJECT_LENGTH, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return " ".join(_OVERRIDES.sub("", clean(super().to_python(value) or "")).split())


class PlainText(_Plain):
    """Words in paragraphs, as plain text."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = TEXT_LENGTH, rows: int = 8, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return clean(super().to_python(value) or "").strip()
