"""Everything that happens by the clock, on one page.

The rows say what is due; these only look. Beat asks a worker to look, and `manage.py sweep` looks by
itself when there is neither beat nor broker. Looking twice changes nothing, so a row may be missed,
doubled or late. Beat counts from its own start: nothing here may be rarer than once an hour.
"""

from datetime import timedelta

# task: how often to look
SCHEDULE: dict[str, timedelta] = {
    "portal.outbox.tasks.deliver_due": timedelta(seconds=5),
    "portal.webhooks.tasks.deliver_due": timedelta(seconds=5),
    "escalations.tasks.ring_alarms": timedelta(seconds=15),
    "escalations.complaints.tasks.ring_alarms": timedelta(seconds=15),
    "escalations.tasks.remind_of_ends": timedelta(minutes=1),
    "escalations.providers.tasks.ring_clocks": timedelta(seconds=15),
    "escalations.tasks.ring_concerns": timedelta(seconds=15),
    "escalations.tasks.send_digests": timedelta(minutes=1),
    "tickets.tasks.ring_clocks": timedelta(seconds=15),
    "tickets.inbound.tasks.receive": timedelta(seconds=10),
    "knowledgebase.tasks.publish_and_end_due": timedelta(seconds=15),
    "knowledgebase.tasks.tell_followers": timedelta(minutes=1),
    "tickets.tasks.end_due": timedelta(minutes=1),
    "tickets.tasks.count_days": timedelta(hours=1),
    "tickets.tasks.forget_personal": timedelta(hours=1),
    "knowledgebase.tasks.remind_editors": timedelta(hours=1),
    "knowledgebase.tasks.forget_searches": timedelta(hours=1),
    "knowledgebase.tasks.follow_links": timedelta(minutes=10),
    "knowledgebase.tasks.tell_of_the_week": timedelta(hours=1),
    "knowledgebase.tasks.tell_of_comments": timedelta(hours=1),
    "portal.outbox.tasks.forget_secrets": timedelta(hours=1),
    "portal.accounts.tasks.forget_drafts": timedelta(hours=1),
    "portal.attachments.tasks.forget_pending": timedelta(hours=1),
    "tickets.inbound.tasks.forget_orphans": timedelta(hours=1),
    "portal.businesstime.tasks.fill_holidays": timedelta(hours=1),
}

BEAT = {
    # A call that no worker heard for so long has been made again since.
    name: {"task": name, "schedule": every, "options": {"expires": every.total_seconds() + 60}}
    for name, every in SCHEDULE.items()
}
