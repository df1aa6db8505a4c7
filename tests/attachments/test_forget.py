from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from portal.attachments.actions import keep
from portal.attachments.models import Attachment
from portal.attachments.tasks import forget_pending
from tests.attachments.make import PNG, upload
from tests.tickets import make as tickets
from tickets import actions

pytestmark = pytest.mark.django_db


def file_of(user, name, hours_old=0) -> Attachment:
    file = keep(upload(name, PNG + name.encode()), name=name, kind="png", by=user, key="f" * 32)
    Attachment.objects.filter(pk=file.pk).update(created_at=timezone.now() - timedelta(hours=hours_old))
    return file


def test_what_waited_a_day_for_its_form_is_forgotten_bytes_included():
    ticket = tickets.ticket()
    old, young = file_of(ticket.requester, "old.png", 25), file_of(ticket.requester, "young.png", 23)
    claimed = file_of(ticket.requester, "claimed.png", 25)
    actions.reply(ticket, by=ticket.requester, text="See.", files=[claimed])
    assert forget_pending() == 1
    assert forget_pending() == 0
    assert set(Attachment.objects.values_list("name", flat=True)) == {"young.png", "claimed.png"}
    assert not default_storage.exists(old.file.name)
    assert default_storage.exists(young.file.name) and default_storage.exists(claimed.file.name)


def test_bytes_that_no_row_knows_are_forgotten():
    day = timezone.now() - timedelta(days=3)
    orphan = default_storage.save(f"attachments/{day:%Y-%m-%d}/orphan", ContentFile(b"half a file"))
    known = file_of(tickets.ticket().requester, "known.png", 3)
    assert forget_pending() == 1
    assert not default_storage.exists(orphan)
    assert default_storage.exists(known.file.name)
