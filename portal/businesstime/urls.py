from django.urls import path

from portal.businesstime import views

app_name = "businesstime"

urlpatterns = [path("how-we-count-time/", views.how_we_count, name="how_we_count")]
