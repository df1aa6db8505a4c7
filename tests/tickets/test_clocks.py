"""The clocks of a request: what is promised by plan and severity, when they stand, who hears. C1, C3, C8."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from portal.contracts.models import SupportPlan, Target
from portal.contracts.shipping import round_the_clock
from portal.outbox.models import Letter
from portal.workflow import kept
from tests import make
from tests.escalations import make as escalations
from tests.speed.counting import plan
from tests.tickets import make as tickets
from tickets import actions, tasks
from tickets.actions.moving import move
from tickets.deadlines import effect_on
from tickets.models import Ticket, TicketClock
from tickets.scales import Severity

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # London is on UTC in winter
HOUR = timedelta(hours=1)


def at(moment):
    return time_machine.travel(moment, tick=False)


def clock(ticket, kind) -> TicketClock:
    """The last of its kind that was not replaced."""
    return ticket.clocks.filter(kind=kind, let_go_at=None).latest("pk")


def due(ticket, kind) -> datetime:
    return clock(ticket, kind).due_by


def ring(moment) -> int:
    with at(moment):
        return tasks.ring_clocks()


def told(ticket) -> list[tuple[str, str]]:
    letters = Letter.objects.filter(
        about=ticket.reference, kind__in=["tickets/email/warned", "tickets/email/missed"]
    )
    return [(letter.kind.rpartition("/")[2], letter.to) for letter in letters.order_by("pk")]


@pytest.fixture
def agent():
    return make.staff(name="Jonas Weber")


@pytest.fixture
def ticket():
    """Received on Monday at 10:00; the customer says that there is a workaround: severity 3 for now."""
    with at(MONDAY):
        return tickets.ticket(impact="moderate")


class TestWhatIsPromised:
    # S2-6, S2-100
    def test_an_answer_and_a_resolution_with_the_receipt(self, ticket):
        assert due(ticket, "respond") == MONDAY + 4 * HOUR
        # 50 working hours: 7 h 15 on Monday, four days of 8 h 30, 8 h 45 are left on the second Monday
        assert due(ticket, "resolve") == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
        assert (ticket.due_kind, ticket.due_by) == ("respond", MONDAY + 4 * HOUR)

    @pytest.mark.parametrize(
        ("impact", "minutes"),
        [("critical", 30), ("major", 60), ("moderate", 240), ("limited", 510), ("", 240)],
    )
    def test_before_triage_the_customers_own_words_decide(self, impact, minutes):
        assert clock(tickets.ticket(impact=impact), "respond").minutes == minutes

    def test_the_letter_says_by_when_and_how_it_was_counted(self, ticket):
        letter = Letter.objects.get(about=ticket.reference)
        words = " ".join(letter.text.replace("\N{NBSP}", " ").split())
        assert "We will answer by: Monday 23 November, 14:00 London time" in words
        assert "How we counted this" in words

    def test_an_answer_keeps_the_first_and_promises_the_next_word(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.answer(ticket, by=agent, text="We look into it.")
        assert clock(ticket, "respond").kept_at == MONDAY + HOUR
        assert clock(ticket, "respond").spent_seconds == 60 * 60
        # 1,020 minutes are two working days
        assert due(ticket, "update") == datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
        with at(MONDAY + 3 * HOUR):
            actions.answer(ticket, by=agent, text="Still looking.")
        first, second = ticket.clocks.filter(kind="update").order_by("pk")
        assert first.kept_at == MONDAY + 3 * HOUR
        assert second.due_by == datetime(2026, 11, 25, 13, 0, tzinfo=UTC)

    def test_taking_it_up_is_no_answer(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.take(ticket, by=agent)
            actions.note(ticket, by=agent, text="Seen before.")
        assert clock(ticket, "respond").kept_at is None

    def test_a_plan_need_not_promise_everything(self):
        Target.objects.exclude(kind="respond").delete()
        kept.forget()
        ticket = tickets.ticket()
        assert [clock.kind for clock in ticket.clocks.all()] == ["respond"]

    # C8
    def test_a_target_names_its_calendar_or_says_24_x_7(self):
        always = round_the_clock()
        Target.objects.filter(kind="respond", severity=1).update(calendar=always)
        kept.forget()
        with at(datetime(2026, 11, 21, 23, 50, tzinfo=UTC)):  # a Saturday night
            ticket = tickets.ticket(impact="critical")
        assert due(ticket, "respond") == datetime(2026, 11, 22, 0, 20, tzinfo=UTC)
        assert clock(ticket, "resolve").calendar == Calendar.objects.default()


class TestStanding:
    def test_a_question_pauses_and_the_reply_promises_an_answer_anew(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.ask(ticket, by=agent, text="Which version?")
        assert clock(ticket, "respond").kept_at == MONDAY + HOUR
        resolve = clock(ticket, "resolve")
        assert resolve.paused_at == MONDAY + HOUR and resolve.running_since is None
        assert Ticket.objects.get(pk=ticket.pk).due_by is None
        with at(MONDAY + 3 * HOUR):
            actions.reply(ticket, by=ticket.requester, text="8.1")
        assert due(ticket, "resolve") == datetime(2026, 12, 1, 11, 0, tzinfo=UTC)  # two hours later
        assert due(ticket, "update") == datetime(2026, 11, 25, 13, 0, tzinfo=UTC)

    def test_a_pause_outside_our_hours_costs_nothing(self, ticket, agent):
        before = due(ticket, "resolve")
        with at(MONDAY + timedelta(hours=8)):  # 18:00, we are closed since 17:15
            actions.ask(ticket, by=agent, text="Which version?")
        with at(MONDAY + timedelta(hours=21)):  # 07:00 on Tuesday
            actions.reply(ticket, by=ticket.requester, text="8.1")
        assert due(ticket, "resolve") == before

    # S3-42
    def test_a_hold_pauses_what_is_promised_and_says_why(self, ticket, agent, client):
        actions_at = MONDAY + HOUR
        with at(actions_at):
            actions.take(ticket, by=agent)
            actions.hold(ticket, by=ticket.requester)
        respond = clock(ticket, "respond")
        assert respond.paused_at == actions_at and respond.stops[-1][2] == "hold"
        client.force_login(ticket.requester)
        with at(actions_at + HOUR):
            page = client.get(f"/requests/{ticket.reference}/").content.decode().replace("\N{NBSP}", " ")
            assert "Paused at your request" in page and "3 h was left" in page
            actions.resume(ticket, by=ticket.requester)
        assert due(ticket, "respond") == MONDAY + 5 * HOUR

    # S3-38
    def test_while_the_customer_tests_it_stands_and_a_no_lets_it_go_on(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.resolve(ticket, by=agent, text="Corrected.")
        assert clock(ticket, "resolve").is_standing
        with at(MONDAY + 2 * HOUR):
            actions.refuse(ticket, by=ticket.requester, text="No.")
        assert clock(ticket, "resolve").spent(MONDAY + 3 * HOUR) == 2 * 60 * 60

    def test_what_was_resolved_in_time_stays_so_however_long_the_test_takes(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.resolve(ticket, by=agent, text="Corrected.")
        with at(MONDAY + timedelta(days=30)):
            actions.confirm(ticket, by=ticket.requester)
        resolve = clock(ticket, "resolve")
        assert resolve.state() == "kept"
        assert resolve.spent_seconds == 60 * 60

    def test_a_late_clock_stays_late_but_spends_no_time_while_it_stands(self, ticket, agent):
        late = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)  # an hour after the deadline
        with at(late):
            actions.ask(ticket, by=agent, text="Which version?")
        with at(late + timedelta(days=7)):
            resolve = clock(ticket, "resolve")
            assert (resolve.state(), resolve.minutes_late()) == ("late", 60)

    def test_development_runs_on_unless_the_plan_says_otherwise(self, ticket):
        ticket.status = "planned"
        assert effect_on(ticket)[0] == "runs"
        ticket.plan = SupportPlan(development_pauses=True)
        assert effect_on(ticket) == ("paused", "development")

    def test_no_clock_runs_and_stands_at_once(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.ask(ticket, by=agent, text="Which version?")
        assert not ticket.clocks.filter(running_since__isnull=False, paused_at__isnull=False).exists()


class TestReopened:
    # S3-41, C3
    def test_another_cycle_begins(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.close(ticket, by=agent, text="A duplicate.")
        assert not ticket.clocks.open().exists()
        back = MONDAY + timedelta(days=1)
        with at(back):
            actions.reopen(ticket, by=ticket.requester, text="It is back.")
        assert {(c.kind, c.cycle, c.started_at) for c in ticket.clocks.open()} == {
            ("respond", 2, back),
            ("resolve", 2, back),
        }
        with at(back + HOUR):
            actions.answer(ticket, by=agent, text="We look again.")
        assert clock(ticket, "update").cycle == 2

    # S3-41: it is our turn again, so there is a next word
    def test_an_update_of_customer_resolutions_promises_the_next_one(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.close(ticket, by=agent, text="A duplicate.")
        with at(MONDAY + 2 * HOUR):
            actions.reopen(ticket, by=ticket.requester, text="It is back.")
        with at(MONDAY + 3 * HOUR):
            actions.supplement(ticket, by=agent, text="We look at it with the team.")
        assert Ticket.objects.get(pk=ticket.pk).status == "reactivated"
        assert clock(ticket, "update").is_standing is False

    def test_where_no_resolution_is_promised_it_begins_again_once(self, agent):
        Target.objects.filter(kind="resolve").delete()
        kept.forget()
        with at(MONDAY):
            ticket = tickets.ticket(impact="critical")
            actions.close(ticket, by=agent, text="A duplicate.")
        with at(MONDAY + HOUR):
            actions.reopen(ticket, by=ticket.requester, text="It is back.")
        with at(MONDAY + 2 * HOUR):
            actions.note(ticket, by=agent, text="Seen before.")
        assert (clock(ticket, "respond").started_at, clock(ticket, "respond").cycle) == (MONDAY + HOUR, 2)
        with at(MONDAY + 3 * HOUR):
            actions.answer(ticket, by=agent, text="We look again.")
        # and what is promised next is of the same life, for the same severity
        assert (clock(ticket, "update").cycle, clock(ticket, "update").severity) == (2, 1)


class TestSeverity:
    def triaged(self, ticket, number, moment, agent):
        with at(moment):
            return move(
                ticket, "note", by=agent, at=moment, public=False, severity=Severity.objects.get(pk=number)
            )

    def test_another_severity_has_other_targets_from_the_same_start(self, ticket, agent):
        with at(MONDAY + timedelta(minutes=10)):
            actions.take(ticket, by=agent)
        self.triaged(ticket, 2, MONDAY + timedelta(minutes=20), agent)
        assert due(ticket, "respond") == MONDAY + HOUR
        assert Ticket.objects.get(pk=ticket.pk).due_by == MONDAY + HOUR
        assert ticket.clocks.filter(kind="respond", let_go_at__isnull=False).count() == 1

    def test_pauses_that_were_stay_pauses(self, ticket, agent):
        with at(MONDAY + HOUR):
            actions.ask(ticket, by=agent, text="Which version?")
        with at(MONDAY + 3 * HOUR):
            actions.reply(ticket, by=ticket.requester, text="8.1")
        self.triaged(ticket, 2, MONDAY + 4 * HOUR, agent)
        # two working days and the two hours in which we waited
        assert due(ticket, "resolve") == datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
        assert clock(ticket, "resolve").spent(MONDAY + 4 * HOUR) == 2 * 60 * 60

    def test_what_was_missed_is_not_missed_by_a_longer_promise_that_stands(self, ticket, agent):
        self.triaged(ticket, 1, MONDAY + timedelta(minutes=1), agent)
        ring(MONDAY + HOUR)
        with at(MONDAY + HOUR):
            actions.hold(ticket, by=ticket.requester)
        later = MONDAY + timedelta(days=2)
        self.triaged(ticket, 4, later, agent)
        respond = clock(ticket, "respond")
        assert (respond.state(later), respond.missed_at) == ("paused", None)

    def test_a_promise_that_was_replaced_spends_no_more_time(self, ticket, agent):
        self.triaged(ticket, 2, MONDAY + HOUR, agent)
        replaced = ticket.clocks.get(kind="resolve", let_go_at__isnull=False)
        assert replaced.running_since is None
        assert replaced.spent(MONDAY + 5 * HOUR) == 60 * 60

    def test_a_promise_that_is_over_by_the_new_severity_is_missed_once(self, ticket, agent):
        self.triaged(ticket, 1, MONDAY + 3 * HOUR, agent)
        assert ring(MONDAY + 3 * HOUR) == 1
        assert clock(ticket, "respond").missed_at == MONDAY + 3 * HOUR
        assert ring(MONDAY + 4 * HOUR) == 0


class TestAlarms:
    def test_a_warning_at_each_share_to_the_agent_and_whom_the_plan_names(self, ticket, agent):
        lead = make.staff(Role.LEAD)
        with at(MONDAY):
            actions.take(ticket, by=agent)
        assert ring(MONDAY + 2 * HOUR) == 0
        assert ring(MONDAY + 3 * HOUR) == 1  # 75 %
        assert sorted(told(ticket)) == sorted([("warned", agent.email), ("warned", lead.email)])
        assert ring(MONDAY + 3 * HOUR) == 0
        letter = Letter.objects.filter(kind="tickets/email/warned").first()
        assert letter.subject.startswith("75 % of the time is used: first response, Stock count")

    def test_a_breach_is_recorded_once_and_stays_owed(self, ticket):
        lead, manager = make.staff(Role.LEAD), make.staff(Role.MANAGER)
        late = MONDAY + 4 * HOUR
        assert ring(late) == 1
        assert clock(ticket, "respond").missed_at == late
        assert {to for kind, to in told(ticket) if kind == "missed"} == {lead.email, manager.email}
        for hours in (1, 30):
            ring(late + hours * HOUR)
        assert [kind for kind, _to in told(ticket)].count("missed") == 2
        assert list(ticket.events.values_list("verb", flat=True)).count("miss") == 1
        with at(late + HOUR):
            actions.answer(ticket, by=lead, text="We are late, and sorry.")
        assert clock(ticket, "respond").state() == "kept_late"

    def test_after_a_long_silence_only_the_latest_share_is_said(self, ticket, agent):
        with at(MONDAY):
            actions.take(ticket, by=agent)
        ring(MONDAY + timedelta(hours=3, minutes=50))
        assert [kind for kind, _to in told(ticket)] == ["warned"]

    def test_nobody_named_and_nobody_there_means_the_support_address(self, ticket, settings):
        ring(MONDAY + 4 * HOUR)
        assert told(ticket) == [("missed", settings.SUPPORT_EMAIL)]

    def test_people_of_another_team_hear_nothing(self, ticket, agent):
        SupportPlan.objects.update(alarms=[Role.AGENT.value])
        kept.forget()
        team = make.team()
        inside, _outside = make.staff(teams=[team]), make.staff(teams=[make.team()])
        with at(MONDAY):
            actions.assign(ticket, by=agent, team=team)
        ring(MONDAY + 4 * HOUR)
        assert told(ticket) == [("missed", inside.email)]

    def test_an_answer_beside_the_alarm_silences_it(self, ticket, agent):
        late = MONDAY + 4 * HOUR
        due_now = TicketClock.objects.due(late).get()
        with at(late - timedelta(seconds=1)):
            actions.answer(ticket, by=agent, text="Just in time.")
        with at(late):
            actions.ring_clock(due_now.pk, at=late)
        assert told(ticket) == []

    def test_the_sweep_touches_only_what_is_due(self, ticket):
        if connection.vendor == "postgresql":
            # So few rows are read by any index and sorted afterwards.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_sort = off")
        assert "ticketclock_next_alarm" in plan(TicketClock.objects.due(MONDAY))


class TestOnThePages:
    def test_the_list_says_by_when_we_write(self, ticket, client):
        client.force_login(ticket.requester)
        with at(MONDAY + HOUR):
            page = client.get("/requests/").content.decode().replace("\N{NBSP}", " ")
            assert "We answer by <strong>Today, 14:00</strong>" in page
        with at(MONDAY + 5 * HOUR):
            assert "It waits to be taken up" in client.get("/requests/").content.decode()

    def test_the_customer_sees_what_is_promised_and_how_it_was_counted(self, ticket, client):
        client.force_login(ticket.requester)
        with at(MONDAY + HOUR):
            page = client.get(f"/requests/{ticket.reference}/").content.decode().replace("\N{NBSP}", " ")
        assert "We will answer by" in page and "We aim to resolve it by" in page
        assert "How we counted this" in page

    def test_late_is_said_as_it_is(self, ticket, client):
        ring(MONDAY + 4 * HOUR)
        client.force_login(ticket.requester)
        with at(MONDAY + 5 * HOUR):
            page = client.get(f"/requests/{ticket.reference}/").content.decode().replace("\N{NBSP}", " ")
        assert "We are 1 h late" in page and "Our team was told" in page

    def test_staff_see_every_clock_with_its_ledger(self, ticket, client, agent):
        client.force_login(agent)
        with at(MONDAY + HOUR):
            page = client.get(f"/admin/tickets/ticket/{ticket.pk}/change/").content.decode()
        assert "First answer" in page and "Resolution" in page and "How it was counted" in page

    def test_while_it_is_escalated_customer_resolutions_say_when_they_write_next(self, ticket, client, agent):
        with at(MONDAY + HOUR):
            actions.answer(ticket, by=agent, text="We look into it.")
            escalations.received(ticket, by=ticket.requester)
            client.force_login(ticket.requester)
            page = client.get(f"/requests/{ticket.reference}/").content.decode()
        assert "We will acknowledge your escalation by" in page and "We aim to resolve it by" in page
        assert page.count("We write again by") == 0
