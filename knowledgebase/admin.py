"""The help centre in the back office: shelves, articles with their translations, what readers said."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledgebase import actions
from knowledgebase.models import Article, Category, Comment, Section, Translation, Vote
from knowledgebase.querysets import READERS
from knowledgebase.states import Audience, State

# Another text on the page is news to its readers; another byline or wording for search is not.
TEXTS = {"title", "summary", "body"}


class NarrowLookups(admin.ModelAdmin):
    """Lists are asked only by the filters they show."""

    def lookup_allowed(self, lookup, value, request):
        name = lookup.removesuffix("__exact").removesuffix("__id")
        return name in {item if isinstance(item, str) else item[0] for item in self.list_filter}


class SectionInline(admin.TabularInline):
    model = Section
    fields = ["name_en", "name_fr", "slug", "position"]
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
    list_display = ["name_en", "name_fr", "category", "position"]
    list_filter = ["category"]
    list_select_related = ["category"]
    search_fields = ["name_en", "name_fr"]
    fields = ["category", "name_en", "name_fr", "slug", "position"]
    prepopulated_fields = {"slug": ["name_en"]}


class TranslationInline(admin.StackedInline):
    model = Translation
    fields = ["language", "title", "summary", "byline", "body", "asked", "updated_at"]
    readonly_fields = ["updated_at"]
    extra = 0
    min_num = 1
    max_num = 2


@admin.register(Article)
class ArticleAdmin(NarrowLookups):
    list_display = ["title", "section", "audience", "state", "languages", "updated"]
    list_display_links = ["title"]
    list_filter = ["state", "audience", "section__category"]
    list_select_related = ["section"]
    list_per_page = 50
    search_fields = ["key", "translations__title"]
    fields = ["key", "section", "audience", "state", "position", "author", "preview", "votes"]
    readonly_fields = ["preview", "votes"]
    autocomplete_fields = ["section"]
    raw_id_fields = ["author"]
    inlines = [TranslationInline]
    actions = ["publish", "take_back"]

    def get_queryset(self, request):
        articles = Article.objects.visible_to(request.user)
        return articles.prefetch_related("translations").order_by("section", "position", "pk")

    def save_formset(self, request, form, formset, change):
        """A new text is dated now."""
        for changed in formset.forms:
            if changed.has_changed() and TEXTS & set(changed.changed_data):
                changed.instance.updated_at = timezone.now()
        super().save_formset(request, form, formset, change)

    @admin.display(description=_("title"))
    def title(self, article):
        return next((each.title for each in article.translations.all()), article.key)

    @admin.display(description=_("languages"))
    def languages(self, article):
        return ", ".join(each.language for each in article.translations.all())

    @admin.display(description=_("updated at"))
    def updated(self, article):
        return max((each.updated_at for each in article.translations.all()), default=None)

    @admin.display(description=_("helped, did not help"))
    def votes(self, article):
        return f"{article.helped}, {article.unhelped}"

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
        self._turn(request, articles, State.PUBLISHED)

    @admin.action(description=_("Take back to draft"), permissions=["change"])
    def take_back(self, request, articles):
        self._turn(request, articles, State.DRAFT)

    def _turn(self, request, articles, state):
        count = Article.objects.filter(pk__in=articles.values("pk")).exclude(state=state).update(state=state)
        said = ngettext("%(count)s article is changed.", "%(count)s articles are changed.", count)
        messages.success(request, said % {"count": count})


class ReadOnly(NarrowLookups):
    """Written by readers, never by us."""

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    list_display = ["body", "author", "article", "state", "at"]
    list_filter = ["state"]
    list_select_related = ["author", "article"]
    fields = ["article", "author", "body", "state", "at"]
    ordering = ["-at"]
    actions = ["publish", "take_down"]

    def has_delete_permission(self, request, obj=None):
        return False  # it is taken down, so that the count stays right

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, comments):
        for comment in comments:
            actions.publish(comment)

    @admin.action(description=_("Take down"), permissions=["change"])
    def take_down(self, request, comments):
        for comment in comments:
            actions.take_down(comment)


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
