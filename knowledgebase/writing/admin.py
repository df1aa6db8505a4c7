"""Writing in the back office: the texts and their verbs, the desk for translations, the snippets."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledgebase.models import Manuscript, Snippet, SnippetUse
from knowledgebase.writing import desk, pages, snippets
from knowledgebase.writing.actions import ChangedMeanwhile
from knowledgebase.writing.states import MOVES
from knowledgebase.writing.verbs import VERBS
from portal.workflow.admin import VerbAdmin
from portal.workflow.lookups import NarrowLookups


class LiveFilter(admin.SimpleListFilter):
    title, parameter_name = _("readers see it"), "readers"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        wanted = {"yes": False, "no": True}.get(self.value())
        return queryset if wanted is None else queryset.filter(live__isnull=wanted)


@admin.register(Manuscript)
class ManuscriptAdmin(NarrowLookups, VerbAdmin):
    verbs, moves = VERBS, MOVES
    list_display = ["subject", "language", "state", "section", "follows", "number", "saved_by", "saved_at"]
    list_display_links = ["subject"]
    list_filter = ["status", LiveFilter, "language", "behind", "article__section__category"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["article__key", "newest__title"]
    more_lookups = ("readers",)
    ordering = ["article__section", "article__position", "article", "language"]
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).with_texts()

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("desk/", view(require_safe(self.desk_view)), name=self.url_name("desk")),
            path(
                "<path:object_id>/compare/",
                view(require_safe(self.compare_view)),
                name=self.url_name("compare"),
            ),
            path(
                "<path:object_id>/preview/",
                view(require_POST(self.preview_view)),
                name=self.url_name("preview"),
            ),
            *super().get_urls(),
        ]

    # --- The list ---------------------------------------------------------------------------------

    @admin.display(description=_("title"), ordering="newest__title")
    def subject(self, manuscript):
        return manuscript.subject

    @admin.display(description=_("state"), ordering="status")
    def state(self, manuscript):
        return manuscript.get_status_display()

    @admin.display(description=_("section"))
    def section(self, manuscript):
        return manuscript.article.section

    @admin.display(description=_("behind the source"), ordering="behind")
    def follows(self, manuscript):
        return manuscript.get_behind_display().partition(":")[0]

    @admin.display(description=_("revision"))
    def number(self, manuscript):
        return manuscript.version or ""

    @admin.display(description=_("saved by"))
    def saved_by(self, manuscript):
        return manuscript.newest and manuscript.newest.author

    @admin.display(description=_("saved at"), ordering="newest__at")
    def saved_at(self, manuscript):
        return manuscript.newest and manuscript.newest.at

    # --- One text ---------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        seen = Manuscript.objects.visible_to(request.user).with_texts()
        try:
            return seen.get(pk=self.opts.pk.to_python(object_id))
        except (Manuscript.DoesNotExist, ValidationError):
            return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The whole story of a text on one screen. Nothing is edited here: verbs are pressed."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        manuscript = self._seen(request, object_id)
        context = pages.text(manuscript, self.buttons(request, manuscript))
        return self._page(request, "text", manuscript.subject, context)

    def buttons(self, request, case):
        needless = pages.needless(case, request.user)
        return [button for button in super().buttons(request, case) if button.verb not in needless]

    def verb_view(self, request, object_id: str, verb: str):
        try:
            return super().verb_view(request, object_id, verb)
        except ChangedMeanwhile:
            # It was saved between the look at the form and the lock: now the form sees it, and says so.
            return super().verb_view(request, object_id, verb)

    def form_for(self, request, verb: str, case):
        form = super().form_for(request, verb, case)
        if verb == "revert" and request.GET.get("number", "").isdecimal():
            form.initial["number"] = int(request.GET["number"])
        return form

    def ask(self, request, verb: str, case, form):
        if verb != "write":
            return super().ask(request, verb, case, form)
        context = pages.writing(case, form) | {"form": form}
        status = 422 if form.errors else 200
        return self._page(request, "write", case.reference, context, status=status)

    def compare_view(self, request, object_id: str):
        manuscript = self._seen(request, object_id)
        context = pages.comparison(manuscript, request.GET.get("from", ""), request.GET.get("to", ""))
        return self._page(request, "compare", manuscript.subject, context)

    def preview_view(self, request, object_id: str):
        """What is being written, as readers would get it: a fragment, rendered by the same code."""
        if not self.may(request, "write"):
            raise PermissionDenied
        manuscript = self._seen(request, object_id)
        context = {"preview": pages.preview(manuscript, request.POST.get("body", ""))}
        return render(request, "admin/knowledgebase/manuscript/_preview.html", context)

    # --- The desk ---------------------------------------------------------------------------------

    def desk_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._page(request, "desk", _("Translation desk"), desk.page(request))

    def _seen(self, request, object_id: str) -> Manuscript:
        if not self.has_view_permission(request):
            raise PermissionDenied
        manuscript = self.get_object(request, object_id)
        if manuscript is None:
            raise Http404
        return manuscript

    def _page(self, request, name: str, title, context: dict, status: int = 200):
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return render(request, f"admin/knowledgebase/manuscript/{name}.html", frame | context, status=status)


@admin.register(Snippet)
class SnippetAdmin(NarrowLookups, admin.ModelAdmin):
    list_display = ["name", "body_en", "body_fr"]
    search_fields = ["name", "body_en", "body_fr"]
    fields = ["name", "body_en", "body_fr"]
    actions = None

    def get_readonly_fields(self, request, obj=None):
        return ["name"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """One that readers see somewhere stays."""
        used = obj is not None and SnippetUse.objects.filter(name=obj.name).exists()
        return not used and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        count = snippets.save(obj)
        if count:
            said = ngettext(
                "%(count)s text shows it as it is now.", "%(count)s texts show it as it is now.", count
            )
            messages.info(request, said % {"count": count})


def texts_of(article) -> list[tuple[str, str, str, str]]:
    """The texts of an article for its own page: language, state, address, title."""
    return [
        (
            manuscript.get_language_display(),
            manuscript.get_status_display(),
            reverse("admin:knowledgebase_manuscript_change", args=[manuscript.pk]),
            manuscript.newest.title if manuscript.newest else "–",
        )
        for manuscript in article.manuscripts.select_related("newest")
    ]


def to_writing(article):
    """Where a new article goes on: its first text."""
    source = article.manuscripts.get(language="en")
    return redirect("admin:knowledgebase_manuscript_write", source.pk)
