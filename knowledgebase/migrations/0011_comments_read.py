# Comments are edited, turned down with a reason and told of.

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledgebase', '0021_what_people_ask'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CommentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=40, verbose_name='what')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('public', models.BooleanField(default=True, verbose_name='the customer sees it')),
            ],
            options={
                'verbose_name': 'event of a comment',
                'verbose_name_plural': 'events of comments',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='edited_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='edited at'),
        ),
        migrations.AddField(
            model_name='comment',
            name='reason',
            field=models.CharField(blank=True, max_length=1000, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='comment',
            name='told_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='waiting_since',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='waiting since'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='state',
            field=models.CharField(choices=[('draft', 'Waiting to be read'), ('published', 'Shown'), ('refused', 'Turned down'), ('withdrawn', 'Taken away by its author')], default='draft', max_length=10, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['-at', '-id'], name='comments_lately'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('state', 'draft')), fields=['waiting_since'], name='comments_to_be_read'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('told_at__isnull', False)), fields=['told_at'], name='comments_told_of'),
        ),
        migrations.AddField(
            model_name='commentevent',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='commentevent',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='knowledgebase.comment'),
        ),
        migrations.AddIndex(
            model_name='commentevent',
            index=models.Index(fields=['by', 'at'], name='comment_events_of_a_person'),
        ),
    ]
