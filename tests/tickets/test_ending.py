"""How a request ends by itself, and comes back. S2-116, S2-117, S2-125, S3-39, S3-41 to S3-44; C3, C4."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.speed.counting import plan
from tests.tickets import make as tickets
from tickets import actions, ending, tasks
from tickets.models import Ticket
from tickets.thanks import only_thanks

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 10, 2, tzinfo=UTC)
REMINDER, END = FRIDAY + timedelta(days=5), FRIDAY + timedelta(days=7)
NOTHING = timedelta(seconds=1)


def at(moment):
    return time_machine.travel(moment, tick=False)


def now(ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def plain(text: str) -> str:
    """On one line, with ordinary spaces."""
    return " ".join(text.replace("\N{NBSP}", " ").split())


def kinds(ticket) -> list[str]:
    letters = Letter.objects.filter(about=ticket.reference).order_by("pk")
    return [letter.kind.rpartition("/")[2] for letter in letters]


def look(moment) -> int:
    with at(moment):
        return tasks.end_due()


@pytest.fixture
def agent():
    return make.staff(name="Jonas Weber")


@pytest.fixture
def ticket(agent):
    with at(FRIDAY):
        ticket = tickets.ticket()
        actions.take(ticket, by=agent)
        actions.pend(ticket, by=agent, text="The count is fast again since Monday.")
    return now(ticket)


class TestPendingClosure:
    # S2-116
    def test_the_customer_is_told_at_once_until_when(self, ticket, client):
        assert (ticket.status, ticket.closes_at) == ("pending_closure", END)
        letter = Letter.objects.get(kind="tickets/email/pending")
        assert letter.to == ticket.requester.email
        assert "Without an answer it closes on:\n\n  Friday 27 November, 10:02" in letter.text.replace(
            "\N{NBSP}", " "
        )
        client.force_login(ticket.requester)
        with at(FRIDAY):
            page = plain(client.get(f"/requests/{ticket.reference}/").content.decode())
        assert "Without an answer it closes on Friday 27 November, 10:02" in page

    # S2-125
    def test_two_days_before_they_are_reminded_and_after_seven_it_closes(self, ticket):
        assert look(REMINDER - NOTHING) == 0
        assert look(REMINDER) == 1
        assert look(END - NOTHING) == 0
        assert kinds(ticket)[-1] == "closing_soon"
        assert look(END) == 1
        assert (now(ticket).status, now(ticket).closed_at) == ("closed", END)
        assert kinds(ticket)[-1] == "lapsed"

    def test_looking_twice_says_nothing_twice(self, ticket):
        for moment in (REMINDER, REMINDER, END, END, END + timedelta(days=1)):
            look(moment)
        assert kinds(ticket).count("closing_soon") == kinds(ticket).count("lapsed") == 1
        assert now(ticket).events.filter(verb="lapse").count() == 1

    def test_who_was_reminded_late_has_two_days_all_the_same(self, ticket):
        late = END + timedelta(days=3)
        assert look(late) == 1
        assert now(ticket).status == "pending_closure"
        assert now(ticket).closes_at == late + timedelta(days=2)
        assert look(late + timedelta(days=2)) == 1
        assert now(ticket).status == "closed"

    # S2-125
    @pytest.mark.parametrize("verb", ["reply", "refuse"])
    def test_an_answer_keeps_it_open(self, ticket, verb):
        with at(END - NOTHING):
            getattr(actions, verb)(ticket, by=ticket.requester, text="It is slow again.")
        assert look(END + timedelta(days=30)) == 0
        assert (now(ticket).status, now(ticket).closes_at) == ("customer_responded", None)

    def test_a_note_inside_changes_nothing_about_it(self, ticket, agent):
        with at(REMINDER):
            actions.note(ticket, by=agent, text="Let it lapse.")
        assert now(ticket).closes_at == END

    def test_seven_days_are_days_on_the_wall_also_over_the_change_of_the_clock(self):
        before = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)  # 10:00 in London, the clock goes back on the 25th
        assert ending.closes_at(before, "Europe/London", 7).astimezone(UTC) == datetime(
            2026, 10, 29, 10, tzinfo=UTC
        )

    def test_the_sweep_touches_only_what_is_due(self, ticket):
        assert "ticket_rings" in plan(Ticket.objects.due_to_end(END))


class TestReopening:
    @pytest.fixture
    def closed(self, ticket):
        with at(FRIDAY):
            actions.confirm(ticket, by=ticket.requester)
        return now(ticket)

    # S2-117
    def test_a_closed_request_is_only_read(self, closed):
        for verb in ("reply", "answer", "resolve", "pend", "hold"):
            with pytest.raises(IllegalMove):
                words = {} if verb == "hold" else {"text": "More."}
                getattr(actions, verb)(closed, by=closed.requester, **words)

    # S3-39, S3-41, S3-43
    def test_until_the_end_of_day_fourteen_on_the_readers_clock(self, closed):
        tokyo = make.colleague(closed.requester, zone="Asia/Tokyo")
        assert ending.reopens_until(closed.closed_at, "Europe/London", 14) == date(2026, 12, 4)
        last = datetime(2026, 12, 4, 23, 59, 59, tzinfo=UTC)  # London is on UTC in winter
        with at(last + NOTHING), pytest.raises(IllegalMove, match="too long ago"):
            actions.reopen(closed, by=closed.requester, text="It is back.")
        with at(last), pytest.raises(IllegalMove, match="too long ago"):
            actions.reopen(closed, by=tokyo, text="It is back.")
        with at(last):
            message = actions.reopen(closed, by=closed.requester, text="It is back.")
        assert (now(closed).status, now(closed).closed_at) == ("reactivated", None)
        assert message.body == "It is back."
        assert kinds(closed)[-1] == "reopened"

    # S3-43
    def test_it_is_a_form_on_the_page_and_it_works(self, closed, client):
        client.force_login(closed.requester)
        with at(FRIDAY + timedelta(days=3)):
            page = client.get(f"/requests/{closed.reference}/").content.decode()
            assert "Reopen the request" in page and "the end of Friday 4 December" in page.replace(
                "\N{NBSP}", " "
            )
            sent = {"form_key": "r" * 32, "text": "It is back since this morning."}
            answer = client.post(f"/requests/{closed.reference}/reopen/", sent)
        assert answer.status_code == 302
        assert now(closed).status == "reactivated"

    # S3-44
    def test_afterwards_a_new_request_that_follows_it_is_offered(self, closed, client):
        client.force_login(closed.requester)
        with at(FRIDAY + timedelta(days=15)):
            page = client.get(f"/requests/{closed.reference}/").content.decode()
            assert "Reopen the request" not in page
            assert f'/requests/new/?follows={closed.reference}"' in page
            choose = client.get(f"/requests/new/?follows={closed.reference}").content.decode()
            assert f"/requests/new/technical/?follows={closed.reference}" in choose
            form = client.get(f"/requests/new/technical/?follows={closed.reference}").content.decode()
            assert "This request follows" in form and closed.subject in form
            typed = {"subject": "Again", "text": "It is back.", "follows": closed.reference}
            client.post("/requests/new/technical/", {"form_key": "f" * 32, **typed})
        new = Ticket.objects.latest("pk")
        assert (new.subject, new.follows) == ("Again", closed)
        assert closed.reference in client.get(f"/requests/{new.reference}/").content.decode()

    def test_nobody_follows_a_request_of_others(self, closed, client):
        stranger = make.customer()
        client.force_login(stranger)
        assert (
            closed.subject
            not in client.get(f"/requests/new/technical/?follows={closed.reference}").content.decode()
        )
        typed = {"subject": "Again", "text": "It is back.", "follows": closed.reference}
        client.post("/requests/new/technical/", {"form_key": "s" * 32, **typed})
        assert Ticket.objects.get(requester=stranger).follows is None


class TestOnHold:
    # S3-42
    def test_the_customer_puts_it_on_hold_and_takes_it_up_again(self, agent, client):
        ticket = tickets.ticket()
        actions.take(ticket, by=agent)
        client.force_login(ticket.requester)
        here = f"/requests/{ticket.reference}/"
        assert "Put this request on hold" in client.get(here).content.decode()
        assert client.post(f"{here}hold/", {"form_key": "h" * 32}).status_code == 302
        assert now(ticket).status == "on_hold"
        page = client.get(here).content.decode()
        assert 'href="#resume"' in page and "Go on with it" in page and "Put this request on hold" not in page
        client.post(f"{here}resume/", {"form_key": "g" * 32})
        assert now(ticket).status == "customer_responded"
        assert kinds(ticket)[-2:] == ["held", "resumed"]

    @pytest.mark.parametrize("status", ["on_customer_test", "closed"])
    def test_what_is_finished_is_not_put_on_hold(self, status):
        ticket = tickets.ticket(status=status)
        with pytest.raises(IllegalMove):
            actions.hold(ticket, by=ticket.requester)


class TestThanks:
    @pytest.mark.parametrize(
        "text",
        [
            "Thanks!",
            "thank you",
            "Thank you very much, it works now.",
            "Hi, thanks a lot",
            "Merci beaucoup !",
            "Parfait, merci",
            "MERCI, ça marche",
        ],
    )
    def test_a_bare_thank_you_is_known(self, text):
        assert only_thanks(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ok",
            "It works",
            "No thanks",
            "Thanks, but it is still slow",
            "Thanks. Invoice 1184?",
            "Merci, mais rien n’a changé",
        ],
    )
    def test_anything_more_is_a_message(self, text):
        assert not only_thanks(text)

    @pytest.mark.parametrize("verb", ["refuse", "reply"])  # of a page that was opened before it was resolved
    def test_it_offers_to_close_and_reopens_nothing(self, ticket, client, verb):
        client.force_login(ticket.requester)
        sent = {"form_key": "t" * 32, "text": "Thank you very much!"}
        with at(FRIDAY):
            answer = client.post(f"/requests/{ticket.reference}/{verb}/", sent)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Thank you too. Does it work?" in page and "Thank you very much!" in page
        assert now(ticket).status == "pending_closure"
