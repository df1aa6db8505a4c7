"""Who holds which post, who knows what, and who is on duty: data that managers edit."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations import duty
from escalations.models import DutyLine, Post, Shift, Specialist, Speciality
from portal.accounts.models import User


def colleagues():
    """Whoever may be given something to look after."""
    return User.objects.active().filter(is_staff=True).order_by("name", "pk")


class OfStaff:
    """Fields for people offer active staff."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is User:
            kwargs["queryset"] = colleagues()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Post)
class PostAdmin(OfStaff, admin.ModelAdmin):
    list_display = ["held", "region", "person", "deputy"]
    list_select_related = ["level", "region", "person", "deputy"]
    fields = ["level", "role", "region", "person", "deputy"]

    @admin.display(description=gettext_lazy("post"))
    def held(self, post):
        return post.name


class SpecialistInline(OfStaff, admin.TabularInline):
    model = Specialist
    extra = 1


@admin.register(Speciality)
class SpecialityAdmin(admin.ModelAdmin):
    list_display = ["name_en", "name_fr", "product", "category"]
    list_select_related = ["product", "category"]
    inlines = [SpecialistInline]


@admin.register(DutyLine)
class DutyLineAdmin(admin.ModelAdmin):
    list_display = ["phone", "region", "hours_en", "hours_fr"]
    list_select_related = ["region"]


@admin.register(Shift)
class ShiftAdmin(OfStaff, admin.ModelAdmin):
    """The rota, and the page that says which opening hours nobody covers."""

    list_display = ["person", "region", "starts_at", "ends_at"]
    list_select_related = ["person", "region"]
    list_filter = ["region"]
    list_per_page = 50
    date_hierarchy = "starts_at"
    change_list_template = "admin/escalations/shift/rota.html"

    def get_urls(self):
        cover = path("cover/", self.admin_site.admin_view(self.cover), name="escalations_shift_cover")
        return [cover, *super().get_urls()]

    def cover(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Hours without a duty manager"),
            "gaps": duty.gaps(timezone.now()),
            "days": duty.COVER_DAYS,
        }
        return TemplateResponse(request, "admin/escalations/shift/cover.html", context)
