"""What is due is done without beat and without a broker."""

import os
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.module_loading import import_string

from portal import schedule
from portal.celery import app
from portal.outbox.models import Letter
from portal.outbox.tasks import deliver_due
from tests.outbox import make


# Outside a transaction: the command closes connections that are not as it expects them.
@pytest.mark.django_db(transaction=True)
def test_one_look_sends_what_is_due(states):
    make.letters(3)
    call_command("sweep", "--once")
    assert states() == {"sent": 3}


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_is_logged_and_does_not_stop_the_others(states, monkeypatch, caplog):
    rows = {"portal.outbox.tasks.absent": timedelta(seconds=5), **schedule.SCHEDULE}
    monkeypatch.setattr("portal.management.commands.sweep.SCHEDULE", rows)
    make.letter()
    call_command("sweep", "--once")
    assert states() == {"sent": 1}
    assert "portal.outbox.tasks.absent failed" in caplog.text
    assert "Traceback" in caplog.text


def test_it_goes_on_until_it_is_told_to_stop_and_then_ends_well(desk, mail_server):
    desk.do("queue", number=2)
    sweep = desk.start("sweep")
    desk.until(lambda: {row.state for row in desk.rows()} == {"sent"})
    os.kill(sweep.pid, signal.SIGTERM)
    assert desk.ended(sweep) == 0


@pytest.mark.parametrize("name", schedule.SCHEDULE)
def test_every_row_of_the_schedule_is_a_task_that_runs_at_least_hourly(name):
    task = import_string(name)
    assert task.name == name
    assert schedule.SCHEDULE[name] <= timedelta(hours=1)
    assert schedule.BEAT[name]["task"] == name


@pytest.mark.django_db
def test_the_task_sends_and_run_twice_changes_nothing(states):
    make.letters(2)
    assert deliver_due() == 2
    assert deliver_due() == 0
    assert states() == {"sent": 2}


@pytest.mark.django_db
def test_a_third_hand_of_one_process_leaves_the_mail_to_the_first_two(monkeypatch):
    asked = []

    def another_comes_in():
        asked.append(deliver_due() if len(asked) < 5 else None)
        return type("Tally", (), {"sent": 7})

    monkeypatch.setattr("portal.outbox.tasks.deliver", another_comes_in)
    assert deliver_due() == 7
    # The second hand was let in, the third was not.
    assert asked == [0, 7]


def test_workers_speak_json_keep_nothing_and_acknowledge_late():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_acks_late is True
    assert app.conf.task_ignore_result is True
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.timezone == "UTC"
    assert app.conf.beat_schedule == schedule.BEAT


def test_finding_due_letters_reads_the_due_ones_only(db, django_assert_num_queries):
    make.letters(3)
    Letter.objects.update(state="sent")
    with django_assert_num_queries(2):
        deliver_due()
