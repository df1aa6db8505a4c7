"""The help centre stands at the root of the site."""

from django.urls import path

from knowledgebase import eyes, glossary, views, voices
from knowledgebase.commenting import views as commenting
from knowledgebase.feeds import views as feeds
from knowledgebase.following import views as following
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
    path("articles/<int:number>/follow/", following.follow_article, name="follow_article"),
    path("sections/<slug:slug>/follow/", following.follow_section, name="follow_section"),
    path("following/", following.following, name="following"),
    path("following/<int:pk>/end/", following.end, name="end_following"),
    path("following/leave/<str:token>/", following.leave, name="leave"),
    path("comments/<int:pk>/edit/", commenting.edit, name="edit_comment"),
    path("comments/<int:pk>/withdraw/", commenting.withdraw, name="withdraw_comment"),
    path("articles/<slug:key>/", views.article_by_key, name="article_by_key"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("view-as/", eyes.view_as, name="view_as"),
    path("feed/", feeds.help_centre, name="feed"),
    path("sections/<slug:slug>/feed/", feeds.section, name="section_feed"),
    path("articles/<int:number>/comments/feed/", feeds.comments, name="comments_feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-shelves.xml", feeds.sitemap_of_shelves, name="sitemap_of_shelves"),
    path("sitemap-<int:page>.xml", feeds.sitemap_of_articles, name="sitemap_of_articles"),
    path("robots.txt", views.robots, name="robots"),
]
