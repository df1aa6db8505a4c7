# Who follows what, and the news they are still to hear.

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledgebase', '0011_comments_read'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='knowledgebase.article', verbose_name='article')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='knowledgebase.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'follower',
                'verbose_name_plural': 'followers',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['person', '-at'], name='follows_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('article__isnull', True), ('section__isnull', True), _connector='XOR'), name='follows_one_thing'), models.UniqueConstraint(condition=models.Q(('article__isnull', False)), fields=('person', 'article'), name='one_follow_an_article'), models.UniqueConstraint(condition=models.Q(('section__isnull', False)), fields=('person', 'section'), name='one_follow_a_section')],
            },
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('changed', 'An article was changed'), ('added', 'An article was added')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_up_to', models.PositiveBigIntegerField(default=0)),
                ('told_at', models.DateTimeField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledgebase.article')),
                ('revision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledgebase.revision')),
            ],
            options={
                'verbose_name': 'news for followers',
                'verbose_name_plural': 'news for followers',
                'indexes': [models.Index(condition=models.Q(('told_at__isnull', True)), fields=['at'], name='news_to_tell')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('what', 'added')), fields=('article',), name='an_article_is_new_once')],
            },
        ),
    ]
