from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('knowledgebase', '0031_pictures'),
    ]

    operations = [
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(help_text='What stood after the name of the host: /hc/en-us/articles/360012.', max_length=400, unique=True, verbose_name='old path')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français')], max_length=5, verbose_name='language')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='knowledgebase.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
                'ordering': ['path'],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shelf', models.CharField(max_length=10)),
                ('slug', models.CharField(max_length=80)),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='knowledgebase.category')),
                ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='knowledgebase.section')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('shelf', 'slug'), name='one_shelf_a_former_slug')],
            },
        ),
    ]
