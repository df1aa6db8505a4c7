"""Products, support plans and contracts in the back office."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.contracts.models import Contract, Product, SupportPlan, Target
from portal.workflow.lookups import NarrowLookups


@admin.register(Product)
class ProductAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["name", "is_active", "position"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    show_full_result_count = False


class TargetInline(admin.TabularInline):
    model = Target
    extra = 0


class PlanForm(forms.ModelForm):
    """Roles are ticked, and stored as a list of their names."""

    warns = forms.MultipleChoiceField(
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Told of a warning, beside the agent"),
    )
    alarms = forms.MultipleChoiceField(
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Told of a missed promise, beside the agent"),
    )

    class Meta:
        model = SupportPlan
        fields = [
            "name_en",
            "name_fr",
            "is_default",
            "closes_after_days",
            "reopens_within_days",
            "extended_after_days",
            "development_pauses",
            "warns_at",
            "warns",
            "alarms",
            "published_response_minutes",
            "published_resolution_minutes",
        ]


@admin.register(SupportPlan)
class SupportPlanAdmin(NarrowLookups, admin.ModelAdmin):
    form = PlanForm
    list_display = ["name", "is_default", "closes_after_days", "reopens_within_days"]
    inlines = [TargetInline]
    show_full_result_count = False

    def save_model(self, request, plan, form, change):
        """The default is handed over: there is never none, and never two."""
        if plan.is_default:
            SupportPlan.objects.exclude(pk=plan.pk).filter(is_default=True).update(is_default=False)
        super().save_model(request, plan, form, change)

    def has_delete_permission(self, request, obj=None):
        """Requests and contracts remember it."""
        return False


@admin.register(Contract)
class ContractAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["organisation", "plan", "starts_on", "ends_on"]
    list_filter = ["plan"]
    list_select_related = ["organisation", "plan"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["organisation__name", "number"]
    autocomplete_fields = ["organisation"]
    filter_horizontal = ["products"]
