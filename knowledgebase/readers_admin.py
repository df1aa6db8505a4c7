"""Who reads, in the back office: the doors of articles and sections, and the groups that they name."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledgebase.models import ReaderGroup
from knowledgebase.states import Audience
from portal.accounts.models import Organisation
from portal.workflow.lookups import NarrowLookups

_SHOWN = 5


class DooredForm(forms.ModelForm):
    """An audience of groups names them, and no other does: nobody is let in or kept out by a slip."""

    class Meta:
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def clean(self):
        data = super().clean()
        if "audience" not in data or "groups" not in data:
            return data
        for_groups = data["audience"] == Audience.GROUPS
        if for_groups and not data["groups"]:
            self.add_error("groups", _("Name at least one group: without one only staff would read it."))
        elif data["groups"] and not for_groups:
            self.add_error(
                "groups", _("Groups count with “%(groups)s” only.") % {"groups": Audience.GROUPS.label}
            )
        return data


class LinesField(forms.CharField):
    """Rows of a table, one a line, each by the word that is its own."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, queryset, by: str, unknown: str, **kwargs):
        super().__init__(required=False, max_length=100_000, **kwargs)
        self.queryset, self.by, self.unknown = queryset, by, unknown

    def clean(self, value):
        lines = dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip())
        wanted = {line.casefold(): line for line in lines}
        # By the word as it was written: addresses are kept in small letters, names as they are.
        found = self.queryset.filter(**{f"{self.by}__in": [*lines, *wanted]})
        known = {getattr(row, self.by).casefold(): row for row in found}
        if missing := [line for word, line in wanted.items() if word not in known]:
            raise forms.ValidationError(self.unknown % {"names": ", ".join(missing[:_SHOWN])})
        return list(known.values())


class ReaderGroupForm(forms.ModelForm):
    organisations = LinesField(
        Organisation.objects.order_by("name"),
        "name",
        gettext_lazy("There is no organisation of this name: %(names)s."),
        label=gettext_lazy("Organisations"),
        help_text=gettext_lazy("One name a line. Everybody who belongs to it is in the group."),
    )
    people = LinesField(
        get_user_model().objects.order_by("email"),
        "email",
        gettext_lazy("Nobody here has this email address: %(names)s."),
        label=gettext_lazy("People"),
        help_text=gettext_lazy("One email address a line."),
    )

    class Meta:
        model = ReaderGroup
        fields = ["name_en", "name_fr", "organisations", "people"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("organisations", "people"):
                field = self.fields[name]
                held = getattr(self.instance, name).order_by(field.by).values_list(field.by, flat=True)
                self.initial[name] = "\n".join(held)


@admin.register(ReaderGroup)
class ReaderGroupAdmin(NarrowLookups, admin.ModelAdmin):
    form = ReaderGroupForm
    list_display = ["name_en", "name_fr", "organisations_in_it", "people_in_it"]
    search_fields = ["name_en", "name_fr"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                organisation_count=Count("organisations", distinct=True),
                person_count=Count("people", distinct=True),
            )
        )

    @admin.display(description=gettext_lazy("organisations"))
    def organisations_in_it(self, group):
        return group.organisation_count

    @admin.display(description=gettext_lazy("people"))
    def people_in_it(self, group):
        return group.person_count
