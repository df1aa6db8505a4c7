from django.urls import path, register_converter

from tickets import list_views, meanings, separating, views
from tickets.intake import views as intake
from tickets.numbers import CaseConverter

register_converter(CaseConverter, "case")

app_name = "tickets"
urlpatterns = [
    path("", list_views.requests, name="list"),
    path("export/", list_views.export, name="export"),
    path("personal/", list_views.personal, name="personal"),
    path("averages/", views.how_fast, name="averages"),
    path("new/", intake.new, name="new"),
    path("new/<slug:form>/", intake.create, name="create"),
    path("severities/", intake.severities, name="severities"),
    path("statuses/", meanings.statuses, name="statuses"),
    # /requests/<case number>/
    path("<case:number>/", views.detail, name="detail"),
    path("<case:number>/reply/", views.reply, name="reply"),
    path("<case:number>/confirm/", views.confirm, name="confirm"),
    path("<case:number>/refuse/", views.refuse, name="refuse"),
    path("<case:number>/hold/", views.hold, name="hold"),
    path("<case:number>/resume/", views.resume, name="resume"),
    path("<case:number>/separate/", separating.separate, name="separate"),
    path("<case:number>/reopen/", views.reopen, name="reopen"),
]
