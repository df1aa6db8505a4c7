"""A call is a row: signed, made by a worker, tried again, kept, and never made into our own network."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portal.accounts.roles import Role
from portal.webhooks import actions
from portal.webhooks.guarding import Refused, address_of
from portal.webhooks.models import Call, Hook
from portal.webhooks.queue import queue_call
from portal.webhooks.states import State
from portal.webhooks.tasks import deliver_due
from tests import make

pytestmark = pytest.mark.django_db


class Receiver(HTTPServer):
    """A real server on this machine that keeps what it gets and answers as told."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Keeping)
        self.got, self.answers = [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/pager?team=1"


class _Keeping(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def receiver(settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(receiver):
    return Hook.objects.create(name="Pager", url=receiver.url)


def queued(hook, key="issue:1") -> Call:
    queue_call(hook, "provider_issue.received", key=key, about="PRV-00001", data={"summary": "Café"})
    return Call.objects.get(key=f"{key}:{hook.pk}")


def test_a_call_is_posted_once_and_signed_so_that_the_receiver_can_tell(hook, receiver):
    call = queued(hook)
    assert deliver_due() == 1
    assert deliver_due() == 0

    [(path, headers, body)] = receiver.got
    assert path == "/pager?team=1"
    assert json.loads(body) == {"type": "provider_issue.received", "data": {"summary": "Café"}}
    content = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    secret = base64.b64decode(hook.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode()
    assert headers["Webhook-Signature"] == f"v1,{expected}"
    call.refresh_from_db()
    assert (call.state, call.attempts, call.owner) == (State.SENT, 1, "")
    assert [row.answer for row in call.tries.all()] == [204]


def test_the_same_occasion_is_queued_once(hook):
    queued(hook)
    queued(hook)
    assert Call.objects.count() == 1


def test_without_a_hook_or_with_one_that_is_switched_off_nothing_is_queued(hook):
    queue_call(None, "x", key="a", data={})
    hook.is_active = False
    queue_call(hook, "x", key="a", data={})
    assert not Call.objects.exists()


def test_what_was_answered_badly_is_tried_again_later_with_the_same_id(hook, receiver, time_machine):
    receiver.answers = [500, 302]
    call = queued(hook)
    for wait in (1, 2):
        assert deliver_due() == 0
        call.refresh_from_db()
        assert call.state == State.QUEUED
        assert call.due_at - call.tries.last().at == pytest.approx(
            timedelta(minutes=wait), abs=timedelta(seconds=2)
        )
        time_machine.move_to(call.due_at + timedelta(seconds=1), tick=False)
    assert deliver_due() == 1
    assert [row.answer for row in call.tries.all()] == [500, 302, 204]  # a redirect is not followed
    assert len({headers["Webhook-Id"] for _path, headers, _body in receiver.got}) == 1


def test_after_three_days_it_fails_and_can_be_replayed(hook, receiver):
    receiver.answers = [503]
    call = queued(hook)
    Call.objects.update(tried_since=timezone.now() - timedelta(hours=73), attempts=9)
    assert deliver_due() == 0
    call.refresh_from_db()
    assert call.state == State.FAILED

    manager = make.staff(Role.MANAGER)
    actions.replay(call, by=manager)
    assert deliver_due() == 1
    call.refresh_from_db()
    assert (call.state, call.again_by) == (State.SENT, manager)
    assert [row.answer for row in call.tries.all()] == [503, 204]


def test_the_replay_is_a_button_in_the_back_office(hook, receiver, client):
    call = queued(hook)
    deliver_due()
    client.force_login(make.staff(Role.INTEGRATION))
    page = client.get(f"/admin/webhooks/call/{call.pk}/change/").content.decode()
    assert "204" in page
    assert "Replay" in page
    client.post(f"/admin/webhooks/call/{call.pk}/replay/", {})
    call.refresh_from_db()
    assert call.state == State.QUEUED


def test_nobody_there_is_a_try_like_any_other(hook, receiver):
    hook.url = "http://127.0.0.1:9/"
    hook.save()
    call = queued(hook)
    assert deliver_due() == 0
    assert "ConnectionRefusedError" in call.tries.get().error
    call.refresh_from_db()
    assert call.state == State.QUEUED


def test_a_call_of_a_worker_that_died_is_made_by_another(hook, receiver):
    call = queued(hook)
    past = timezone.now() - timedelta(seconds=1)
    Call.objects.update(state=State.CLAIMED, owner="dead", lease_until=past, attempts=1)
    assert deliver_due() == 1
    call.refresh_from_db()
    assert call.state == State.SENT


def test_nothing_is_called_that_was_not_committed(hook, receiver):
    with pytest.raises(ArithmeticError), transaction.atomic():
        queued(hook)
        raise ArithmeticError
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "0x7f.1", "64:ff9b::7f00:1"],
)
def test_an_address_inside_our_own_network_is_refused(host, settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = False
    with pytest.raises(Refused):
        address_of(host, 443)


def test_a_refused_address_fails_at_once_and_nothing_is_sent(hook, receiver, settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = False
    call = queued(hook)
    Hook.objects.update(url=receiver.url.replace("http:", "https:"))
    assert deliver_due() == 0
    call.refresh_from_db()
    assert call.state == State.FAILED
    assert "private network" in call.last_error
    assert receiver.got == []


@pytest.mark.parametrize("url", ["http://example.org/", "https://user:secret@example.org/", "https:///x"])
def test_what_may_not_be_called_cannot_be_written_down(url, settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = False
    with pytest.raises(ValidationError):
        Hook(name="Pager", url=url).full_clean()


def test_a_secret_that_cannot_sign_cannot_be_written_down():
    with pytest.raises(ValidationError):
        Hook(name="Pager", url="https://example.org/", secret="whsec_***").full_clean()
