"""A reply by mail does what the page of the request does, and only for whom its address was made."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.attachments.models import Attachment
from portal.outbox.models import Letter
from tests import make as people
from tests.attachments.make import EXE
from tests.inbound import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.inbound.models import Mail
from tickets.inbound.states import Reason, State
from tickets.models import Message, Ticket
from tickets.states import Status
from tickets.wording import done

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia():
    return people.customer(email="nadia@client.example")


@pytest.fixture
def ticket(nadia):
    return tickets.ticket(requester=nadia)


def answer(ticket, **said):
    return make.received(**{"to": make.reply_to(ticket), **said})


def waits(mail, reason):
    return (mail.status, mail.reason) == (State.QUARANTINED, reason)


def test_a_letter_about_a_case_is_answered_to_an_address_of_case_and_reader(ticket):
    address = make.reply_to(ticket)
    assert address.startswith(f"reply+{ticket.pk}.{ticket.requester_id}.")
    assert len(address.partition("@")[0]) <= 64
    assert address == address.lower()


def test_a_letter_to_an_agent_has_none(ticket):
    """What is said to whom is decided in the back office."""
    agent = people.staff()
    actions.take(ticket, by=agent)
    actions.reply(ticket, by=ticket.requester, text="One more thing.")
    assert Letter.objects.get(to=agent.email).reply_to == ""


def test_without_a_mailbox_letters_are_as_they_were(settings, nadia):
    settings.REPLY_EMAIL = ""
    assert make.reply_to(tickets.ticket(requester=nadia)) == ""


def test_a_reply_is_the_same_as_on_the_web(ticket):
    """S2-31, S2-110: it is our turn again, and the agent hears it."""
    agent = people.staff()
    actions.take(ticket, by=agent)
    tickets.walked(ticket, "waiting_for_customer", by=agent)
    mail = answer(
        ticket, text="Version 7.\n\nOn Mon, 2 Nov 2026 at 10:00, Support <s@x.example> wrote:\n> Which?\n"
    )
    ticket.refresh_from_db()
    said = Message.objects.filter(ticket=ticket).last()
    assert (said.body, said.author, said.voice) == ("Version 7.", ticket.requester, "customer")
    assert ticket.status == Status.CUSTOMER_RESPONDED
    assert (mail.status, mail.ticket, mail.said) == (State.TAKEN, ticket, said)
    assert Letter.objects.filter(to=agent.email, kind="tickets/email/replied").count() == 1


def test_capital_letters_on_the_way_do_no_harm(ticket):
    mail = answer(ticket, to=make.reply_to(ticket).upper(), sender="NADIA@Client.Example")
    assert mail.status == State.TAKEN


def test_the_address_is_found_where_servers_write_it(ticket):
    mail = make.received(to="Support <help@elsewhere.example>", Delivered_To=make.reply_to(ticket))
    assert mail.status == State.TAKEN


def test_another_sender_with_the_address_waits_for_a_person(ticket):
    people.customer(email="eve@client.example")
    mail = answer(ticket, sender="eve@client.example", text="Delete everything.")
    assert waits(mail, Reason.OTHER_SENDER)
    assert Message.objects.filter(ticket=ticket).count() == 1


@pytest.mark.parametrize("change", ["number", "person", "proof"])
def test_nobody_can_make_an_address(ticket, change):
    local, _at, domain = make.reply_to(ticket).partition("@")
    number, person, proof = local.removeprefix("reply+").split(".")
    changed = {
        "number": f"{int(number) + 1}.{person}.{proof}",
        "person": f"{number}.{int(person) + 1}.{proof}",
        "proof": f"{number}.{person}.{'a' * 32}",
    }[change]
    mail = answer(ticket, to=f"reply+{changed}@{domain}")
    assert waits(mail, Reason.WRONG_ADDRESS)


def test_an_address_outlives_a_change_of_the_key_while_the_old_one_is_named(ticket, settings):
    address = make.reply_to(ticket)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "key" * 20
    assert make.received(to=address).status == State.TAKEN
    settings.SECRET_KEY_FALLBACKS = []
    assert waits(make.received(to=address, text="Again."), Reason.WRONG_ADDRESS)


def test_rights_are_read_when_the_mail_comes(ticket):
    """Who was shown the case and may no longer read it cannot write into it."""
    other = people.colleague(ticket.requester, email="camille@client.example")
    from tickets.inbound.addresses import reply_address

    address = reply_address(ticket.pk, other.pk)
    assert make.received(to=address, sender=other.email).status == State.TAKEN
    other.memberships.update(sees="own")
    assert waits(make.received(to=address, sender=other.email, text="More."), Reason.NO_RIGHT)


def test_who_has_left_is_nobody(ticket):
    ticket.requester.is_active = False
    ticket.requester.save()
    assert waits(answer(ticket), Reason.OTHER_SENDER)


def test_an_address_that_is_not_proven_is_nobody(ticket):
    ticket.requester.emailaddress_set.update(verified=False)
    assert waits(answer(ticket), Reason.OTHER_SENDER)


@pytest.mark.parametrize("reference", ["In_Reply_To", "References"])
def test_a_reference_is_a_hint_and_no_key(ticket, reference):
    letter = Letter.objects.filter(about=ticket.reference).first()
    mail = make.received(**{reference: letter.message_id})
    assert waits(mail, Reason.ONLY_A_HINT)
    assert mail.ticket == ticket
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_a_number_in_the_subject_authorises_nothing(ticket):
    people.customer(email="eve@elsewhere.example")
    mail = make.received(sender="eve@elsewhere.example", subject=f"Re: your case [{ticket.reference}]")
    assert waits(mail, Reason.ONLY_A_HINT)
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_a_reply_to_a_resolved_case_says_that_it_is_not_solved(ticket):
    tickets.walked(ticket, "on_customer_test")
    answer(ticket, text="It still counts twice.")
    ticket.refresh_from_db()
    assert ticket.status == Status.CUSTOMER_RESPONDED
    assert ticket.events.filter(verb="refuse").exists()


@pytest.mark.parametrize("words", ["Thanks", "Merci beaucoup !", "Thank you very much\n-- \nNadia Berger"])
def test_a_bare_thanks_asks_and_reopens_nothing(ticket, words):
    tickets.walked(ticket, "on_customer_test")
    answer(ticket, text=words)
    ticket.refresh_from_db()
    assert ticket.status == Status.ON_CUSTOMER_TEST
    assert ticket.events.filter(verb="thank").count() == 1
    asked = Letter.objects.get(kind="tickets/email/thanked")
    assert (asked.to, asked.reply_to) == ("nadia@client.example", make.reply_to(ticket))
    answer(ticket, text=words + " ")
    assert Letter.objects.filter(kind="tickets/email/thanked").count() == 1


def test_a_bare_thanks_leaves_a_closed_case_closed(ticket):
    tickets.walked(ticket, "closed")
    letters = Letter.objects.count()
    assert answer(ticket, text="Merci").status == State.TAKEN
    ticket.refresh_from_db()
    assert (ticket.status, Letter.objects.count()) == (Status.CLOSED, letters)


def test_a_reply_to_a_closed_case_reopens_it_within_its_days(ticket):
    tickets.walked(ticket, "closed")
    answer(ticket, text="It is back.")
    ticket.refresh_from_db()
    assert ticket.status == Status.REACTIVATED


def test_after_its_days_a_reply_begins_a_request_that_follows_it(ticket):
    tickets.walked(ticket, "closed")
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=60))
    mail = answer(ticket, text="Now it is something else.")
    ticket.refresh_from_db()
    assert ticket.status == Status.CLOSED
    assert mail.ticket.follows == ticket
    assert mail.ticket.pk != ticket.pk


def test_who_has_no_contract_any_more_does_not_begin_one(ticket):
    tickets.walked(ticket, "closed")
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=60))
    ticket.organisation.contracts.all().delete()
    assert waits(answer(ticket, text="Something else."), Reason.NOT_ENTITLED)
    assert Ticket.objects.count() == 1


def test_staff_read_under_which_number_the_whole_message_is_kept(ticket):
    mail = answer(ticket)
    assert done(ticket.events.get(verb="receive")) == f"Came by email: {mail.reference}"


def test_a_reply_to_a_merged_case_goes_on_where_it_went(nadia):
    one, two = tickets.ticket(requester=nadia), tickets.ticket(requester=nadia, subject="Another")
    address = make.reply_to(one)
    actions.merge(one, by=people.staff(), into=two)
    mail = make.received(to=address, text="More about it.")
    assert (mail.status, mail.ticket) == (State.TAKEN, two)


def test_files_arrive_like_uploaded_ones_and_others_are_named(ticket):
    mail = answer(
        ticket,
        files=[
            make.picture(),
            ("tool.exe", EXE, "application/octet-stream"),
            ("empty.txt", b"", "text/plain"),
        ],
    )
    assert [file.name for file in mail.said.attachments.all()] == ["screen.png"]
    left = ticket.events.get(verb="leave_out")
    assert "tool.exe" in left.note
    assert "empty.txt" in left.note
    assert left.public
    assert not Attachment.objects.pending().exists()


def test_only_files_are_a_message_too(ticket):
    mail = answer(ticket, text="", files=[make.picture()])
    assert (mail.status, mail.said.body) == (State.TAKEN, "(Only files, no words.)")


def test_nothing_at_all_waits_for_a_person(ticket):
    assert waits(answer(ticket, text="\n\n"), Reason.EMPTY)


def test_a_text_beyond_the_limit_is_shortened_and_says_so(ticket):
    mail = answer(ticket, text="word " * 6000)
    assert len(mail.said.body) <= 20_000
    assert "longer than" in ticket.events.get(verb="leave_out").note


def test_colleagues_answer_in_the_back_office(ticket):
    agent = people.staff()
    from tickets.inbound.addresses import reply_address

    mail = make.received(to=reply_address(ticket.pk, agent.pk), sender=agent.email, text="Between us.")
    assert waits(mail, Reason.STAFF)
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_what_our_server_could_not_confirm_waits(ticket, settings):
    settings.INBOUND_AUTHSERV = "mx.support.example"
    unsure = answer(ticket)
    forged = answer(ticket, text="2", Authentication_Results="mx.evil.example; dmarc=pass")
    failed = answer(ticket, text="3", Authentication_Results="mx.support.example; dmarc=fail")
    proven = answer(ticket, text="4", Authentication_Results="mx.support.example; dmarc=pass header.from=x")
    assert [mail.reason for mail in (unsure, forged, failed)] == [Reason.NOT_PROVEN] * 3
    assert proven.status == State.TAKEN


def test_very_many_messages_of_one_sender_wait(ticket, settings):
    settings.INBOUND_MAIL_AN_HOUR = 2
    found = [answer(ticket, text=f"Line {n}").reason for n in range(3)]
    assert found == ["", "", Reason.TOO_MANY]
    assert Mail.objects.count() == 3
