"""Two threads: what was written in the wrong one is moved, with its files, and both say so."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from escalations import actions
from portal.attachments import actions as files
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets import actions as cases
from tickets.models import Message, Ticket
from tickets.search import search_all

pytestmark = pytest.mark.django_db


def a_file(by):
    key = new_key()
    kept = ContentFile(b"a log", name="slow.txt")
    return files.keep(kept, name="slow.txt", kind="txt", by=by, key=key)


@pytest.fixture
def jonas():
    return people.staff(name="Jonas Weber")


@pytest.fixture
def mireille():
    return make.resolutions()


def test_words_about_progress_move_from_the_case_to_the_escalation(client, mireille, jonas):
    escalation = make.received(make.case(agent=jonas))
    customer, ticket = escalation.requester, escalation.ticket
    file = a_file(customer)
    message = cases.reply(ticket, by=customer, text="Nobody tells us zanzibar.", files=[file])
    actions.move_in(escalation, by=mireille, message=message.pk)
    assert not Message.objects.filter(pk=message.pk).exists()
    moved = escalation.events.get(note="Nobody tells us zanzibar.")
    assert (moved.by, moved.public, moved.at) == (customer, True, message.at)
    file.refresh_from_db()
    assert file.owner == moved
    client.force_login(customer)
    passport = page(client.get(escalation.get_absolute_url()))
    assert "Nobody tells us zanzibar." in passport and "slow.txt" in passport
    assert f"moved a message here from case {ticket.reference}" in passport
    case = page(client.get(f"/requests/{ticket.reference}/"))
    assert "Nobody tells us zanzibar." not in case and "moved a message about progress to" in case
    assert client.get(file.get_absolute_url()).status_code == 200
    assert not search_all(Ticket.objects.all(), "zanzibar").exists()


def test_words_about_the_matter_move_to_the_case_and_back(client, mireille):
    escalation = make.received()
    customer = escalation.requester
    file = a_file(customer)
    actions.add(escalation, by=customer, note="The log says quokka.", files=[file])
    event = escalation.events.get(note="The log says quokka.")
    actions.move_out(escalation, by=mireille, message=event.pk)
    message = Message.objects.get(ticket=escalation.ticket, body="The log says quokka.")
    assert (message.author, message.kind, message.voice, message.at) == (
        customer,
        "public",
        "customer",
        event.at,
    )
    file.refresh_from_db()
    assert file.owner == message and not escalation.events.filter(pk=event.pk).exists()
    assert search_all(Ticket.objects.all(), "quokka").get() == escalation.ticket
    assert escalation.ticket.events.filter(verb="move_in", public=True).exists()
    actions.move_in(escalation, by=mireille, message=message.pk)
    assert escalation.events.filter(note="The log says quokka.", verb="add").exists()


@pytest.mark.parametrize("way", ["in", "out"])
def test_what_is_internal_stays_internal_on_both_ways(client, mireille, jonas, way):
    escalation = make.received(make.case(agent=jonas))
    if way == "in":
        note = cases.note(escalation.ticket, by=jonas, text="They are right.")
        actions.move_in(escalation, by=mireille, message=note.pk)
        assert not escalation.events.get(note="They are right.").public
    else:
        actions.note(escalation, by=mireille, note="They are right.")
        event = escalation.events.get(note="They are right.")
        actions.move_out(escalation, by=mireille, message=event.pk)
        assert Message.objects.get(body="They are right.").is_internal
    client.force_login(escalation.requester)
    for address in (escalation.get_absolute_url(), f"/requests/{escalation.ticket.reference}/"):
        shown = page(client.get(address))
        assert "They are right." not in shown and "moved a message" not in shown


def test_what_is_not_there_is_not_moved(mireille, jonas):
    escalation, other = make.received(), make.received()
    theirs = cases.answer(other.ticket, by=jonas, text="Of another case.")
    first = escalation.ticket.messages.get()
    actions.update(escalation, by=mireille, note="Going well.")  # stands in both already
    ours = Message.objects.get(ticket=escalation.ticket, body="Going well.")
    for message in (theirs, first, ours):
        with pytest.raises(actions.NotThere):
            actions.move_in(escalation, by=mireille, message=message.pk)
    with pytest.raises(actions.NotThere):
        actions.move_out(escalation, by=mireille, message=escalation.events.get(verb="submit").pk)
    assert not escalation.events.filter(verb__in=["move_in", "move_out"]).exists()


def test_staff_choose_the_message_on_a_page(client, mireille, jonas):
    escalation = make.received(make.case(agent=jonas))
    message = cases.reply(escalation.ticket, by=escalation.requester, text="Nobody tells us.")
    client.force_login(mireille)
    url = reverse("admin:escalations_escalation_move_in", args=[escalation.pk])
    assert url in page(client.get(reverse("admin:tickets_ticket_change", args=[escalation.ticket_id])))
    assert "Nobody tells us." in page(client.get(url))
    assert client.post(url, {"form_key": new_key()}).status_code == 422
    assert client.post(url, {"form_key": new_key(), "message": message.pk}).status_code == 302
    assert "Nobody tells us." in page(
        client.get(reverse("admin:escalations_escalation_change", args=[escalation.pk]))
    )
