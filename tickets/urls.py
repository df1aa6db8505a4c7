from django.urls import path, register_converter

from tickets import list_views, views
from tickets.numbers import CaseConverter

register_converter(CaseConverter, "case")

app_name = "tickets"
urlpatterns = [
    path("", list_views.requests, name="list"),
    path("export/", list_views.export, name="export"),
    path("new/", views.new, name="new"),
    path("new/<slug:form>/", views.create, name="create"),
    # /requests/<case number>/
    path("<case:number>/", views.detail, name="detail"),
    path("<case:number>/reply/", views.reply, name="reply"),
    path("<case:number>/confirm/", views.confirm, name="confirm"),
    path("<case:number>/refuse/", views.refuse, name="refuse"),
    path("<case:number>/hold/", views.hold, name="hold"),
    path("<case:number>/resume/", views.resume, name="resume"),
    path("<case:number>/reopen/", views.reopen, name="reopen"),
]
