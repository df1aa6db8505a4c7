"""The help centre in the back office: shelves, articles with their translations, what readers said."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledgebase import linking
from knowledgebase.commenting.admin import CommentAdmin
from knowledgebase.learning import admin as learning_admin  # noqa: F401 - registers its pages
from knowledgebase.learning.beside import beside
from knowledgebase.models import Article, Category, Manuscript, Section, Synonym, Vote
from knowledgebase.moving import admin as moving_admin  # noqa: F401 - registers its pages
from knowledgebase.pictures import admin as pictures_admin  # noqa: F401 - registers its pages
from knowledgebase.querysets import READERS
from knowledgebase.readers_admin import DooredForm
from knowledgebase.states import Audience
from knowledgebase.terms_admin import TermAdmin
from knowledgebase.writing import actions as writing
from knowledgebase.writing import showing
from knowledgebase.writing.admin import texts_of, to_writing
from portal.workflow.moves import IllegalMove

__all__ = ["CommentAdmin", "TermAdmin"]


class NarrowLookups(admin.ModelAdmin):
    """Lists are asked only by the filters they show."""

    def lookup_allowed(self, lookup, value, request):
        name = lookup.removesuffix("__exact").removesuffix("__id")
        return name in {item if isinstance(item, str) else item[0] for item in self.list_filter}


class SectionInline(admin.TabularInline):
    model = Section
    fields = ["name_en", "name_fr", "slug", "needs_review", "position"]
    prepopulated_fields = {"slug": ["name_en"]}
    extra = 0


@admin.register(Category)
class CategoryAdmin(NarrowLookups):
    list_display = ["name_en", "name_fr", "icon", "position"]
    search_fields = ["name_en", "name_fr"]
    fields = ["name_en", "name_fr", "summary_en", "summary_fr", "slug", "icon", "position"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [SectionInline]


@admin.register(Section)
class SectionAdmin(NarrowLookups):
    form = DooredForm
    list_display = ["name_en", "name_fr", "category", "audience", "needs_review", "position"]
    list_filter = ["category", "audience", "needs_review"]
    list_select_related = ["category"]
    search_fields = ["name_en", "name_fr"]
    fields = ["category", "name_en", "name_fr", "slug", "audience", "groups", "needs_review", "position"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(Article)
class ArticleAdmin(NarrowLookups):
    form = DooredForm
    list_display = ["title", "section", "audience", "state", "languages", "updated", "review_on"]
    list_display_links = ["title"]
    list_filter = ["state", "audience", "kind", "section__category"]
    list_select_related = ["section"]
    list_per_page = 50
    search_fields = ["key", "translations__title"]
    fields = ["key", "section", "kind", "audience", "groups", "position", "author", "owner", "review_on"]
    fields += ["state", "texts", "preview", "votes", "asked", "linked_from"]
    readonly_fields = ["state", "texts", "preview", "votes", "asked", "linked_from"]
    raw_id_fields = ["author", "owner"]
    actions = ["publish", "take_back"]

    def get_form(self, request, obj=None, **kwargs):
        if obj:
            obj.beside = beside(obj, request.user)
        return super().get_form(request, obj, **kwargs)

    def get_queryset(self, request):
        articles = Article.objects.visible_to(request.user)
        return articles.prefetch_related("translations").order_by("section", "position", "pk")

    def save_model(self, request, obj, form, change):
        """With the places for its texts, in every language."""
        super().save_model(request, obj, form, change)
        showing.keep(obj)

    def response_add(self, request, obj, post_url_continue=None):
        """Next is its text."""
        return to_writing(obj)

    def get_deleted_objects(self, objs, request):
        """Its texts go with it; alone they are never deleted."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed - {Manuscript._meta.verbose_name}, protected

    @admin.display(description=_("title"))
    def title(self, article):
        return next((each.title for each in article.translations.all()), article.key)

    @admin.display(description=_("languages"))
    def languages(self, article):
        return ", ".join(each.language for each in article.translations.all())

    @admin.display(description=_("updated at"))
    def updated(self, article):
        return max((each.updated_at for each in article.translations.all()), default=None)

    @admin.display(description=_("texts"))
    def texts(self, article):
        if not article.pk:
            return "–"
        rows = ((url, language, title, state) for language, state, url, title in texts_of(article))
        return format_html_join(" · ", '<a href="{}">{}: {}</a> ({})', rows)

    @admin.display(description=_("helped, did not help"))
    def votes(self, article):
        return f"{article.helped}, {article.unhelped}"

    @admin.display(description=_("what people ask"))
    def asked(self, article):
        return getattr(article, "beside", "–")

    @admin.display(description=_("what links here"))
    def linked_from(self, article):
        """Those would lead to nothing if this were taken back."""
        found = linking.to(article) if article.pk else []
        rows = ((reverse("admin:knowledgebase_article_change", args=[t.article_id]), t) for t in found)
        return format_html_join(
            " · ", '<a href="{}">{} ({})</a>', ((url, text.title, text.language) for url, text in rows)
        ) or _("Nothing")

    @admin.display(description=_("view as"))
    def preview(self, article):
        if not article.pk:
            return "–"
        address = reverse("knowledgebase:article_of_number", args=[article.pk])
        return format_html_join(
            " · ", '<a href="{}?as={}">{}</a>', ((address, name, Audience(name).label) for name in READERS)
        )

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, articles):
        self._each(request, articles, writing.publish)

    @admin.action(description=_("Take back to draft"), permissions=["change"])
    def take_back(self, request, articles):
        self._each(request, articles, writing.unpublish)

    def _each(self, request, articles, verb):
        """Every text of every chosen article goes by the verb; what it refuses is said, once a reason."""
        count, reasons = 0, {}
        for article in articles:
            for manuscript in showing.keep(article):
                try:
                    verb(manuscript, by=request.user)
                    count += 1
                except IllegalMove as refused:
                    reasons.setdefault(str(refused), manuscript.reference)
        said = ngettext("%(count)s text is changed.", "%(count)s texts are changed.", count)
        messages.success(request, said % {"count": count})
        if not count:
            for reason, example in reasons.items():
                messages.warning(request, f"{example}: {reason}")


@admin.register(Synonym)
class SynonymAdmin(NarrowLookups):
    list_display = ["words", "language"]
    list_filter = ["language"]
    search_fields = ["words"]
    fields = ["language", "words"]


class ReadOnly(NarrowLookups):
    """Written by readers, never by us."""

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields


@admin.register(Vote)
class VoteAdmin(ReadOnly):
    list_display = ["article", "helped", "reason", "at"]
    list_filter = ["helped"]
    list_select_related = ["article"]
    fields = ["article", "helped", "reason", "at"]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
