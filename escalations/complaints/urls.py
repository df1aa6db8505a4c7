from django.urls import path, register_converter

from escalations.complaints import views
from escalations.complaints.numbers import ComplaintConverter

register_converter(ComplaintConverter, "complaint")

app_name = "complaints"
urlpatterns = [
    path("", views.complaints, name="list"),
    path("new/", views.submit, name="submit"),
    path("<complaint:number>/", views.detail, name="detail"),
    path("<complaint:number>/add/", views.add, name="add"),
    path("<complaint:number>/satisfied/", views.satisfied, name="satisfied"),
    path("<complaint:number>/not-satisfied/", views.not_satisfied, name="not_satisfied"),
]
