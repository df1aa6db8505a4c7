"""The pages of the help centre."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from knowledgebase import figures, reading
from knowledgebase.commenting.states import Standing
from knowledgebase.eyes import eyes_of
from knowledgebase.following.actions import is_followed
from knowledgebase.forms import CommentForm
from knowledgebase.learning import asking, links
from knowledgebase.models import Article, Category, Comment, Section
from knowledgebase.querysets import VISITOR, reader_of
from knowledgebase.search import Results
from knowledgebase.search import search as search_articles
from knowledgebase.search import suggest as suggest_articles
from knowledgebase.states import Audience, State
from portal.accounts.drafts import as_initial, draft_for

RESULTS = 10
LAST_PAGE = 1_000
# Of one article on its page; the count says how many there are.
MOST_COMMENTS = 100


@require_safe
def home(request):
    reader, language = eyes_of(request).reader, get_language()
    categories = reading.categories(reader)
    lately = reading.lately(reader, language)
    context = {
        "categories": categories,
        "article_count": sum(category.article_count for category in categories),
        "lately": lately,
        "often": [first for translation in lately if (first := translation.asked.partition("\n")[0])][:3],
        **figures.published(),
    }
    return render(request, "knowledgebase/home.html", context)


@require_safe
def category(request, slug):
    found = get_object_or_404(Category, slug=slug)
    sections = reading.sections_of(found, eyes_of(request).reader, get_language())
    if not sections:
        return _unseen_or_404(request)
    context = {"category": found, "sections": sections, "shown": reading.IN_A_CATEGORY}
    return render(request, "knowledgebase/category.html", context)


@require_safe
def section(request, slug):
    found = get_object_or_404(Section.objects.select_related("category"), slug=slug)
    page = reading.articles_of(found, eyes_of(request).reader, get_language(), _page_number(request))
    if not page.object_list:
        return _unseen_or_404(request)
    context = {"section": found, "page": page, "is_followed": is_followed(found, by=request.user)}
    context["preview"] = eyes_of(request).chosen
    return render(request, "knowledgebase/section.html", context)


@require_safe
def article(request, number, slug):
    found = reading.article(number, eyes_of(request).reader, get_language())
    if found is None:
        return _unseen_or_404(request, there=Article.objects.filter(pk=number))
    if slug != found.translation.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{found.translation.get_absolute_url()}{'?' if query else ''}{query}")
    eyes, token = eyes_of(request), request.GET.get(links.PARAMETER, "")
    token = token if not eyes.chosen and asking.opened(request, token, found.article.pk) else ""
    form = CommentForm(initial=as_initial(draft_for(request, "knowledgebase:comment")))
    return show_article(request, found, form=form, asked=token)


def show_article(request, found: reading.Reading, *, form: CommentForm, asked: str = "", status: int = 200):
    """The page of an article; a comment that could not be taken comes back on it."""
    voted = request.GET.get("voted", "")
    context = {
        "reading": found,
        "translation": found.translation,
        "article": found.article,
        "section": found.article.section,
        "category": found.article.section.category,
        "is_fallback": found.translation.language != get_language(),
        "is_public": _is_public(found.article),
        "canonical": settings.SITE_URL + _address(found.translation),
        "comments": _comments(request, found.article),
        "most_comments": MOST_COMMENTS,
        "form": form,
        "asked": asked,
        "is_followed": is_followed(found.article, by=request.user),
        "preview": eyes_of(request).chosen,
        "voted": voted if voted in ("yes", "no", "told") else "",
    }
    return render(request, "knowledgebase/article.html", context, status=status)


@require_safe
def article_by_key(request, key):
    """Where the links between articles lead: the key of an article never changes."""
    reader = eyes_of(request).reader
    found = Article.objects.visible_to(reader).filter(key=key).first()
    translation = found and reading.article(found.pk, reader, get_language())
    if translation is None:
        return _unseen_or_404(request, there=Article.objects.filter(key=key))
    return redirect(translation.translation.get_absolute_url())


@require_safe
def search(request):
    query = request.GET.get("q", "").strip()
    number = _page_number(request)
    exact = request.GET.get("exact") == "1"
    results, number = _results(request, query, number, spelling=not exact)
    context = {
        "query": query[:200],
        "results": results,
        "page": reading.counted_page(results.hits, number, results.total, RESULTS),
        "terms": results.asked.terms if results.asked else (),
        "first_reply": figures.published()["first_reply"],
    }
    if number == 1 and not eyes_of(request).chosen:  # further pages are the same search
        context["asked"] = asking.note(request, query, get_language(), results.total)
    return render(request, "knowledgebase/search.html", context)


def _results(request, query: str, number: int, *, spelling: bool) -> tuple[Results, int]:
    """The results of a page; of the last one, if there are not so many."""
    found = search_articles(
        query, eyes_of(request).reader, get_language(), RESULTS, (number - 1) * RESULTS, spelling=spelling
    )
    if number > 1 and found.total <= (number - 1) * RESULTS:
        last = max(1, -(-found.total // RESULTS))
        return _results(request, query, last, spelling=spelling)
    return found, number


@require_safe
def suggest(request):
    """A fragment of at most three articles for what somebody is writing; empty when none is near."""
    articles = suggest_articles(request.GET.get("q", ""), eyes_of(request).reader, get_language())
    context = {"suggestions": articles, "tick": request.GET.get("tick") == "1"}
    response = render(request, "knowledgebase/_suggestions.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def robots(request):
    """What crawlers may leave alone: pages of persons, and results. And where all the others are listed."""
    own = ("/accounts/", "/admin/", "/comments/", "/escalate/", "/following/", "/requests/")
    paths = (*own, "/search/", "/suggest/")
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for prefix in ("", "/fr") for path in paths]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def _is_public(article: Article) -> bool:
    """For everybody, itself and its section."""
    doors = {article.audience, article.section.audience}
    return article.state == State.PUBLISHED and doors == {Audience.PUBLIC}


def _unseen_or_404(request, there=None):
    """Borrowed eyes are told what they do not get; everybody else that there is no such page."""
    if not eyes_of(request).chosen or (there is not None and not there.exists()):
        raise Http404
    return render(request, "knowledgebase/unseen.html", {"is_article": there is not None})


def _comments(request, article: Article) -> list[Comment]:
    """Those that everybody sees, and one's own that wait to be read or were turned down."""
    if reader_of(request.user) is VISITOR:
        if not article.comment_count:
            return []
        found = Comment.objects.shown()
    else:
        own = Comment.objects.filter(author=request.user).exclude(state=Standing.WITHDRAWN)
        found = Comment.objects.shown() | own
    newest = found.filter(article=article).select_related("author").order_by("-at", "-pk")[:MOST_COMMENTS]
    return list(newest)[::-1]


def _address(translation) -> str:
    """The address of a text in its own language."""
    prefix = "" if translation.language == settings.LANGUAGE_CODE else f"/{translation.language}"
    return f"{prefix}/articles/{translation.article_id}-{translation.slug}/"


def _page_number(request) -> int:
    given = request.GET.get("page", "")
    return min(max(int(given), 1), LAST_PAGE) if given.isascii() and given.isdigit() and len(given) < 6 else 1
