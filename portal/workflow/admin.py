"""The staff page for a verb: one address, one form, one button a verb that is legal now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.workflow.moves import IllegalMove, legal_verbs
from portal.workflow.once import Conflict, OnceForm, once


class NoteForm(OnceForm):
    """The form of a verb that needs no more than words; `note` goes to the action."""

    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000)


@dataclass(frozen=True)
class Verb:
    """How a verb of the table of moves looks in the back office.

    action(instance, *, by, **cleaned_data) is the same function that every other door calls.
    form_class(data, files, instance=…, by=…) when `wants_case`, else form_class(data, files).
    tone: primary, outline or alert; `asks`: the button ends in “…” because the page asks first.
    """

    label: str
    action: Callable
    form_class: type[OnceForm] = OnceForm
    permission: str = ""
    intro: str = ""
    tone: str = "outline"
    asks: bool = False
    wants_case: bool = False
    done: str = ""


@dataclass(frozen=True)
class Button:
    verb: str
    label: str
    url: str
    tone: str
    asks: bool


class VerbAdmin(admin.ModelAdmin):
    """A case in the back office: nothing is edited, verbs are pressed. Subclasses say `verbs` and `moves`.

    With a `page_template` a case has a page of its own, its whole story on one screen; `page_of` says what
    is on it.
    """

    verbs: dict[str, Verb] = {}
    moves: dict = {}
    page_template = ""

    def get_queryset(self, request):
        return self.model._default_manager.visible_to(request.user)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """No field of a case is ever edited; what may be done is asked of each verb."""
        return False

    def get_urls(self):
        # Each verb is spelt out: a catch-all would swallow the admin's own `change/` and `history/`.
        get_or_post = require_http_methods(["GET", "POST"])
        return [
            path(
                f"<path:object_id>/{verb}/",
                self.admin_site.admin_view(get_or_post(partial(self.verb_view, verb=verb))),
                name=self.url_name(verb),
            )
            for verb in self.verbs
        ] + super().get_urls()

    def url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def may(self, request, verb: str) -> bool:
        permission = self.verbs[verb].permission or f"{self.opts.app_label}.change_{self.opts.model_name}"
        return request.user.has_perm(permission)

    def buttons(self, request, case) -> list[Button]:
        """What this person may do to this case now, in the order of the table of moves."""
        here = f"{reverse('admin:' + self.url_name('changelist'))}{case.pk}/"
        return [
            Button(
                verb,
                self.verbs[verb].label,
                f"{here}{verb}/",
                self.verbs[verb].tone,
                self.verbs[verb].asks,
            )
            for verb in legal_verbs(self.moves, case.status, actor="staff")
            if verb in self.verbs and self.may(request, verb)
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.page_template:
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self.show(request, self.seen(request, object_id))

    def seen(self, request, object_id: str):
        """The case, for those who may read it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = self.get_object(request, object_id)
        if case is None:
            raise Http404
        return case

    def page_of(self, request, case) -> dict:
        """What the template shows beside what every page of the back office does."""
        return {}

    def show(self, request, case, **more) -> TemplateResponse:
        """`more` goes to `page_of`."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{case.reference} {case.subject}",
            **self.page_of(request, case, **more),
        }
        return TemplateResponse(request, self.page_template, context)

    def case_url(self, case) -> str:
        return reverse(f"admin:{self.url_name('change')}", args=[case.pk])

    def form_for(self, request, verb: str, case) -> OnceForm:
        row = self.verbs[verb]
        extra = {"instance": case, "by": request.user} if row.wants_case else {}
        if request.method == "POST":
            return row.form_class(request.POST, request.FILES, **extra)
        return row.form_class(**extra)

    def verb_view(self, request, object_id: str, verb: str):
        """GET asks; POST does it once, however often it is sent."""
        case = self.get_object(request, object_id)
        if case is None:
            raise Http404
        if not self.may(request, verb):
            raise PermissionDenied
        form = self.form_for(request, verb, case)
        if request.method == "POST" and form.is_valid():
            return self.do(request, verb, case, form)
        return self.ask(request, verb, case, form)

    def do(self, request, verb: str, case, form):
        data = dict(form.cleaned_data)
        key = data.pop("form_key")

        def act() -> str:
            self.verbs[verb].action(case, by=request.user, **data)
            return self.case_url(case)

        try:
            url = once(request, key, act)
        except IllegalMove as error:
            messages.error(request, str(error))
            return redirect(self.case_url(case))
        except Conflict as conflict:
            messages.error(
                request, _("This form was already sent with other content. Nothing was changed now.")
            )
            return redirect(conflict.result)
        messages.success(
            request, self.verbs[verb].done or _("Done: %(verb)s.") % {"verb": self.verbs[verb].label}
        )
        return redirect(url)

    def ask(self, request, verb: str, case, form):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "case": case,
            "case_url": self.case_url(case),
            "verb": verb,
            "row": self.verbs[verb],
            "legal": case.status in self.moves[verb].starts,
            "form": form,
            "title": self.verbs[verb].label,
        }
        return render(request, "admin/verb.html", context, status=200 if not form.errors else 422)
