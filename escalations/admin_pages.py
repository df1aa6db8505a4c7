"""Pages of the back office about many escalations: promised updates, and the reports."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from escalations import promised_updates
from escalations.reports import page as report

FOLDER = "admin/escalations/escalation"


class PagesMixin:
    """Beside the queue, for the admin of escalations."""

    def get_urls(self):
        pages = {
            "updates": self.updates_view,
            "report": self.report_view,
            "report_file": self.report_file_view,
        }
        own = [
            path(
                f"{name.replace('_', '/')}/",
                self.admin_site.admin_view(require_safe(view)),
                name=self.url_name(name),
            )
            for name, view in pages.items()
        ]
        return own + super().get_urls()

    def updates_view(self, request):
        """A calendar in a list: who hears what by when."""
        self._for_those_who_work_on_them(request)
        context = {
            "title": _("Promised updates"),
            "late": promised_updates.late(request.user),
            "days": promised_updates.coming(request.user),
            "ahead": promised_updates.DAYS,
        }
        return self._page(request, "updates.html", context)

    def report_view(self, request):
        self._for_reports(request)
        form = report.form_of(request.GET)
        context = {"title": _("Reports on escalations"), "form": form, "figures": report.read(form.span)}
        context["span"] = form.span
        return self._page(request, "report.html", context, status=422 if form.errors else 200)

    def report_file_view(self, request):
        self._for_reports(request)
        return report.file(report.form_of(request.GET).span)

    def _page(self, request, template: str, context: dict, *, status: int = 200):
        everything = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"{FOLDER}/{template}", everything, status=status)

    def _for_those_who_work_on_them(self, request) -> None:
        if not request.user.has_perm("escalations.change_escalation"):
            raise PermissionDenied

    def _for_reports(self, request) -> None:
        """The figures are of all teams, so they are for those who see every team."""
        self._for_those_who_work_on_them(request)
        if not request.user.has_perm("tickets.see_every_team"):
            raise PermissionDenied
