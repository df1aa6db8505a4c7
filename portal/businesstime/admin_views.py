"""Pages of a calendar in the back office: try a promise, count open promises again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from portal.businesstime.actions import recompute, running_clocks, would_move
from portal.businesstime.forms import RecountForm, TryForm
from portal.businesstime.models import Calendar
from portal.businesstime.presenting import Presented, Words

SHOWN = 50


@require_GET
def try_it(request, admin, pk):
    """What would we promise? Nothing is stored, so the address can be kept and shared."""
    calendar = get_object_or_404(Calendar, pk=pk)
    if not admin.has_view_permission(request, calendar):
        raise PermissionDenied
    start = {
        "moment": timezone.now().astimezone(calendar.working.tz).strftime("%Y-%m-%d %H:%M"),
        "zone": calendar.zone,
        "amount": 1,
        "unit": TryForm.Unit.DAYS,
    }
    form = TryForm(request.GET if "moment" in request.GET else None, initial=start, calendar=calendar)
    shown = None
    if form.is_bound and form.is_valid():
        shown = Presented(form.explanation, Words(label=_("We would promise")), now=timezone.now())
    context = {"title": _("Try a promise"), "calendar": calendar, "form": form, "promise": shown}
    return render(request, "businesstime/try.html", {**admin.admin_site.each_context(request), **context})


@require_http_methods(["GET", "POST"])
def recount(request, admin, pk):
    """Which open promises would move by the calendar as it is now; on purpose, and recorded, they do."""
    calendar = get_object_or_404(Calendar, pk=pk)
    if not admin.has_change_permission(request, calendar):
        raise PermissionDenied
    clocks = running_clocks(calendar)
    form = RecountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            moved = recompute(clocks, by=request.user, reason=form.cleaned_data["reason"])
            admin.log_change(request, calendar, _("Counted open promises again."))
        said = ngettext("%(count)d promise has moved.", "%(count)d promises have moved.", len(moved))
        messages.success(request, said % {"count": len(moved)})
        return redirect("admin:businesstime_calendar_change", calendar.pk)
    moving = would_move(clocks)
    context = {
        "title": _("Count open promises again"),
        "calendar": calendar,
        "form": form,
        "open": len(clocks),
        "moving": moving[:SHOWN],
        "more": max(len(moving) - SHOWN, 0),
    }
    return render(request, "businesstime/recount.html", {**admin.admin_site.each_context(request), **context})
