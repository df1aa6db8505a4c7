"""Which text leads to which article; those on the site already are read once."""

import django.db.models.deletion
from django.db import migrations, models


def read_links(apps, schema_editor):
    from knowledgebase.linking import targets

    Article = apps.get_model("knowledgebase", "Article")
    ArticleLink = apps.get_model("knowledgebase", "ArticleLink")
    Translation = apps.get_model("knowledgebase", "Translation")
    found = Translation.objects.filter(body_html__contains="/articles/").order_by("pk")
    for translation in found.only("body_html").iterator(chunk_size=200):
        keys, numbers = targets(translation.body_html)
        if numbers:
            keys |= set(Article.objects.filter(pk__in=numbers).values_list("key", flat=True))
        ArticleLink.objects.bulk_create(
            [ArticleLink(translation=translation, key=key) for key in sorted(keys)], ignore_conflicts=True
        )


class Migration(migrations.Migration):

    dependencies = [
        ('knowledgebase', '0012_following'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=80)),
                ('translation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='knowledgebase.translation')),
            ],
            options={
                'verbose_name': 'link to an article',
                'verbose_name_plural': 'links to articles',
                'constraints': [models.UniqueConstraint(fields=('translation', 'key'), name='one_link_a_key')],
            },
        ),
        migrations.RunPython(read_links, migrations.RunPython.noop),
    ]
