"""The form of a person in the back office: whoever leaves or works elsewhere hands over what they hold."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts import leaving
from portal.accounts.models import User


class PersonForm(forms.ModelForm):
    successor = forms.ModelChoiceField(
        label=_("successor"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_(
            "Gets all that this person looks after: escalations, posts, shifts. Needed when they leave."
        ),
    )

    class Meta:
        model = User
        fields = ["email"]  # the page says which others

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "successor" in self.fields:
            self.fields["successor"].queryset = leaving.successors_of(self.instance)

    def clean(self):
        data = super().clean()
        if self.instance.pk and self._gives_up() and data.get("successor") is None:
            held = leaving.holdings(self.instance)
            if held:
                self.add_error(
                    "successor" if "successor" in self.fields else None,
                    str(leaving.StillHolds(self.instance, held)),
                )
        return data

    def _gives_up(self) -> bool:
        """The account is closed, the back office shut, or a role taken away."""
        given_up = any(name in self.changed_data and not self.cleaned_data.get(name) for name in _RIGHTS)
        if "groups" not in self.cleaned_data:
            return given_up
        kept = {group.pk for group in self.cleaned_data["groups"]}
        return given_up or bool(set(self.instance.groups.values_list("pk", flat=True)) - kept)


_RIGHTS = ("is_active", "is_staff")
