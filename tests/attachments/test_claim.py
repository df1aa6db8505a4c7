import pytest

from portal.attachments import actions
from portal.attachments.models import Attachment
from tests import make
from tests.attachments.make import PNG, upload
from tests.tickets import make as tickets
from tickets.actions import reply

pytestmark = pytest.mark.django_db


def pending(user, name="a.png") -> Attachment:
    return actions.keep(upload(name, PNG + name.encode()), name=name, kind="png", by=user, key="f" * 32)


def test_a_claimed_file_belongs_to_its_message():
    ticket = tickets.ticket()
    file = pending(ticket.requester)
    message = reply(ticket, by=ticket.requester, text="See the picture.", files=[file])
    file.refresh_from_db()
    assert file.owner == message and file.form_key == ""
    assert not Attachment.objects.pending().exists()


def test_nobody_claims_what_somebody_else_sent():
    ticket = tickets.ticket()
    file = pending(make.customer())
    with pytest.raises(actions.FilesGone):
        reply(ticket, by=ticket.requester, text="Mine now.", files=[file])
    assert ticket.messages.count() == 1
    assert Attachment.objects.pending().get() == file


def test_a_file_is_claimed_once():
    ticket = tickets.ticket()
    file = pending(ticket.requester)
    reply(ticket, by=ticket.requester, text="Once.", files=[file])
    with pytest.raises(actions.FilesGone):
        reply(ticket, by=ticket.requester, text="Twice.", files=[file])
    assert ticket.messages.count() == 2


def test_a_claimed_file_is_not_dropped():
    ticket = tickets.ticket()
    file = pending(ticket.requester)
    reply(ticket, by=ticket.requester, text="Here.", files=[file])
    assert not actions.drop(file)
    file.refresh_from_db()
    assert file.file.read().startswith(PNG)
