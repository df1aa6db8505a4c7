"""Workers that are killed, stopped or many: nothing is lost, and no second copy goes out silently."""

import contextlib
import os
import random
import signal
from collections import Counter

import pytest

from tests.outbox.mail_server import hang_up, say, signal_to

# Longer than any lease.
MUCH_LATER = 600


def copies_of(mail_server) -> Counter:
    return Counter(message_id for _to, message_id in mail_server.received())


def assert_nothing_lost_and_nothing_double_but_flagged(desk, mail_server):
    arrived = copies_of(mail_server)
    rows = desk.rows()
    assert set(arrived) == {row.message_id for row in rows}
    for row in rows:
        assert row.state == "sent"
        assert arrived[row.message_id] <= row.copies
        if row.copies > 1:
            assert row.ambiguous


@pytest.mark.parametrize(
    "step, doubtful, arrived",
    [
        ("EHLO", 0, 1),
        ("RCPT", 0, 1),
        ("DATA", 1, 1),
        ("CONTENT", 1, 1),
        ("STORED", 1, 2),
    ],
)
def test_a_worker_killed_at_any_step_loses_nothing(desk, mail_server, step, doubtful, arrived):
    desk.do("queue", number=3)
    pids = []
    mail_server.next(step, signal_to(pids, signal.SIGKILL))
    worker = desk.start("work")
    pids.append(worker.pid)
    assert desk.ended(worker) == -signal.SIGKILL
    assert Counter(row.state for row in desk.rows()) == {"claimed": 1, "queued": 2}
    desk.do("work")  # The lease of the dead one still holds: only the others go.
    assert Counter(row.state for row in desk.rows()) == {"claimed": 1, "sent": 2}
    desk.do("work", ahead=MUCH_LATER)
    assert_nothing_lost_and_nothing_double_but_flagged(desk, mail_server)
    assert [row.ambiguous for row in desk.rows()] == [bool(doubtful), False, False]
    assert copies_of(mail_server)[desk.rows()[0].message_id] == arrived


def test_a_secret_is_parked_when_its_worker_died_after_the_handover(desk, mail_server):
    desk.do("queue", number=1, sensitive=True)
    pids = []
    mail_server.next("STORED", signal_to(pids, signal.SIGKILL))
    worker = desk.start("work")
    pids.append(worker.pid)
    desk.ended(worker)
    desk.do("work", ahead=MUCH_LATER)
    (row,) = desk.rows()
    assert (row.state, row.ambiguous) == ("unknown", True)
    assert len(mail_server.mailbox) == 1


def test_a_stopped_worker_that_wakes_up_too_late_does_not_send(desk, mail_server):
    desk.do("queue", number=1)
    pids = []
    mail_server.next("RCPT", signal_to(pids, signal.SIGSTOP))
    stopped = desk.start("work")
    pids.append(stopped.pid)
    desk.until(lambda: desk.rows()[0].state == "claimed" and stopped_is_still(stopped))
    desk.do("work", ahead=MUCH_LATER)
    assert desk.rows()[0].state == "sent"
    os.kill(stopped.pid, signal.SIGCONT)
    assert desk.ended(stopped) == 0
    (row,) = desk.rows()
    assert (row.copies, row.ambiguous, row.attempts) == (1, False, 2)
    assert len(mail_server.mailbox) == 1


def stopped_is_still(process) -> bool:
    with open(f"/proc/{process.pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "T"


def test_many_workers_never_send_the_same_letter_twice(desk, mail_server):
    desk.do("queue", number=80)
    workers = [desk.start("work", threads=2) for _ in range(3)]
    assert [desk.ended(worker) for worker in workers] == [0, 0, 0]
    assert set(copies_of(mail_server).values()) == {1}
    assert len(mail_server.mailbox) == 80
    assert {(row.state, row.copies, row.ambiguous, row.attempts) for row in desk.rows()} == {
        ("sent", 1, False, 1)
    }


def test_a_bad_day_of_kills_refusals_and_lost_answers_loses_nothing(desk, mail_server):
    desk.do("queue", number=60)
    pids = []
    kill = signal_to(pids, signal.SIGKILL)
    mail_server.next("RCPT", *[None] * 7, kill, *[None] * 9, say("451 busy"), hang_up, *[None] * 5, kill)
    mail_server.next("DATA", *[None] * 12, kill, hang_up)
    mail_server.next("CONTENT", *[None] * 18, kill, hang_up, say("452 full"))
    mail_server.next("STORED", *[None] * 4, hang_up, *[None] * 9, kill, *[None] * 9, hang_up, kill)
    ended = Counter()
    for turn in range(20):
        worker = desk.start("work", ahead=turn * MUCH_LATER)
        pids[:] = [worker.pid]
        ended[desk.ended(worker)] += 1
        if {row.state for row in desk.rows()} == {"sent"}:
            break
    assert ended[-signal.SIGKILL] == 6
    assert_nothing_lost_and_nothing_double_but_flagged(desk, mail_server)
    assert 0 < sum(row.ambiguous for row in desk.rows()) <= 8


@pytest.mark.chaos
def test_a_bad_week_of_a_thousand_letters_loses_nothing(desk, mail_server, request):
    """Each step of each letter goes wrong with some chance, and two workers are killed by chance."""
    if not request.config.getoption("--chaos"):
        pytest.skip("a long one: make chaos")
    chance = random.Random(20261120)
    pids: list[int] = []
    faults = {
        "MAIL": [(0.02, say("451 busy")), (0.01, hang_up)],
        "RCPT": [(0.05, say("450 later")), (0.02, hang_up), (0.007, kill_any(pids, chance))],
        "DATA": [(0.02, hang_up), (0.007, kill_any(pids, chance))],
        "CONTENT": [(0.05, say("452 full")), (0.03, hang_up), (0.007, kill_any(pids, chance))],
        "STORED": [(0.05, hang_up), (0.007, kill_any(pids, chance))],
    }
    for step, chances in faults.items():
        mail_server.always(step, by_chance(chance, chances))
    desk.do("queue", number=1000)
    killed = 0
    for turn in range(300):
        pair = [desk.start("work", ahead=turn * MUCH_LATER) for _ in range(2)]
        pids[:] = [worker.pid for worker in pair]
        killed += sum(desk.ended(worker) == -signal.SIGKILL for worker in pair)
        if {row.state for row in desk.rows()} == {"sent"}:
            break
    assert killed > 10
    assert_nothing_lost_and_nothing_double_but_flagged(desk, mail_server)
    assert 0 < sum(row.ambiguous for row in desk.rows()) < 200


def by_chance(chance, chances):
    async def act(server):
        dice = chance.random()
        for share, act in chances:
            if dice < share:
                return await act(server)
            dice -= share
        return None

    return act


def kill_any(pids, chance):
    """One of the workers, not necessarily the one that is speaking."""

    async def act(server):
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(pids), signal.SIGKILL)
        return None

    return act
