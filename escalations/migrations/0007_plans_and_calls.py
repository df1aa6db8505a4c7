"""Plans with owners and internal steps, how often the customer hears, and calls."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0006_levels_lose_their_contact'),
        ('tickets', '0011_queue_by_due'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('email', models.CharField(max_length=254, verbose_name='email')),
                ('required', models.BooleanField(default=True, verbose_name='required')),
            ],
            options={
                'verbose_name': 'attendee',
                'verbose_name_plural': 'attendees',
                'ordering': ['-required', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('purpose', models.CharField(max_length=200, verbose_name='purpose')),
                ('starts_at', models.DateTimeField(verbose_name='starts at')),
                ('zone', models.CharField(max_length=64, verbose_name='time zone')),
                ('lasts_minutes', models.PositiveSmallIntegerField(verbose_name='minutes it lasts')),
                ('how_to_join', models.CharField(max_length=500, verbose_name='how to join')),
                ('internal', models.BooleanField(default=False, verbose_name='internal')),
                ('arranged_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='arranged at')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled at')),
                ('minutes', models.TextField(blank=True, verbose_name='minutes, for all who were invited')),
                ('internal_minutes', models.TextField(blank=True, verbose_name='minutes, for the team alone')),
                ('minutes_at', models.DateTimeField(blank=True, null=True, verbose_name='minutes kept at')),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CommunicationPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(choices=[('email', 'Email'), ('phone', 'Phone call'), ('conference', 'Conference call')], max_length=10, verbose_name='how')),
                ('rhythm', models.CharField(choices=[('hours', 'Every so many working hours'), ('days', 'Every so many working days'), ('times', 'At named times')], max_length=5, verbose_name='how often')),
                ('every', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='every')),
                ('times', models.JSONField(blank=True, default=list, verbose_name='at')),
                ('attendees', models.JSONField(blank=True, default=list, verbose_name='required attendees')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed at')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed at')),
                ('refused_at', models.DateTimeField(blank=True, null=True, verbose_name='another one asked for at')),
            ],
            options={
                'verbose_name': 'communication plan',
                'verbose_name_plural': 'communication plans',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='escalation',
            name='lasted_minutes',
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name='working minutes it lasted'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='plan_accepted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='plan accepted at'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='internal',
            field=models.BooleanField(default=False, verbose_name='internal'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who of the staff'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['submitted_at'], name='escalations_of_a_month'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(condition=models.Q(('resolved_at__isnull', False)), fields=['resolved_at'], name='ended_in_a_month'),
        ),
        migrations.AddIndex(
            model_name='planstep',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['escalation', 'due_on'], name='steps_to_do'),
        ),
        migrations.AddField(
            model_name='attendee',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='call',
            name='escalation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='escalations.escalation'),
        ),
        migrations.AddField(
            model_name='call',
            name='led_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attendee',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='escalations.call'),
        ),
        migrations.AddField(
            model_name='communicationplan',
            name='agreed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='communicationplan',
            name='escalation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='communication_plans', to='escalations.escalation'),
        ),
        migrations.AddField(
            model_name='communicationplan',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.UniqueConstraint(fields=('call', 'email'), name='one_seat_an_address'),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='attendee_has_an_address'),
        ),
    ]
