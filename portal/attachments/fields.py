"""A form field for several files at once."""

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from portal.attachments.checking import ENDINGS, megabytes


def _words() -> str:
    return _("Screenshots, PDF or logs, up to %(limit)s each, at most %(count)d") % {
        "count": settings.MAX_FILES,
        "limit": megabytes(settings.MAX_FILE_BYTES),
    }


class MultipleFileInput(forms.FileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.Field):
    """Gives the list of what came; `FilesMixin` checks each so that one bad file does not lose the others."""

    widget = MultipleFileInput
    drop_words = lazy(_words, str)()

    def widget_attrs(self, widget):
        return {"accept": ENDINGS}

    def clean(self, value):
        return list(value or [])
