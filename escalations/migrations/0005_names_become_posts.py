"""Who stood at a level in words becomes a post; every escalation gets the time it spent at each level."""

from django.db import migrations

# As shipped: working minutes until the next level of the service ladder is suggested.
NEXT_WITHIN = {1: 510, 2: 1020, 3: 1020, 4: 1020}
CLIMBS = ("raise_level", "ask_next_level")


def suggest_the_next_level(apps, schema_editor):
    Level = apps.get_model("escalations", "Level")
    for number, minutes in NEXT_WITHIN.items():
        Level.objects.filter(ladder="service", number=number, next_within=None).update(next_within=minutes)


def name_the_posts(apps, schema_editor):
    """A name that is no colleague's account cannot hold a post: it is said, so that it can be entered."""
    Level, Post = apps.get_model("escalations", "Level"), apps.get_model("escalations", "Post")
    User = apps.get_model("accounts", "User")
    for level in Level.objects.exclude(contact=""):
        person = User.objects.filter(name=level.contact, is_staff=True, is_active=True).order_by("pk").first()
        if person is None:
            print(f"\n  Level {level.number}: {level.contact} has no account; enter a post for it.")
        else:
            Post.objects.create(level=level, person=person)


def tell_the_stays(apps, schema_editor):
    """From the story of each escalation. What lies behind is suggested nothing."""
    Escalation, Stay = apps.get_model("escalations", "Escalation"), apps.get_model("escalations", "Stay")
    Level = apps.get_model("escalations", "Level")
    levels = {(level.ladder, level.number): level.pk for level in Level.objects.all()}
    for escalation in Escalation.objects.select_related("level").iterator():
        came, level = escalation.submitted_at, levels[escalation.level.ladder, 1]
        for event in escalation.events.filter(verb__in=CLIMBS).order_by("at", "pk"):
            Stay.objects.create(escalation=escalation, level_id=level, came_at=came, left_at=event.at)
            came, level = event.at, levels[escalation.level.ladder, int(event.detail)]
        Stay.objects.create(escalation=escalation, level_id=level, came_at=came)


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0004_posts_and_people'),
    ]

    operations = [
        migrations.RunPython(suggest_the_next_level, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(name_the_posts, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(tell_the_stays, migrations.RunPython.noop, elidable=True),
    ]
