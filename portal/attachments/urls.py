from django.urls import path

from portal.attachments import views

app_name = "attachments"
urlpatterns = [path("<str:token>/", views.download, name="download")]
