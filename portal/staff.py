"""The back office: Django's admin in our look, entered through our own sign-in."""

from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import path, reverse

from escalations import numbers
from escalations.complaints import numbers as complaint_numbers
from escalations.providers import numbers as provider_numbers
from portal.staff_menu import menu

# Numbers that are not those of requests, and the list that knows them.
SERIES = {
    numbers: "escalations_escalation",
    complaint_numbers: "complaints_complaint",
    provider_numbers: "providers_providerissue",
}


class StaffSite(AdminSite):
    """Opened by staff who came through the sign-in of the portal, second factor included."""

    def get_urls(self):
        return [path("search/", self.admin_view(self.search), name="search"), *super().get_urls()]

    def each_context(self, request):
        context = super().each_context(request)
        return context | {"menu": menu(request, context["available_apps"])}

    def search(self, request):
        """From the header: the number of an escalation, complaint or partner’s issue lands on it, all else
        looks in the requests."""
        words = request.GET.get("q", "").strip()
        among = "tickets_ticket"
        for series, list_ in SERIES.items():
            if words[:3].upper() == series.PREFIX and series.parse(words):
                among = list_
        return redirect(f"{reverse(f'admin:{among}_changelist')}?{urlencode({'q': words})}")

    def password_change(self, request, extra_context=None):
        """The page of the portal: it asks again who it is, ends other sessions and sends a letter."""
        return redirect("account_change_password")

    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            return redirect("knowledgebase:home")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))
