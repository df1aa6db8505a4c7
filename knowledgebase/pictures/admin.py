"""Pictures in the back office: uploaded, described, found again, and deleted where no text shows them."""

from __future__ import annotations

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledgebase.models import Picture
from knowledgebase.pictures import actions
from knowledgebase.pictures.forms import PictureForm
from portal.workflow.lookups import NarrowLookups
from portal.workflow.moves import IllegalMove


class UsedFilter(admin.SimpleListFilter):
    title, parameter_name = _("shown by a text"), "used"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.unused()
        return queryset.filter(use_count__gt=0) if self.value() == "yes" else queryset


@admin.register(Picture)
class PictureAdmin(NarrowLookups, admin.ModelAdmin):
    form = PictureForm
    list_display = ["slug", "description_en", "measure", "uses", "created_at"]
    list_filter = [UsedFilter]
    list_per_page = 50
    more_lookups = ("used",)
    search_fields = ["slug", "description_en", "description_fr"]
    fields = ["slug", "upload", "description_en", "description_fr", "reference", "look", "shown_by"]
    actions = ["delete_unused"]
    view_on_site = False

    def get_queryset(self, request):
        return Picture.objects.visible_to(request.user).with_uses()

    def get_readonly_fields(self, request, obj=None):
        return ["reference", "look", "shown_by", *(["slug"] if obj else [])]

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[:4]

    def has_delete_permission(self, request, obj=None):
        """One that a text shows stays."""
        return super().has_delete_permission(request, obj) and not (obj and actions.used_by(obj))

    def get_actions(self, request):
        """Several at once only by the verb that looks at each."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def save_model(self, request, obj, form, change):
        count = actions.store(obj, by=request.user, ready=form.ready, source=form.source)
        if count:
            said = ngettext(
                "%(count)s text shows it as it is now.", "%(count)s texts show it as it is now.", count
            )
            messages.info(request, said % {"count": count})

    def delete_model(self, request, obj):
        actions.delete(obj)

    @admin.action(description=_("Delete those that no text shows"), permissions=["delete"])
    def delete_unused(self, request, pictures):
        gone = 0
        for picture in pictures:
            try:
                actions.delete(picture)
                gone += 1
            except IllegalMove as refused:
                messages.warning(request, str(refused))
        said = ngettext("%(count)s picture is deleted.", "%(count)s pictures are deleted.", gone)
        messages.success(request, said % {"count": gone})

    @admin.display(description=_("size"))
    def measure(self, picture):
        return f"{picture.width} × {picture.height}, {max(1, picture.size // 1024)} KB"

    @admin.display(description=_("texts that show it"), ordering="use_count")
    def uses(self, picture):
        return picture.use_count

    @admin.display(description=_("in a text"))
    def reference(self, picture):
        return f"![](picture:{picture.slug})"

    @admin.display(description=_("shown by"))
    def shown_by(self, picture):
        return ", ".join(actions.used_by(picture, 20)) or _("No text. It can be deleted.")

    @admin.display(description=_("picture"))
    def look(self, picture):
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">',
            picture.get_absolute_url(),
            picture.description,
            *_small(picture),
        )


def _small(picture: Picture) -> tuple[int, int]:
    """At most 480 wide on the form."""
    share = min(1, 480 / picture.width)
    return round(picture.width * share), max(1, round(picture.height * share))
