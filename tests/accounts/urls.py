"""The real addresses, and two forms of nobody's to try drafts with."""

from django.http import HttpResponse
from django.urls import path
from django.utils.html import escape
from django.views.decorators.http import require_POST

from portal.accounts.drafts import as_initial, draft_for, sign_in_required
from portal.urls import urlpatterns as addresses


@sign_in_required
def form(request):
    return HttpResponse(escape(repr(as_initial(draft_for(request)))))


@sign_in_required
def page(request, number):
    return HttpResponse(escape(repr(as_initial(draft_for(request, "answer")))))


@require_POST
@sign_in_required(shown_at="page")
def answer(request, number):
    return HttpResponse("stored")


urlpatterns = [
    path("try/form/", form, name="form"),
    path("try/<int:number>/", page, name="page"),
    path("try/<int:number>/answer/", answer, name="answer"),
    *addresses,
]
