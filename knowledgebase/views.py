"""The pages of the help centre."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from knowledgebase import figures, reading
from knowledgebase.commenting.states import Standing
from knowledgebase.following.actions import is_followed
from knowledgebase.forms import CommentForm
from knowledgebase.models import Article, Category, Comment, Section
from knowledgebase.querysets import READERS, VISITOR, Reader, reader_of
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
    reader, language = reader_of(request.user), get_language()
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
    sections = reading.sections_of(found, reader_of(request.user), get_language())
    if not sections:
        raise Http404
    context = {"category": found, "sections": sections, "shown": reading.IN_A_CATEGORY}
    return render(request, "knowledgebase/category.html", context)


@require_safe
def section(request, slug):
    found = get_object_or_404(Section.objects.select_related("category"), slug=slug)
    page = reading.articles_of(found, reader_of(request.user), get_language(), _page_number(request))
    if not page.object_list:
        raise Http404
    followed = request.user.is_authenticated and is_followed(found, by=request.user)
    context = {"section": found, "page": page, "is_followed": followed}
    return render(request, "knowledgebase/section.html", context)


@require_safe
def article(request, number, slug):
    reader, preview = _reader(request)
    found = _article_or_404(number, reader, preview)
    if found and slug != found.translation.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{found.translation.get_absolute_url()}{'?' if query else ''}{query}")
    if found is None:
        return render(request, "knowledgebase/unseen.html", {"preview": preview})
    form = CommentForm(initial=as_initial(draft_for(request, "knowledgebase:comment")))
    return show_article(request, found, preview=preview, form=form)


def show_article(request, found: reading.Reading, *, form: CommentForm, preview: str = "", status: int = 200):
    """The page of an article; a comment that could not be taken comes back on it."""
    voted = request.GET.get("voted", "")
    context = {
        "reading": found,
        "translation": found.translation,
        "article": found.article,
        "section": found.article.section,
        "category": found.article.section.category,
        "is_fallback": found.translation.language != get_language(),
        "is_public": found.article.audience == Audience.PUBLIC and found.article.state == State.PUBLISHED,
        "canonical": settings.SITE_URL + _address(found.translation),
        "comments": _comments(request, found.article),
        "most_comments": MOST_COMMENTS,
        "form": form,
        "is_followed": request.user.is_authenticated and is_followed(found.article, by=request.user),
        "preview": Audience(preview).label if preview else "",
        "voted": voted if voted in ("yes", "no", "told") else "",
    }
    return render(request, "knowledgebase/article.html", context, status=status)


@require_safe
def article_by_key(request, key):
    """Where the links between articles lead: the key of an article never changes."""
    found = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    translation = reading.article(found.pk, reader_of(request.user), get_language())
    if translation is None:
        raise Http404
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
    return render(request, "knowledgebase/search.html", context)


def _results(request, query: str, number: int, *, spelling: bool) -> tuple[Results, int]:
    """The results of a page; of the last one, if there are not so many."""
    found = search_articles(
        query, request.user, get_language(), RESULTS, (number - 1) * RESULTS, spelling=spelling
    )
    if number > 1 and found.total <= (number - 1) * RESULTS:
        last = max(1, -(-found.total // RESULTS))
        return _results(request, query, last, spelling=spelling)
    return found, number


@require_safe
def suggest(request):
    """A fragment of at most three articles for what somebody is writing; empty when none is near."""
    articles = suggest_articles(request.GET.get("q", ""), request.user, get_language())
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


def _reader(request) -> tuple[Reader, str]:
    """Who reads; staff who may see drafts may look at an article as somebody else would: `?as=public`."""
    chosen = request.GET.get("as", "")
    if chosen in READERS and request.user.has_perm("knowledgebase.view_article"):
        return READERS[chosen], chosen
    return reader_of(request.user), ""


def _article_or_404(number: int, reader: Reader, preview: str) -> reading.Reading | None:
    """None only in a preview: that reader does not get this article."""
    found = reading.article(number, reader, get_language())
    if found is None and not (preview and Article.objects.filter(pk=number).exists()):
        raise Http404
    return found


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
