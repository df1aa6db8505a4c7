"""What a customer tells on the phone, written down in their name: the same form, the same contract."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.accounts.models import User
from portal.contracts.entitlement import NotEntitled, entitlement_of
from tickets import actions
from tickets.fields import PlainLine
from tickets.intake.forms import RequestForm
from tickets.intake.models import RequestType
from tickets.intake.views import send_once

MOST_FOUND = 10
SHORTEST_NAME = 3


class CallerForm(forms.Form):
    """Who calls, and what about."""

    customer = PlainLine(
        label=gettext_lazy("Customer"),
        max_length=254,
        help_text=gettext_lazy("The address, or a part of the name."),
        error_messages={"required": gettext_lazy("Write whose request it is.")},
    )
    form = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the forms.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [
            (one.slug, one.name) for one in RequestType.objects.offered() if not one.link_to
        ]
        self.found: list[User] = []

    def clean_customer(self) -> User:
        """The one with this address; of several with this name, none before one is chosen."""
        typed = self.cleaned_data["customer"]
        customers = User.objects.filter(is_active=True, is_staff=False)
        if (exactly := customers.filter(email=typed.lower()).first()) is not None:
            return exactly
        if len(typed) >= SHORTEST_NAME:
            named = customers.filter(Q(name__icontains=typed) | Q(email__istartswith=typed))
            self.found = list(
                named.prefetch_related("memberships__organisation").order_by("name", "pk")[:MOST_FOUND]
            )
        if self.found:
            raise forms.ValidationError(_("Choose one of those below, or write the whole address."))
        raise forms.ValidationError(_("We know nobody with this address or name."))


class WriteDownMixin:
    """Mixed into the admin of requests."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.write_down))
        return [path("write-down/", view, name=self.url_name("write_down")), *super().get_urls()]

    def write_down(self, request):
        """First whose request and which form, by the address; then the form itself."""
        if not request.user.has_perm("tickets.change_ticket"):
            raise PermissionDenied
        caller = CallerForm(request.GET if "customer" in request.GET else None)
        context = {"caller": caller, "title": _("Write down a request for a customer")}
        if not caller.is_valid():
            context["found"] = _links(caller)
            return self._draw(request, context, status=422 if caller.errors else 200)
        customer = caller.cleaned_data["customer"]
        entitlement = entitlement_of(customer)
        context |= {"customer": customer, "entitlement": entitlement}
        if not entitlement:
            return self._draw(request, context, status=422)
        filled = RequestForm(
            *((request.POST, request.FILES) if request.method == "POST" else ()),
            by=request.user,
            requester=customer,
            type=RequestType.objects.known()[caller.cleaned_data["form"]],
            entitlement=entitlement,
        )
        if request.method == "POST" and filled.is_valid():
            try:
                return self._sent(request, filled)
            except NotEntitled as error:
                filled.add_error(None, str(error))
        return self._draw(request, context | {"form": filled}, status=422 if filled.errors else 200)

    def _draw(self, request, context: dict, status: int):
        page = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, "admin/tickets/ticket/write_down.html", page, status=status)

    def _sent(self, request, form: RequestForm):
        def act(data) -> str:
            ticket = actions.submit(
                by=request.user,
                requester=form.requester,
                form=form.type.slug,
                entitlement=form.entitlement,
                **data,
            )
            return self.case_url(ticket)

        sent = send_once(request, form, act)
        if isinstance(sent, HttpResponseBase):
            return sent
        messages.success(request, _("Written down. The customer gets a letter with the case number."))
        return redirect(sent)


def _links(caller: CallerForm) -> list[tuple[User, str]]:
    """Those who may be meant, each with the address that chooses them."""
    here, form = reverse("admin:tickets_ticket_write_down"), caller.data.get("form", "")
    return [(one, f"{here}?{urlencode({'customer': one.email, 'form': form})}") for one in caller.found]
