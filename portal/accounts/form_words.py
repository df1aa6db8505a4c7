"""The fields of sign-in in our words: a label above, a hint where it helps, no text inside the field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.addresses import normalise

NEW_PASSWORD = _("At least 10 characters. A few words in a row are easy to remember and hard to guess.")


class AddressInput(forms.EmailInput):
    """Any spelling of an address may be typed; the form sees the one that is stored."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value and normalise(value)


class PlainFields:
    """Mixed into a form of allauth: our labels and hints, one spelling, and placeholders removed."""

    labels: dict = {}
    hints: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.EmailField):
                field.widget = AddressInput(attrs={"autocomplete": "email"})
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
