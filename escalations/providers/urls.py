from django.urls import path, register_converter

from escalations.providers import launch_views, views
from escalations.providers.numbers import IssueConverter

register_converter(IssueConverter, "provider_issue")

app_name = "providers"
urlpatterns = [
    path("", views.guide, name="guide"),
    path("go-live/", launch_views.go_live, name="go_live"),
    path("support-model-template/", launch_views.template, name="template"),
    path("launch/", launch_views.launch, name="launch"),
    path("launch/template/", launch_views.return_template, name="return_template"),
    path("launch/<int:item>/", launch_views.show, name="show"),
    path("issues/", views.issues, name="issues"),
    path("issues/new/", views.create, name="create"),
    path("issues/<provider_issue:number>/", views.detail, name="detail"),
    path("issues/<provider_issue:number>/reply/", views.reply, name="reply"),
    path("issues/<provider_issue:number>/close/", views.close, name="close"),
    path("issues/<provider_issue:number>/identifiers/", views.show_identifiers, name="show_identifiers"),
    path("redirects/<int:number>/", views.redirected, name="redirected"),
]
