"""Learning in the back office: the searches, the week, and the wordings that wait."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from knowledgebase.learning import proposing, weekly
from knowledgebase.learning.models import LONGEST, Asked, Wording
from knowledgebase.learning.states import Source, Status
from portal.workflow.lookups import NarrowLookups
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, OnceForm, new_key, once

A_PAGE = 25
TABS = (Status.PROPOSED, Status.ACCEPTED, Status.DECLINED)


class PageMixin:
    """Pages of our own beside those of Django."""

    def url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def draw(self, request, name: str, title, context: dict, status: int = 200):
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return render(request, f"admin/knowledgebase/{name}.html", frame | context, status=status)


@admin.register(Asked)
class AskedAdmin(PageMixin, NarrowLookups, admin.ModelAdmin):
    """Written by the page of results, never by us."""

    list_display = ["query", "language", "audience", "hits", "opened", "rank", "helped", "at"]
    list_filter = ["language", "audience", "helped"]
    list_select_related = ["opened"]
    list_per_page = A_PAGE
    show_full_result_count = False
    fields = ["query", "language", "audience", "hits", "opened", "rank", "helped", "at"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.weekly_view))
        return [path("weekly/", view, name=self.url_name("weekly")), *super().get_urls()]

    def weekly_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.draw(request, "weekly", _("The week in the help centre"), weekly.page(timezone.now()))


class WordingForm(OnceForm):
    text = forms.CharField(max_length=LONGEST, required=False)


class NewWordingForm(forms.ModelForm):
    class Meta:
        model = Wording
        fields = ["article", "language", "text"]


@admin.register(Wording)
class WordingAdmin(PageMixin, NarrowLookups, admin.ModelAdmin):
    """Proposals are looked at here: one click each, and what is in the field is what is accepted."""

    form = NewWordingForm
    raw_id_fields = ["article"]
    actions = None

    def get_queryset(self, request):
        return Wording.objects.visible_to(request.user)

    def has_delete_permission(self, request, obj=None):
        return False  # it is declined, so that it is not proposed again

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request) if obj else []

    def get_fields(self, request, obj=None):
        return ["article", "language", "text"]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(f"<int:number>/{verb}/", view(require_POST(act)), name=self.url_name(verb))
            for verb, act in (("accept", self.accept_view), ("decline", self.decline_view))
        ] + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        tab = request.GET.get("tab", "")
        tab = tab if tab in TABS else Status.PROPOSED
        rows = (
            self.get_queryset(request)
            .filter(status=tab)
            .select_related("article")
            .order_by("-times", "at", "pk")
        )
        shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        context = {
            "page": shown,
            "titles": self._titled(shown.object_list),
            "tab": tab,
            "tabs": [(value, value.label) for value in TABS],
            "may_change": self.has_change_permission(request),
        }
        return self.draw(request, "wordings", _("How people ask"), context)

    def save_model(self, request, obj, form, change):
        """What an editor types goes the same way, without its personal data."""
        if change:
            return
        made = proposing.propose(
            obj.article_id, obj.language, obj.text, source=Source.EDITOR, by=request.user
        )
        obj.pk = made.pk if made else None

    def response_add(self, request, obj, post_url_continue=None):
        if obj.pk:
            messages.success(request, _("It is proposed. Accept it below, so that search knows it."))
        else:
            messages.error(
                request, _("Nothing was kept: write two words at least, of an article that has a text.")
            )
        return redirect(reverse("admin:" + self.url_name("changelist")))

    def log_addition(self, request, obj, message):
        return super().log_addition(request, obj, message) if obj.pk else None

    def accept_view(self, request, number: int):
        return self._decide(
            request,
            number,
            lambda wording, text: proposing.accept(wording, by=request.user, text=text),
            gettext_lazy("Accepted: search knows it now."),
        )

    def decline_view(self, request, number: int):
        return self._decide(
            request,
            number,
            lambda wording, text: proposing.decline(wording, by=request.user),
            gettext_lazy("Declined. It is not proposed again while we remember it."),
        )

    def _decide(self, request, number: int, act, done):
        if not self.has_change_permission(request):
            raise PermissionDenied
        wording = self.get_queryset(request).filter(pk=number).first()
        if wording is None:
            raise Http404
        form = WordingForm(request.POST)
        back = reverse("admin:" + self.url_name("changelist"))
        if url_has_allowed_host_and_scheme(asked := request.POST.get("next", ""), allowed_hosts=None):
            back = asked
        if not form.is_valid():
            messages.error(request, _("A wording has at most %(most)d signs.") % {"most": LONGEST})
            return redirect(back)

        def once_only() -> str:
            act(wording, form.cleaned_data["text"])
            return back

        try:
            once(request, form.cleaned_data["form_key"], once_only)
        except IllegalMove as refused:
            messages.error(request, str(refused))
        except Conflict:
            messages.error(
                request, _("This form was already sent with other content. Nothing was changed now.")
            )
        else:
            messages.success(request, done)
        return redirect(back)

    @staticmethod
    def _titled(rows) -> list[tuple[Wording, str, str]]:
        titles = weekly.titles_of([row.article_id for row in rows])
        return [(row, titles.get(row.article_id, row.article.key), new_key()) for row in rows]
