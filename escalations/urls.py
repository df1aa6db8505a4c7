from django.urls import path, register_converter

from escalations import agreeing_views, life_views, people_views, views
from escalations.numbers import EscalationConverter

register_converter(EscalationConverter, "escalation")

app_name = "escalations"
urlpatterns = [
    path("escalate/", views.submit, name="submit"),
    path("escalate/case/", views.check_case, name="check_case"),
    path("escalate/facts/", life_views.facts, name="facts"),
    path("escalate/changed/", life_views.changed, name="changed"),
    path("escalate/ladder/", people_views.ladder, name="ladder"),
    path("escalations/<escalation:number>/", views.detail, name="detail"),
    path("escalations/<escalation:number>/add/", views.add, name="add"),
    path("escalations/<escalation:number>/answer/", views.answer_once, name="answer_once"),
    path("escalations/<escalation:number>/next-level/", views.ask_next_level, name="ask_next_level"),
    path("escalations/<escalation:number>/agree/", life_views.agree, name="agree"),
    path("escalations/<escalation:number>/disagree/", life_views.disagree, name="disagree"),
    path("escalations/<escalation:number>/higher/", people_views.call_next_level, name="call_next_level"),
    path("escalations/<escalation:number>/concern/", people_views.raise_concern, name="raise_concern"),
    path("escalations/<escalation:number>/accept-plan/", agreeing_views.accept_plan, name="accept_plan"),
    path(
        "escalations/<escalation:number>/object-to-plan/",
        agreeing_views.object_to_plan,
        name="object_to_plan",
    ),
    path(
        "escalations/<escalation:number>/agree-communication/",
        agreeing_views.agree_communication,
        name="agree_communication",
    ),
    path(
        "escalations/<escalation:number>/ask-other-communication/",
        agreeing_views.ask_other_communication,
        name="ask_other_communication",
    ),
    path("escalations/<escalation:number>/calls/<int:call>/", agreeing_views.call_file, name="call_file"),
]
