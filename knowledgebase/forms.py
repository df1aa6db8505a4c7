"""The forms of readers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.workflow.once import OnceForm


class CommentForm(OnceForm):
    body = forms.CharField(
        label=_("Your comment"),
        min_length=2,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Plain text. Everybody who reads the article sees it with your name."),
    )


class VoteForm(forms.Form):
    helped = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])
    reason = forms.CharField(required=False, max_length=1_000)
