"""A letter may carry files of text, such as an invitation to a call."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_share_of_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='enclosed',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='enclosed'),
        ),
    ]
