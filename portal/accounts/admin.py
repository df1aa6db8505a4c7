"""People, organisations and teams for staff. Nobody is deleted: an account is closed, its history stays."""

# These register what we take out below.
import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts import actions, leaving
from portal.accounts.forms import deputies_of
from portal.accounts.leaving_forms import PersonForm
from portal.accounts.models import Absence, Membership, Organisation, Region, Team, User
from portal.workflow.lookups import NarrowLookups

# Addresses belong to their owner's own page, keys of second factors to nobody's; what a role may do is code.
for model in (EmailAddress, Authenticator, UserSession, Group):
    admin.site.unregister(model)


class Kept:
    """Rows that other rows tell about stay."""

    def has_delete_permission(self, request, obj=None):
        return False


class MembershipOfPerson(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["organisation"]
    extra = 0


class MembershipOfOrganisation(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(User)
class UserAdmin(Kept, NarrowLookups, admin.ModelAdmin):
    list_display = ["email", "name", "organisation", "job", "is_staff", "is_active"]
    list_filter = ["is_active", "is_staff", "groups", "teams"]
    list_per_page = 50
    list_select_related = False
    search_fields = ["email", "name", "memberships__organisation__name"]
    show_full_result_count = False
    filter_horizontal = ["groups", "teams"]
    readonly_fields = ["last_login", "date_joined"]
    inlines = [MembershipOfPerson]
    actions = ["close", "open_again", "send_invitation", "remove_second_factor"]
    fieldsets = [
        (None, {"fields": ["email", "name", "job", "language", "zone"]}),
        (gettext_lazy("What they may do"), {"fields": ["is_staff", "is_superuser", "groups", "teams"]}),
        (gettext_lazy("Account"), {"fields": ["is_active", "successor", "last_login", "date_joined"]}),
    ]
    form = PersonForm

    def get_fieldsets(self, request, obj=None):
        """A successor is chosen by administrators, for a colleague who is there."""
        if request.user.is_superuser and obj is not None and obj.is_staff:
            return self.fieldsets
        return [
            (title, {**rows, "fields": [name for name in rows["fields"] if name != "successor"]})
            for title, rows in self.fieldsets
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__organisation")

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, user):
        return ", ".join(str(membership.organisation) for membership in user.memberships.all()) or "–"

    def get_readonly_fields(self, request, obj=None):
        """Roles and rights are given by administrators only."""
        fields = list(self.readonly_fields)
        if not request.user.is_superuser:
            fields += ["is_staff", "is_superuser", "groups", "is_active"]
        return fields

    def has_change_permission(self, request, obj=None):
        """Whoever is no administrator cannot take over a colleague by changing their address."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or obj is None or not obj.is_staff)

    def save_model(self, request, user, form, change):
        if not change:
            user.set_unusable_password()
        super().save_model(request, user, form, change)
        if not change or "email" in form.changed_data:
            actions.take_address(user)
        if change:
            self._hand_over(request, user, form)
        if not change:
            actions.invite(user, by=request.user)
            messages.success(
                request, _("We wrote to %(address)s how to choose a password.") % {"address": user}
            )

    def _hand_over(self, request, user, form):
        """The form has checked that somebody follows; what is held goes to them with the same save."""
        successor = form.cleaned_data.get("successor")
        if "is_active" in form.changed_data and not user.is_active:
            leaving.close(user, by=request.user, successor=successor)
        elif successor is not None:
            leaving.hand_over(user, by=request.user, successor=successor)

    def get_actions(self, request):
        return super().get_actions(request) if request.user.is_superuser else {}

    @admin.action(description=gettext_lazy("Close the account"))
    def close(self, request, people):
        count = 0
        for user in people:
            try:
                count += actions.close_account(user, by=request.user)
            except leaving.StillHolds as error:
                self.message_user(request, str(error), messages.ERROR)
        words = ngettext("%(count)s account is closed.", "%(count)s accounts are closed.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Open the account again"))
    def open_again(self, request, people):
        count = people.filter(is_active=False).update(is_active=True)
        words = ngettext("%(count)s account is open again.", "%(count)s accounts are open again.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Send a link to choose a password"))
    def send_invitation(self, request, people):
        for user in people.active():
            actions.invite(user, by=request.user)
        self.message_user(request, _("The letters are on their way."), messages.SUCCESS)

    @admin.action(description=gettext_lazy("Remove the second factor (phone lost)"))
    def remove_second_factor(self, request, people):
        if not request.user.is_superuser:
            raise PermissionDenied
        for user in people:
            actions.remove_second_factor(user, by=request.user)
        self.message_user(request, _("The password alone opens the account until they set one up."))


@admin.register(Absence)
class AbsenceAdmin(Kept, NarrowLookups, admin.ModelAdmin):
    """Leads enter here who is away and who stands in; everybody does it for themselves in their profile."""

    list_display = ["name", "email", "away_from", "away_until", "deputy"]
    list_select_related = ["deputy"]
    list_per_page = 50
    search_fields = ["email", "name"]
    show_full_result_count = False
    fields = ["name", "email", "away_from", "away_until", "deputy"]
    readonly_fields = ["name", "email"]
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_staff=True, is_active=True)

    def has_add_permission(self, request):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "deputy":
            kwargs["queryset"] = deputies_of(User())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, person, form, change):
        person.save(update_fields=["away_from", "away_until", "deputy"])


@admin.register(Region)
class RegionAdmin(Kept, admin.ModelAdmin):
    list_display = ["name_en", "name_fr", "calendar"]
    list_select_related = ["calendar"]


@admin.register(Organisation)
class OrganisationAdmin(Kept, NarrowLookups, admin.ModelAdmin):
    list_display = ["name", "region", "is_partner", "is_certified", "created_at"]
    list_select_related = ["region"]
    list_filter = ["region", "is_partner", "is_certified"]
    search_fields = ["name"]
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ["created_at"]
    inlines = [MembershipOfOrganisation]


@admin.register(Membership)
class MembershipAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["user", "organisation", "sees"]
    list_filter = ["sees"]
    list_select_related = ["user", "organisation"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["user__email", "user__name", "organisation__name"]
    autocomplete_fields = ["user", "organisation"]


@admin.register(Team)
class TeamAdmin(Kept, NarrowLookups, admin.ModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
