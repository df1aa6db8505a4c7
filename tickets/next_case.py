"""A button of the queue: the next case for me."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.workflow.once import OnceForm, once
from tickets import actions


class NextCaseMixin:
    """For the `VerbAdmin` of requests."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.take_next_view))
        return [path("take_next/", view, name=self.url_name("take_next")), *super().get_urls()]

    def take_next(self, request) -> dict:
        """What `admin/tickets/ticket/_take_next.html` needs."""
        if not self.may(request, "take"):
            return {}
        return {"take_next_url": reverse(f"admin:{self.url_name('take_next')}"), "key_form": OnceForm()}

    def take_next_view(self, request):
        """Sent twice it is the same case."""
        if not self.may(request, "take"):
            raise PermissionDenied
        queue = reverse(f"admin:{self.url_name('changelist')}")
        form = OnceForm(request.POST)
        if not form.is_valid():
            return redirect(queue)

        def act() -> str:
            ticket = actions.take_next(by=request.user)
            return self.case_url(ticket) if ticket else queue

        url = once(request, form.cleaned_data["form_key"], act)
        if url == queue:
            messages.info(request, _("Nothing waits for you: whatever is not taken belongs to other teams."))
        else:
            messages.success(request, _("You hold this case from now on."))
        return redirect(url)
