"""The form of a picture in the back office: what is wrong is said beside its field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledgebase.models import Picture
from knowledgebase.pictures.reencoding import MOST_BYTES, Ready, reencode
from portal.attachments.checking import display_name


class PictureForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text=_("PNG, JPEG, WebP or GIF. Place, camera and words inside the file are left out."),
    )

    class Meta:
        model = Picture
        fields = ["slug", "description_en", "description_fr"]

    ready: Ready | None = None
    source = b""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["upload"].required = False
            self.fields["upload"].label = _("Other file")

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            self.source = upload.read(MOST_BYTES + 1)
            self.ready = reencode(self.source, display_name(upload.name))
        return upload
