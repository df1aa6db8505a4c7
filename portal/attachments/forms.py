"""Files in a form: checked one by one, kept over errors, listed with a way to remove them.

    class ReplyForm(FilesMixin, OnceForm): ...
    form = ReplyForm(request.POST, request.FILES, by=request.user)

`cleaned_data["files"]` is the list of pending attachments to hand to the action (`claim`), or call
`attach(form, owner)`. Show it with `{% include "attachments/_field.html" %}`.
"""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.attachments import actions
from portal.attachments.checking import DAILY_BYTES, HEAD, check, display_name, megabytes
from portal.attachments.fields import MultipleFileField
from portal.attachments.models import Attachment


class FilesMixin(forms.Form):
    """Mix into an OnceForm. Pending files are bound to the person and to the form's key."""

    files = MultipleFileField(label=_("Files"), required=False)
    # Tokens of kept files to let go of. Not a choice field: one that is gone already is no error.
    remove = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    # Says that the form was shown with kept files; without it nobody need look for them.
    kept_files = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self._shown = False

    def clean(self):
        data = super().clean() or self.cleaned_data
        self._shown = data.pop("kept_files", False) or bool(data.get("files"))
        self._remove(set(data.pop("remove", None) or []))
        for file in data.get("files") if data.get("form_key") else []:
            try:
                self._take(file)
            except ValidationError as error:
                self.add_error("files", error)
        if "files" in data:
            data["files"] = self.kept
        return data

    @cached_property
    def kept(self) -> list[Attachment]:
        """What waits for this form already; shown beside the field."""
        key = self.cleaned_data.get("form_key", "") if self.is_bound and self._shown else ""
        return list(Attachment.objects.of_form(self.by, key).order_by("pk")) if key else []

    def _remove(self, tokens: set[str]) -> None:
        for attachment in [kept for kept in self.kept if kept.token in tokens]:
            actions.drop(attachment)
            self.kept.remove(attachment)

    def _take(self, file) -> None:
        name = display_name(file.name)
        head = file.read(HEAD)
        file.seek(0)
        kind = check(name, file.size, head, largest=settings.MAX_FILE_BYTES)
        self._check_room(name, file.size)
        try:
            kept = actions.keep(file, name=name, kind=kind, by=self.by, key=self.cleaned_data["form_key"])
        except actions.NotStored as error:
            raise ValidationError(
                _("We could not store “%(name)s” just now. Your text is kept: try again."),
                "storage",
                {"name": name},
            ) from error
        if kept not in self.kept:
            self.kept.append(kept)

    def _check_room(self, name: str, size: int) -> None:
        if len(self.kept) >= settings.MAX_FILES:
            raise ValidationError(
                ngettext(
                    "“%(name)s” is one too many: at most %(limit)d file.",
                    "“%(name)s” is one too many: at most %(limit)d files.",
                    settings.MAX_FILES,
                ),
                "count",
                {"name": name, "limit": settings.MAX_FILES},
            )
        if self._sent_today + size > DAILY_BYTES:
            raise ValidationError(
                _("With “%(name)s” you would send more than %(limit)s in a day. Send it tomorrow."),
                "day",
                {"name": name, "limit": megabytes(DAILY_BYTES)},
            )

    @cached_property
    def _sent_today(self) -> int:
        since = timezone.now() - timedelta(days=1)
        sent = Attachment.objects.filter(uploaded_by=self.by, created_at__gt=since)
        return sent.aggregate(bytes=Sum("size"))["bytes"] or 0
