"""What is edited beside the cases: reasons, the example, and the register of what we change."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations import actions
from escalations.models import Escalation, Example, Improvement, Reason
from portal.workflow import kept


class Kept(admin.ModelAdmin):
    """Rows that stay: seen by those who work on escalations, and never deleted."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("escalations.change_escalation") or super().has_view_permission(
            request, obj
        )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class _EditedByManagers(Kept):
    """The words of the form that customers see."""

    actions = None

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("escalations.change_level")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        kept.forget()


@admin.register(Reason)
class ReasonAdmin(_EditedByManagers):
    list_display = ["name_en", "name_fr", "asks_go_live", "is_offered", "position"]
    fields = ["slug", "name_en", "name_fr", "asks_go_live", "is_offered", "position"]
    readonly_fields = ["slug"]


@admin.register(Example)
class ExampleAdmin(_EditedByManagers):
    list_display = ["subject_en", "subject_fr"]


class ImprovementForm(forms.ModelForm):
    """Done on which day, and what customers may read of it."""

    publish = forms.BooleanField(
        label=gettext_lazy("Publish it as “You said, we changed”"),
        help_text=gettext_lazy("Everybody can read it. Name nobody. Who escalated is told once."),
        required=False,
    )

    class Meta:
        model = Improvement
        fields = ["done_on", *actions.IMPROVEMENT_WORDS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["publish"] = self.instance.published_at is not None

    def clean(self):
        data = super().clean()
        if not data.get("publish"):
            return data
        for name, missing in (
            ("done_on", _("Only what is done is published. Say when it was.")),
            ("you_said_en", _("Say what was said, at least in English.")),
            ("we_changed_en", _("Say what was changed, at least in English.")),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(missing))
        return data


@admin.register(Improvement)
class ImprovementAdmin(Kept):
    """The register; noted with the verbs on the case, worked here."""

    form = ImprovementForm
    list_display = [
        "what",
        "owner",
        "due_on",
        "done_on",
        "published_at",
        "escalation",
        "noted_by",
        "noted_at",
    ]
    list_select_related = ["escalation", "noted_by"]
    readonly_fields = ["escalation", "what", "owner", "due_on", "noted_by", "noted_at", "published_at"]
    fields = [*readonly_fields, "done_on", *actions.IMPROVEMENT_WORDS, "publish"]
    actions = None

    def get_queryset(self, request):
        seen = Escalation.objects.visible_to(request.user)
        return super().get_queryset(request).filter(escalation__in=seen)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("escalations.change_escalation")

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["fields"] = ["done_on", *actions.IMPROVEMENT_WORDS]
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request, obj, form, change):
        """The form changes nothing; the verb does."""
        words = {name: form.cleaned_data[name] for name in ("done_on", *actions.IMPROVEMENT_WORDS)}
        actions.finish(obj, by=request.user, publish=form.cleaned_data["publish"], **words)
