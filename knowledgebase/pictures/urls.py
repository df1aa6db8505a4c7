"""Pictures stand outside the languages: both show the same bytes."""

from django.urls import path

from knowledgebase.pictures import views

app_name = "pictures"
urlpatterns = [
    path("<slug:slug>/<slug:version>.<slug:ending>", views.show, name="show"),
]
