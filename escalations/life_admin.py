"""Pages of the queue beside the case: who goes before whom, and an escalation recorded for a customer."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from escalations import actions, fairness, reasons
from escalations.life_forms import OnBehalfForm
from escalations.models import Escalation
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, once
from tickets.models import Ticket
from tickets.numbers import parse


class ReasonFilter(admin.SimpleListFilter):
    title, parameter_name = _("reason"), "reason"

    def lookups(self, request, model_admin):
        return [(row.slug, row.name) for row in reasons.offered()]

    def queryset(self, request, queryset):
        known = self.value() in dict(self.lookup_choices)
        return queryset.filter(main_reason__slug=self.value()) if known else queryset


class LifeMixin:
    """Mixed into the admin of escalations."""

    def get_urls(self):
        view = self.admin_site.admin_view
        form = require_http_methods(["GET", "HEAD", "POST"])(self.on_behalf)
        return [
            path("fairness/", view(require_safe(self.fairness_view)), name=self.url_name("fairness")),
            path("on-behalf/<str:case>/", view(form), name=self.url_name("on_behalf")),
            *super().get_urls(),
        ]

    def fairness_view(self, request):
        """Every uplift with its ground, beside the ages of those that have none (S1-23, S1-24)."""
        if not request.user.has_perm("escalations.change_escalation"):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Fairness of the order"),
            "uplifts": fairness.uplifts(request.user),
            "others": fairness.not_uplifted(request.user),
        }
        return render(request, "admin/escalations/escalation/fairness.html", context)

    def on_behalf(self, request, case: str):
        """Escalate a case for the customer who asks for it in a conversation, at any time (S4-11, S4-12)."""
        ticket = _case(request, case)
        if not request.user.has_perm("tickets.change_ticket"):
            raise PermissionDenied
        first = Escalation.objects.of_case(ticket).open().first()
        if first is not None:
            messages.info(request, _("This case is escalated already."))
            return redirect(self.case_url(first))
        form = OnBehalfForm(request.POST if request.method == "POST" else None, ticket=ticket)
        if ticket.is_open and request.method == "POST" and form.is_valid():
            try:
                return self._recorded(request, form)
            except IllegalMove as error:
                form.add_error(None, str(error))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Escalate for the customer"),
            "ticket": ticket,
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "admin/escalations/escalation/on_behalf.html", context, status=status)

    def _recorded(self, request, form: OnBehalfForm):
        def act() -> str:
            customer = form.cleaned_data["customer"]
            made = actions.submit(form.ticket, by=customer, recorded_by=request.user, **form.said)
            return self.case_url(made)

        try:
            url = once(request, form.cleaned_data["form_key"], act)
        except actions.AlreadyEscalated as second:
            messages.info(request, _("This case is escalated already."))
            return redirect(self.case_url(second.first))
        except Conflict as conflict:
            messages.error(request, _("This form was already sent with other content. Nothing was changed."))
            return redirect(conflict.result)
        messages.success(request, _("Escalated. The customer gets the receipt, and sees that you wrote it."))
        return redirect(url)


def _case(request, typed: str) -> Ticket:
    number = parse(typed)
    ticket = number and Ticket.objects.visible_to(request.user).filter(pk=number).first()
    if not ticket:
        raise Http404
    return ticket


def on_behalf_url(ticket: Ticket) -> str:
    return reverse("admin:escalations_escalation_on_behalf", args=[ticket.reference])
