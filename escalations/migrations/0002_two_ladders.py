"""Levels belong to one of two ladders, so their number alone is no key any more."""

import django.db.models.deletion
import portal.accounts.roles
from django.core.management.color import no_style
from django.db import migrations, models


def number_them(apps, schema_editor):
    """The key was the number, and stays what it was; new rows count on from there."""
    Level = apps.get_model("escalations", "Level")
    Level.objects.update(number=models.F("id"))
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [Level]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0001_escalations'),
    ]

    operations = [
        migrations.RenameField('level', 'number', 'id'),
        migrations.AlterField(
            model_name='level',
            name='id',
            field=models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID'),
        ),
        migrations.AddField(
            model_name='level',
            name='number',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='level'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='level',
            name='ladder',
            field=models.CharField(choices=[('service', 'Service escalation'), ('complaint', 'Complaint')], default='service', max_length=10, verbose_name='ladder'),
        ),
        migrations.RunPython(number_them, migrations.RunPython.noop, elidable=True),
        migrations.AlterModelOptions(
            name='level',
            options={'ordering': ['ladder', 'number'], 'verbose_name': 'level', 'verbose_name_plural': 'ladders'},
        ),
        migrations.AlterField(
            model_name='escalation',
            name='level',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalations.level', verbose_name='level'),
        ),
        migrations.AlterField(
            model_name='level',
            name='role',
            field=models.CharField(blank=True, choices=portal.accounts.roles.role_choices, help_text='The people of this role are told when an escalation reaches this level.', max_length=40, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='level',
            constraint=models.UniqueConstraint(fields=('ladder', 'number'), name='one_level_a_number'),
        ),
    ]
