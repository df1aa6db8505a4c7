from django.urls import path, register_converter

from escalations import views
from escalations.numbers import EscalationConverter

register_converter(EscalationConverter, "escalation")

app_name = "escalations"
urlpatterns = [
    path("escalate/", views.submit, name="submit"),
    path("escalate/case/", views.check_case, name="check_case"),
    path("escalations/<escalation:number>/", views.detail, name="detail"),
    path("escalations/<escalation:number>/add/", views.add, name="add"),
    path("escalations/<escalation:number>/answer/", views.answer_once, name="answer_once"),
    path("escalations/<escalation:number>/next-level/", views.ask_next_level, name="ask_next_level"),
]
