"""The forms of writing: the text itself, and the questions that a verb asks."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledgebase import linking
from knowledgebase.models import Manuscript
from knowledgebase.pictures import marks
from knowledgebase.writing import difference, kinds, snippets, standing
from knowledgebase.writing.models import TEXTS
from knowledgebase.writing.states import Change
from portal.workflow.once import OnceForm

LABELS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "byline": gettext_lazy("Byline"),
    "body": gettext_lazy("Text"),
    "asked": gettext_lazy("Asked as"),
}
# Titles on one page, before one is asked to look at the article itself.
MOST_NAMED = 20
_MARKDOWN = gettext_lazy(
    "Markdown. A part begins with “## ”; “::: note”, “::: warning”, “::: details Title” and “::: platform "
    "Windows” open a box that “:::” ends; {{snippet:name}} stands for a snippet; ![](picture:name) shows a "
    "picture; [words](article:key) leads to an article."
)


class SeenForm(OnceForm):
    """A form about one revision: when another was saved meanwhile, it asks again."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, files=None, *, instance: Manuscript, by):
        super().__init__(data, files, initial={"seen": instance.version})
        self.instance, self.by = instance, by

    def clean(self):
        data = super().clean()
        if data.get("seen") not in (None, self.instance.version):
            self.say_what_changed()
            self.data = self.data.copy()
            self.data["seen"] = str(self.instance.version)
        return data

    def say_what_changed(self) -> None:
        newest = self.instance.newest
        self.add_error(
            None,
            _("Revision %(number)s was saved meanwhile. Look at it, then send this again.")
            % {"number": newest.number},
        )

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the page of a verb shows above its question."""
        newest = self.instance.newest
        if newest is None:
            return []
        who = newest.author.get_short_name() if newest.author else "–"
        return [
            (_("Revision"), str(newest.number)),
            (_("Written by"), who),
            (_("Comment"), newest.comment or "–"),
        ]


class WriteForm(SeenForm):
    """The whole text at once. What somebody saved meanwhile is shown beside one's own, nothing is lost."""

    title = forms.CharField(label=LABELS["title"], max_length=200)
    summary = forms.CharField(
        label=LABELS["summary"], max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    byline = forms.CharField(
        label=LABELS["byline"],
        max_length=100,
        required=False,
        help_text=gettext_lazy("Shown instead of the author: the Billing team."),
    )
    body = forms.CharField(
        label=LABELS["body"],
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 24, "class": "staff-markdown"}),
        help_text=_MARKDOWN,
    )
    asked = forms.CharField(
        label=LABELS["asked"],
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("How people asked for this before, one wording a line."),
    )
    follows = forms.BooleanField(required=False)
    comment = forms.CharField(
        label=gettext_lazy("Comment on this change"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What you changed and why, for your colleagues."),
    )
    source = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, instance: Manuscript, by):
        super().__init__(data, files, instance=instance, by=by)
        self.theirs: list[tuple[str, list]] = []
        self.wants_preview = data is not None and "preview" in data
        newest = instance.newest
        outline = kinds.outline(instance.article.kind, instance.language)
        self.initial |= newest.texts if newest else {"body": outline}
        self.followed = None if instance.is_source else standing.source_of(instance.article)
        if self.followed is None:
            del self.fields["follows"], self.fields["source"]
        else:
            self.initial |= {"follows": True, "source": self.followed.number}
            self.fields["follows"].label = _(
                "This text says what revision %(number)s of the English text says"
            ) % {"number": self.followed.number}

    def is_valid(self):
        # Looking at it stores nothing yet.
        return super().is_valid() and not self.wants_preview

    def clean_body(self):
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        if names := snippets.unknown(body):
            raise forms.ValidationError(
                _("There is no snippet of this name: %(names)s.") % {"names": ", ".join(names)}
            )
        if names := marks.unknown(body):
            raise forms.ValidationError(
                _("There is no picture of this name: %(names)s.") % {"names": ", ".join(names)}
            )
        if missing := kinds.missing_parts(self.instance.article.kind, self.instance.language, body):
            raise forms.ValidationError(kinds.told(missing))
        return body

    def clean_asked(self):
        return self.cleaned_data["asked"].replace("\r\n", "\n")

    def clean(self):
        data = super().clean()
        sent_source = data.pop("source", None)
        follows = data.pop("follows", False)
        if self.followed and follows and sent_source != self.followed.number:
            self.add_error(
                "follows",
                _("The English text is at revision %(number)s now. Look at it, then send this again.")
                % {"number": self.followed.number},
            )
            self.data = self.data.copy()
            self.data["source"] = str(self.followed.number)
        data["source"] = self.followed if follows else None
        data["texts"] = {name: data.pop(name, "") for name in TEXTS}
        return data

    def say_what_changed(self) -> None:
        """Both texts are seen and neither is lost; sending it again is a decision."""
        newest = self.instance.newest
        self.add_error(
            None,
            _(
                "%(who)s saved revision %(number)s while you wrote. What it says otherwise than yours is "
                "shown below; yours is in the fields. Send it again to keep yours."
            )
            % {"who": newest.author or _("Somebody"), "number": newest.number},
        )
        mine = {name: (self.data.get(name) or "").replace("\r\n", "\n") for name in TEXTS}
        self.theirs = [
            (LABELS[name], difference.difference(mine[name], getattr(newest, name)))
            for name in TEXTS
            if mine[name] != getattr(newest, name)
        ]


class NoteForm(SeenForm):
    """A verb that may say something."""

    note = forms.CharField(
        label=gettext_lazy("A word about it"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(SeenForm):
    """A verb that must say why."""

    note = forms.CharField(
        label=gettext_lazy("What is missing"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class TakeBackForm(OnceForm):
    note = forms.CharField(
        label=gettext_lazy("A word about it"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data=None, files=None, *, instance: Manuscript, by):
        super().__init__(data, files)
        self.instance = instance

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Which texts would lead to nothing; while another language is live, their links find that."""
        others = self.instance.article.manuscripts.filter(live__isnull=False).exclude(pk=self.instance.pk)
        found = [] if others.exists() else linking.to(self.instance.article)
        if not found:
            return []
        said = [f"{text.title} ({text.language})" for text in found[:MOST_NAMED]]
        if len(found) > MOST_NAMED:
            said.append(_("and %(count)d more") % {"count": len(found) - MOST_NAMED})
        return [(_("These link to it and would lead to nothing"), "\n".join(said))]


class RevertForm(SeenForm):
    number = forms.TypedChoiceField(label=gettext_lazy("Go back to"), coerce=int)

    def __init__(self, data=None, files=None, *, instance: Manuscript, by):
        super().__init__(data, files, instance=instance, by=by)
        former = instance.revisions.filter(number__lt=instance.version)
        self.fields["number"].choices = [
            (row.number, _("Revision %(number)s: %(title)s") % {"number": row.number, "title": row.title})
            for row in former.only("number", "title", "manuscript")
        ]


class PublishForm(SeenForm):
    """How much a change of the source means, where somebody translated it."""

    change = forms.ChoiceField(
        label=gettext_lazy("How much did it change?"),
        choices=Change.choices,
        widget=forms.RadioSelect,
        initial=Change.MEDIUM,
    )

    def __init__(self, data=None, files=None, *, instance: Manuscript, by):
        super().__init__(data, files, instance=instance, by=by)
        changes = instance.is_source and instance.live_id and instance.live_id != instance.newest_id
        if not changes:
            del self.fields["change"]


class _Moment(forms.DateTimeField):
    """A time to come, in the zone of the person who types it."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, value):
        moment = super().clean(value)
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("Choose a time to come."))
        return moment


class PlanForm(PublishForm):
    publish_at = _Moment(label=gettext_lazy("Publish at"))
    field_order = ["publish_at", "change"]

    def __init__(self, data=None, files=None, *, instance: Manuscript, by):
        super().__init__(data, files, instance=instance, by=by)
        self.initial["publish_at"] = instance.publish_at
        self.fields["publish_at"].help_text = _(
            "In your time zone, %(zone)s. Empty: it is not published by itself."
        ) % {"zone": timezone.get_current_timezone_name()}


class EndForm(OnceForm):
    expires_at = _Moment(label=gettext_lazy("Take it back at"))

    def __init__(self, data=None, files=None, *, instance: Manuscript, by):
        super().__init__(data, files, initial={"expires_at": instance.expires_at})
        self.fields["expires_at"].help_text = _("In your time zone, %(zone)s. Empty: it stays.") % {
            "zone": timezone.get_current_timezone_name()
        }
