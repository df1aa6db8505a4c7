"""Calendars in the back office: hours and days off with who entered them, the try-it page, the recount."""

from django.contrib import admin, messages
from django.db import transaction
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.businesstime import admin_views
from portal.businesstime.filling import fill, years_around
from portal.businesstime.forms import CalendarForm, HolidayForm, OpeningForm, WeekFormSet
from portal.businesstime.hours import opening_hours
from portal.businesstime.models import Calendar, Holiday, OpeningHours, Recalculation, WorkedHoliday


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    form = OpeningForm
    formset = WeekFormSet
    fields = ["weekday", "opens", "closes", "added_by", "added_at"]
    readonly_fields = ["added_by", "added_at"]
    extra = 0
    verbose_name_plural = _("opening hours")


class HolidayInline(admin.TabularInline):
    """This year's and the next two. One is taken off and another put on; neither is rewritten."""

    model = Holiday
    form = HolidayForm
    fields = ["on", "name_en", "name_fr", "source", "added_by", "added_at"]
    readonly_fields = ["source", "added_by", "added_at"]
    extra = 0

    def get_queryset(self, request):
        year = timezone.localdate().year
        return super().get_queryset(request).filter(on__year__gte=year, on__year__lte=year + 2)

    def has_change_permission(self, request, obj=None):
        return False


class WorkedHolidayInline(admin.TabularInline):
    """Taken off by staff. Deleting a line lets the next filling bring the holiday back."""

    model = WorkedHoliday
    fields = readonly_fields = ["on", "decided_by", "decided_at"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Calendar)
class CalendarAdmin(admin.ModelAdmin):
    form = CalendarForm
    list_display = ["name", "zone", "hours_in_words", "next_day_off", "is_default"]
    fields = ["name_en", "name_fr", "zone", "country", "subdivision", "is_default"]
    readonly_fields = ["is_default"]
    inlines = [OpeningHoursInline, HolidayInline, WorkedHolidayInline]
    actions = ["make_default"]
    change_form_template = "businesstime/calendar.html"
    save_on_top = False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/try/", view(self.try_it), name="businesstime_calendar_try"),
            path("<int:pk>/recount/", view(self.recount), name="businesstime_calendar_recount"),
            *super().get_urls(),
        ]

    def try_it(self, request, pk):
        return admin_views.try_it(request, self, pk)

    def recount(self, request, pk):
        return admin_views.recount(request, self, pk)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request, obj=None):
        """The default one cannot go: new promises are counted by it."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_default)

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, calendar):
        return calendar.name

    @admin.display(description=_("opening hours"))
    def hours_in_words(self, calendar):
        return "; ".join(f"{days}, {hours}" for days, hours in opening_hours(calendar) if hours)

    @admin.display(description=_("next day off"))
    def next_day_off(self, calendar):
        return calendar.holidays.filter(on__gte=timezone.localdate()).first() or gettext("none")

    @admin.action(description=_("Make it the default calendar"), permissions=["change"])
    def make_default(self, request, queryset):
        if queryset.count() != 1:
            self.message_user(request, _("Choose one calendar."), messages.ERROR)
            return
        chosen = queryset.get()
        with transaction.atomic():
            Calendar.objects.filter(is_default=True).update(is_default=False)
            Calendar.objects.filter(pk=chosen.pk).update(is_default=True)
            self.log_change(request, chosen, gettext("Made it the default calendar."))
        self.message_user(
            request, _("New promises are counted by “%(name)s” from now on.") % {"name": chosen.name}
        )

    def save_formset(self, request, form, formset, change):
        """Who entered a row, and when; who took a public holiday off."""
        for row in formset.save(commit=False):
            row.added_by, row.added_at = request.user, timezone.now()
            row.save()
        for row in formset.deleted_objects:
            row.delete(**({"by": request.user} if isinstance(row, Holiday) else {}))
        formset.save_m2m()

    def save_related(self, request, form, formsets, change):
        """A country that is new gets its holidays at once."""
        super().save_related(request, form, formsets, change)
        if {"country", "subdivision"} & set(form.changed_data) and form.instance.country:
            added = fill(form.instance, years_around(timezone.localdate()), by=request.user).added
            said = ngettext(
                "%(count)d public holiday was filled in.",
                "%(count)d public holidays were filled in.",
                len(added),
            )
            self.message_user(request, said % {"count": len(added)})


@admin.register(Recalculation)
class RecalculationAdmin(admin.ModelAdmin):
    """What was counted again, to read only."""

    list_display = ["at", "about", "old_due_by", "new_due_by", "by", "reason"]
    list_select_related = ["by"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
