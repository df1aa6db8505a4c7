"""The help centre stands at the root of the site."""

from django.urls import path

from knowledgebase import eyes, glossary, views, voices
from knowledgebase.learning import views as learning

app_name = "knowledgebase"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/answered/", learning.answered, name="answered"),
    path("search/solved/", learning.solved, name="solved"),
    path("search/thanks/", learning.thanks, name="thanks"),
    path("suggest/", views.suggest, name="suggest"),
    path("categories/<slug:slug>/", views.category, name="category"),
    path("sections/<slug:slug>/", views.section, name="section"),
    path("articles/<int:number>-<slug:slug>/", views.article, name="article"),
    path("articles/<int:number>/", views.article, {"slug": ""}, name="article_of_number"),
    path("articles/<int:number>/vote/", voices.vote, name="vote"),
    path("articles/<int:number>-<slug:slug>/comment/", voices.comment, name="comment"),
    path("articles/<slug:key>/", views.article_by_key, name="article_by_key"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("view-as/", eyes.view_as, name="view_as"),
    path("robots.txt", views.robots, name="robots"),
]
