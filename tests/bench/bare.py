"""The floor: what a Django page of the same weight costs when it does nothing else."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from knowledgebase.models import Translation
from portal.urls import urlpatterns as ours
from tickets.models import Ticket

_ARTICLE = engines["django"].from_string(
    "<!doctype html><html><head><title>{{ a.title }}</title></head><body>"
    + "<nav><a href='/'>one of the links that every page carries</a></nav>\n" * 230
    + "<h1>{{ a.title }}</h1><p>{{ a.summary }}</p>{{ a.body_html }}</body></html>"
)
_LIST = engines["django"].from_string(
    "<!doctype html><html><body><table>{% for t in rows %}"
    "<tr><td><a href='{% url 'bare-list' %}'>{{ t.subject }}</a></td>"
    "<td>{{ t.created_at|date:'j M Y H:i' }}</td><td>{{ t.changed_at|date:'j M Y H:i' }}</td></tr>"
    "{% endfor %}"
    "</table></body></html>"
)
_BYTES = b"x" * 19_000


def article(request):
    return HttpResponse(_ARTICLE.render({"a": Translation.objects.order_by("pk").first()}, request))


def rows(request):
    return HttpResponse(_LIST.render({"rows": Ticket.objects.order_by("-pk")[:30]}, request))


def ready(request):
    return HttpResponse(_BYTES)


urlpatterns = [
    path("bare/article/", article, name="bare-article"),
    path("bare/list/", rows, name="bare-list"),
    path("bare/bytes/", ready, name="bare-bytes"),
    *ours,
]
