"""A letter reaches a real mail server, or it is known why not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.outbox import leases
from portal.outbox.delivering import Tally, deliver
from portal.outbox.models import Letter
from tests.outbox import make
from tests.outbox.mail_server import close_after_this, hang_up, say, silence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_a_letter_is_sent_and_marked_so(mail_server, clock):
    letter = make.letter(words="We have received your escalation")
    assert letter.state == "queued"
    assert deliver() == Tally(sent=1)
    letter = make.now(letter)
    assert (letter.state, letter.copies, letter.ambiguous) == ("sent", 1, False)
    assert (letter.sent_at, letter.attempts, letter.owner, letter.lease_until) == (NOON, 1, "", None)
    (received,) = mail_server.mailbox
    assert received.to == ["nadia@client.example"]
    assert received.message["Subject"] == "We have received your escalation"
    assert received.message_id == letter.message_id


def test_running_twice_sends_once(mail_server):
    make.letters(3)
    assert deliver().sent == 3
    assert deliver() == Tally()
    assert len(mail_server.mailbox) == 3


def test_letters_go_in_due_order_over_one_connection(mail_server, clock):
    later, first = make.letter("later@client.example"), make.letter("first@client.example")
    Letter.objects.filter(pk=first.pk).update(due_at=NOON - timedelta(hours=1))
    deliver()
    assert [to for to, _id in mail_server.received()] == [first.to, later.to]
    assert mail_server.connections == 1


def test_one_bad_recipient_does_not_hurt_the_others(mail_server, states):
    letters = make.letters(40)
    mail_server.next("RCPT", *[None] * 17, say("550 5.1.1 no such person"))
    assert deliver() == Tally(sent=39, failed=1)
    assert states() == {"sent": 39, "failed": 1}
    failed = Letter.objects.get(state="failed")
    assert failed == letters[17]
    assert failed.last_error == "550 5.1.1 no such person"
    assert mail_server.connections == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "CONTENT"])
def test_a_refusal_for_good_fails_at_once_at_any_step(mail_server, step):
    mail_server.next(step, say("552 5.3.4 too big"))
    letter = make.letter()
    assert deliver() == Tally(failed=1)
    letter = make.now(letter)
    assert (letter.state, letter.last_error, letter.copies) == ("failed", "552 5.3.4 too big", 0)
    assert deliver() == Tally()


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "CONTENT"])
def test_a_refusal_for_now_waits_a_minute_at_any_step(mail_server, clock, step):
    mail_server.next(step, say("451 4.7.1 greylisted"))
    waiting, other = make.letters(2)
    assert deliver() == Tally(sent=1, put_off=1)
    waiting = make.now(waiting)
    assert (waiting.state, waiting.due_at) == ("queued", NOON + timedelta(minutes=1))
    assert (waiting.last_error, waiting.ambiguous) == ("451 4.7.1 greylisted", False)
    assert make.now(other).state == "sent"
    clock.shift(60)
    assert deliver() == Tally(sent=1)
    assert make.now(waiting).last_error == ""
    assert len(mail_server.mailbox) == 2


def test_the_waits_are_1_2_5_15_and_30_minutes_and_end_after_72_hours(mail_server, clock):
    mail_server.always("RCPT", say("450 mailbox busy"))
    letter = make.letter()
    waits, tried_at = [], NOON
    while deliver().put_off:
        letter = make.now(letter)
        waits.append((letter.due_at - tried_at).total_seconds() / 60)
        tried_at = letter.due_at
        clock.move_to(tried_at)
    assert waits[:6] == [1, 2, 5, 15, 30, 30]
    assert set(waits[5:]) == {30}
    letter = make.now(letter)
    assert letter.state == "failed"
    assert letter.last_error == "We tried for 72 hours. The last answer was: 450 mailbox busy"
    assert timedelta(hours=72) <= tried_at - NOON < timedelta(hours=72, minutes=30)


def test_a_server_that_is_down_costs_one_try_and_all_goes_when_it_is_back(mail_server, clock, settings):
    running = settings.EMAIL_URL
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    letters = make.letters(5)
    assert deliver() == Tally(put_off=1)
    tried, *rest = (make.now(letter) for letter in letters)
    assert (tried.state, tried.due_at) == ("queued", NOON + timedelta(minutes=1))
    assert "refused" in tried.last_error
    assert {(letter.attempts, letter.due_at <= NOON) for letter in rest} == {(0, True)}
    for _more in range(4):
        assert deliver() == Tally(put_off=1)
    assert deliver() == Tally()  # all five have their own time now
    settings.EMAIL_URL = running
    late = make.letter("late@client.example")
    # The new one finds the server back, and takes those along that only waited for it.
    assert deliver() == Tally(sent=6)
    assert make.now(late).state == "sent"


def test_a_server_down_for_three_days_is_a_failure_that_says_so(mail_server, clock, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    letter = make.letter()
    deliver()
    clock.shift(timedelta(hours=72))
    deliver()
    letter = make.now(letter)
    assert letter.state == "failed"
    assert "72 hours" in letter.last_error
    assert "refused" in letter.last_error


def test_workers_that_were_away_for_a_week_still_get_their_72_hours(mail_server, clock):
    letter = make.letter()
    clock.shift(timedelta(days=7))
    mail_server.next("RCPT", say("450 later"))
    deliver()
    assert make.now(letter).state == "queued"


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("act", [hang_up, silence])
def test_a_connection_lost_before_the_text_is_no_doubt(mail_server, clock, settings, step, act):
    settings.EMAIL_TIMEOUT = 0.3 if act is silence else 10
    # EHLO is followed by a try of HELO.
    mail_server.always(step, act)
    mail_server.always("HELO", act)
    letter = make.letter()
    assert deliver().put_off == 1
    letter = make.now(letter)
    assert (letter.state, letter.ambiguous, letter.copies) == ("queued", False, 0)
    assert letter.due_at == NOON + timedelta(minutes=1)
    assert letter.last_error


@pytest.mark.parametrize("step, stored", [("CONTENT", 0), ("STORED", 1)])
@pytest.mark.parametrize("act", [hang_up, silence])
def test_a_connection_lost_after_the_text_means_again_and_flagged(
    mail_server, clock, settings, step, stored, act
):
    settings.EMAIL_TIMEOUT = 0.3 if act is silence else 10
    mail_server.next(step, act)
    letter = make.letter()
    assert deliver() == Tally(unknown=1)
    letter = make.now(letter)
    assert (letter.state, letter.ambiguous, letter.copies) == ("queued", True, 1)
    clock.shift(60)
    settings.EMAIL_TIMEOUT = 10
    assert deliver() == Tally(sent=1)
    letter = make.now(letter)
    assert (letter.state, letter.ambiguous, letter.copies) == ("sent", True, 2)
    assert [message_id for _to, message_id in mail_server.received()] == [letter.message_id] * (stored + 1)
    # Byte for byte, so that a mailbox can tell.
    assert len({received.raw for received in mail_server.mailbox}) == 1


def test_a_secret_is_parked_when_its_outcome_is_unknown(mail_server, clock):
    mail_server.next("STORED", hang_up)
    letter = make.letter(sensitive=True, body="https://help.client.example/reset/secret/")
    assert deliver() == Tally(unknown=1)
    clock.shift(timedelta(days=1))
    assert deliver() == Tally()
    letter = make.now(letter)
    assert (letter.state, letter.copies) == ("unknown", 1)
    assert len(mail_server.mailbox) == 1
    assert leases.forget_secrets() == 0
    clock.shift(timedelta(days=2))
    assert leases.forget_secrets() == 1
    assert make.now(letter).text == make.now(letter).html == ""


def test_a_secret_is_cleared_once_it_is_sent_or_refused(mail_server):
    sent, refused = make.letter(sensitive=True), make.letter(sensitive=True)
    plain = make.letter()
    mail_server.next("RCPT", None, say("550 no"))
    deliver()
    assert [make.now(letter).state for letter in (sent, refused, plain)] == ["sent", "failed", "sent"]
    assert [bool(make.now(letter).text) for letter in (sent, refused, plain)] == [False, False, True]
    assert [bool(make.now(letter).html) for letter in (sent, refused, plain)] == [False, False, True]


def test_a_server_that_always_breaks_off_is_not_a_flood(mail_server, clock):
    mail_server.always("STORED", hang_up)
    letter = make.letter()
    for _day in range(10):
        deliver()
        clock.shift(timedelta(hours=1))
    letter = make.now(letter)
    assert (letter.state, letter.copies) == ("unknown", leases.MOST_COPIES)
    assert len(mail_server.mailbox) == leases.MOST_COPIES


def test_a_server_that_closes_after_each_letter_is_met_again(mail_server):
    make.letters(5)
    mail_server.always("STORED", close_after_this)
    assert deliver() == Tally(sent=5)
    assert mail_server.connections == 5


def test_a_server_that_says_421_ends_the_talk_not_the_letters(mail_server, clock):
    make.letters(3)
    mail_server.next("MAIL", None, say("421 too many letters, call again"))
    assert deliver() == Tally(sent=3)
    assert mail_server.connections == 2


def test_a_fault_of_ours_with_one_letter_does_not_stop_the_others(mail_server, states, caplog):
    broken, _fine = make.letters(2)
    # No such host can be written in ASCII.
    Letter.objects.filter(pk=broken.pk).update(to=f"nadia@{'x' * 64}.example")
    assert deliver().sent == 1
    assert states() == {"queued": 1, "sent": 1}
    assert "could not be sent" in caplog.text
    assert make.now(broken).last_error


def test_an_address_of_another_alphabet_travels_in_ascii(mail_server):
    make.letter("nadia@büro.example")
    assert deliver() == Tally(sent=1)
    assert mail_server.received()[0][0] == "nadia@xn--bro-hoa.example"


def test_the_return_path_is_ours(mail_server, settings):
    settings.SERVER_EMAIL = "bounces@client.example"
    make.letter()
    deliver()
    assert mail_server.mailbox[0].sender == "bounces@client.example"
