"""Every text that is there becomes revision 1 of its manuscript; every article has one a language."""

from django.conf import settings
from django.db import migrations

TEXTS = ("title", "summary", "byline", "body", "asked")
AT_ONCE = 500


def write_down(apps, schema_editor):
    Article = apps.get_model("knowledgebase", "Article")
    Manuscript = apps.get_model("knowledgebase", "Manuscript")
    articles = Article.objects.filter(manuscripts=None).order_by("pk").prefetch_related("translations")
    batch = []
    for article in articles.iterator(chunk_size=AT_ONCE):
        batch.append(article)
        if len(batch) == AT_ONCE:
            take(apps, batch)
            batch = []
    take(apps, batch)
    assert not Article.objects.filter(manuscripts=None).exists()
    assert not Manuscript.objects.filter(status="published", live=None).exists()


def take(apps, articles):
    Manuscript = apps.get_model("knowledgebase", "Manuscript")
    Revision = apps.get_model("knowledgebase", "Revision")
    made = Manuscript.objects.bulk_create(
        Manuscript(article=article, language=code) for article in articles for code, _name in settings.LANGUAGES
    )
    by_article = {}
    for manuscript in made:
        by_article.setdefault(manuscript.article_id, {})[manuscript.language] = manuscript
    # The source first, so that translations can be tied to it.
    for is_source in (True, False):
        rows = [
            revision(Revision, article, translation, by_article[article.pk])
            for article in articles
            for translation in article.translations.all()
            if (translation.language == settings.LANGUAGE_CODE) is is_source
        ]
        for row in Revision.objects.bulk_create(rows):
            manuscript = row.manuscript
            live = manuscript.article.state == "published"
            manuscript.newest, manuscript.live = row, row if live else None
            manuscript.status = "published" if live else "draft"
    Manuscript.objects.bulk_update(made, ["newest", "live", "status"])


def revision(Revision, article, translation, manuscripts):
    manuscript = manuscripts[translation.language]
    source = manuscripts[settings.LANGUAGE_CODE].newest
    return Revision(
        manuscript=manuscript,
        number=1,
        author_id=article.author_id,
        at=translation.updated_at,
        published_at=translation.updated_at if article.state == "published" else None,
        source=None if translation.language == settings.LANGUAGE_CODE else source,
        **{name: getattr(translation, name) for name in TEXTS},
    )


class Migration(migrations.Migration):
    dependencies = [("knowledgebase", "0002_writing")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
