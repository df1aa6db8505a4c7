"""One request, one subject: an agent splits, or the customer does it as soon as it is sent."""

from datetime import date

import pytest

from portal.attachments.models import Attachment
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.attachments.make import upload
from tests.tickets import make as tickets
from tickets import actions
from tickets.actions.splitting import Piece
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
KEY = "s" * 32
THREE = "How do I close a month?\n\nWhy is stock slow?\n\nWho may add people?"


def url(ticket, verb="change") -> str:
    return f"/admin/tickets/ticket/{ticket.pk}/{verb}/"


def sent(client, customer, text=THREE, *names) -> Ticket:
    """By the page, with files."""
    client.force_login(customer)
    files = [upload(name) for name in names]
    typed = {"subject": "Three things", "text": text, "impact": "major", "form_key": "f" * 32, "files": files}
    assert client.post("/requests/new/technical/", typed).status_code == 302
    return Ticket.objects.latest("pk")


def page(client, ticket) -> str:
    return client.get(f"/requests/{ticket.reference}/").content.decode()


class TestByAnAgent:
    def test_chosen_messages_and_files_go_on_in_a_new_request_and_stay(self, client):  # S3-14, S3-15
        customer, agent = make.customer(), make.staff()
        ticket = sent(client, customer, "It is slow.", "plan.png")
        second = actions.reply(ticket, by=customer, text="And how do I add people?")
        note = actions.note(ticket, by=agent, text="INSIDE-SECRET")
        client.force_login(agent)
        chosen = [ticket.messages.first().pk, second.pk, note.pk]
        typed = {"subject": "Adding people", "chosen": chosen, "form_key": KEY}
        for _ in range(2):
            assert client.post(url(ticket, "split"), typed).status_code == 302
        new = Ticket.objects.exclude(pk=ticket.pk).get()
        assert (new.requester, new.organisation, new.status) == (customer, ticket.organisation, "new")
        assert (new.impact, new.subject) == ("major", "Adding people")
        assert [m.body for m in new.messages.all()] == ["It is slow.", second.body, "INSIDE-SECRET"]
        assert ticket.messages.count() == 3
        assert new.messages.first().attachments.get().name == "plan.png"
        client.force_login(customer)
        for one, other in ((ticket, new), (new, ticket)):
            shown = page(client, one)
            assert f'href="/requests/{other.reference}/"' in shown and "INSIDE-SECRET" not in shown

    def test_the_customer_is_told_both_numbers_in_one_letter(self):
        ticket, agent = tickets.ticket(), make.staff()
        new = actions.split(ticket, by=agent, subject="Another", chosen=list(ticket.messages.all()))
        letter = Letter.objects.exclude(kind__endswith="received").get()
        assert ticket.reference in letter.text and new.reference in letter.text
        assert letter.to == ticket.requester.email

    def test_the_shared_file_is_for_who_sees_the_new_request(self, client):
        customer, agent = make.customer(), make.staff()
        ticket = sent(client, customer, "It is slow.", "plan.png")
        new = actions.split(ticket, by=agent, subject="Another", chosen=list(ticket.messages.all()))
        shared = new.messages.get().attachments.get()
        assert b"".join(client.get(shared.get_absolute_url()).streaming_content)
        client.force_login(make.customer())
        assert client.get(shared.get_absolute_url()).status_code == 404

    def test_it_is_found_by_its_subject(self, client):
        ticket, agent = tickets.ticket(), make.staff()
        actions.split(ticket, by=agent, subject="Zanzibar", chosen=list(ticket.messages.all()))
        client.force_login(agent)
        assert "Zanzibar" in client.get("/admin/tickets/ticket/?q=zanzibar").content.decode()

    def test_internal_notes_alone_make_no_request(self, client):
        ticket, agent = tickets.ticket(), make.staff()
        note = actions.note(ticket, by=agent, text="Between us.")
        client.force_login(agent)
        typed = {"subject": "Another", "chosen": [note.pk], "form_key": KEY}
        assert client.post(url(ticket, "split"), typed).status_code == 422
        assert Ticket.objects.count() == 1

    def test_messages_of_another_request_are_not_taken_along(self, client):
        ticket, other = tickets.ticket(), tickets.ticket(text="OF-SOMEBODY-ELSE")
        client.force_login(make.staff())
        typed = {"subject": "Another", "chosen": [other.messages.get().pk], "form_key": KEY}
        assert client.post(url(ticket, "split"), typed).status_code == 422


class TestByTheCustomer:
    def typed(self, **more) -> dict:
        return {
            "own_2": "on",
            "subject_2": "Slow stock",
            "text_2": "Why is stock slow?",
            "own_3": "on",
            "subject_3": "People",
            "text_3": "Who may add people?",
            "form_key": KEY,
        } | more

    def test_the_page_offers_it_and_one_button_does_it_once(self, client):  # S3-14 to S3-16, B13
        customer = make.customer()
        ticket = sent(client, customer)
        assert "This looks like 3 questions." in page(client, ticket)
        here = f"/requests/{ticket.reference}/separate/"
        shown = client.get(here).content.decode()
        assert "Why is stock slow?" in shown and f"Question 1 stays in {ticket.reference}" in shown
        for _ in range(2):
            assert client.post(here, self.typed())["Location"] == f"/requests/{ticket.reference}/"
        made = list(Ticket.objects.exclude(pk=ticket.pk).order_by("pk"))
        assert [(new.subject, new.impact, new.requester) for new in made] == [
            ("Slow stock", "major", customer),
            ("People", "major", customer),
        ]
        shown = page(client, ticket)
        assert f"{made[0].reference}, {made[1].reference}" in shown and "This looks like" not in shown
        assert f"It began in {ticket.reference}" in page(client, made[0])

    def test_files_stay_move_or_go_with_all(self, client):
        ticket = sent(client, make.customer(), THREE, "a.png", "b.png", "c.png")
        stays, moves, shared = Attachment.objects.order_by("pk")
        typed = self.typed(
            **{f"file_{stays.pk}": "here", f"file_{moves.pk}": "2", f"file_{shared.pk}": "all"}
        )
        here = f"/requests/{ticket.reference}/separate/"
        for _ in range(2):
            assert client.post(here, typed).status_code == 302
        second, third = Ticket.objects.exclude(pk=ticket.pk).order_by("pk")

        def names(one):
            return sorted(file.name for file in one.messages.get().attachments.all())

        assert (names(ticket), names(second), names(third)) == (
            ["a.png", "c.png"],
            ["b.png", "c.png"],
            ["c.png"],
        )

    def test_a_question_that_is_not_chosen_stays(self, client):
        ticket = sent(client, make.customer())
        typed = self.typed()
        del typed["own_3"]
        client.post(f"/requests/{ticket.reference}/separate/", typed)
        assert list(Ticket.objects.exclude(pk=ticket.pk).values_list("subject", flat=True)) == ["Slow stock"]

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"subject_2": ""}, "Say in a few words what it is about."),
            ({"text_3": ""}, "Describe it, so that we can begin at once."),
            ({"own_2": "", "own_3": ""}, "Choose at least one question"),
        ],
    )
    def test_what_is_missing_is_said_and_the_rest_kept(self, client, wrong, words):
        ticket = sent(client, make.customer())
        typed = {name: value for name, value in self.typed(**wrong).items() if value}
        response = client.post(f"/requests/{ticket.reference}/separate/", typed)
        assert response.status_code == 422 and words in response.content.decode()
        assert "Who may add people?" in response.content.decode() or "text_3" in wrong
        assert Ticket.objects.count() == 1

    def test_only_who_sent_it_may_and_only_before_work_begins(self, client):
        customer = make.customer()
        ticket = sent(client, customer)
        here, colleague = f"/requests/{ticket.reference}/separate/", make.colleague(customer)
        with pytest.raises(IllegalMove):
            actions.separate(ticket, by=colleague, pieces=[Piece("Slow", "Why?")])
        for person in (colleague, make.customer(), make.staff()):
            client.force_login(person)
            assert client.get(here).status_code == 404
            assert client.post(here, self.typed()).status_code == 404
        client.force_login(customer)
        actions.start(ticket, by=make.staff())
        assert "This looks like" not in page(client, ticket)
        assert client.get(here)["Location"] == f"/requests/{ticket.reference}/"
        assert client.post(here, self.typed()).status_code == 302
        assert Ticket.objects.count() == 1

    def test_one_question_is_offered_nothing(self, client):
        ticket = sent(client, make.customer(), "Why is it slow?")
        assert "This looks like" not in page(client, ticket)
        assert client.get(f"/requests/{ticket.reference}/separate/").status_code == 404

    def test_when_the_contract_has_ended_meanwhile_a_sentence_says_so(self, client):
        """S3-5: nothing is raised without a contract, and nothing is lost."""
        customer = make.customer()
        ticket = sent(client, customer)
        customer.membership.organisation.contracts.update(ends_on=date(2001, 1, 1))
        typed = {"form_key": KEY, "own_2": "on", "subject_2": "Slow", "text_2": "Why is stock slow?"}
        response = client.post(f"/requests/{ticket.reference}/separate/", typed, follow=True)
        assert "with a service contract that is in force" in response.content.decode()
        assert Ticket.objects.get() == ticket
