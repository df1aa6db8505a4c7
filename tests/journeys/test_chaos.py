"""Nothing is lost: processes are killed and mail is refused while many people escalate, each twice.

S1-20, S1-21: every one has a receipt and an acknowledgement. A second copy of a letter exists only
where its outcome was unknown, and then the letter says so.
"""

from __future__ import annotations

import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.processes import ROOT, Clearway, until
from tests.outbox.mail_server import MailServer, close_after_this, hang_up, say

pytestmark = pytest.mark.chaos

ESCALATIONS, IN_THE_SUITE = 500, 150
FAULTS = 8
CUSTOMER = "customer@client.example"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


class Visitor:
    """A signed-in person whose browser tries again when the connection breaks."""

    def __init__(self, portal: Clearway, session: str):
        self.portal, self.session = portal, session
        self.opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, path: str, data: dict | None = None, token: str = "", patience: float = 60):
        """(status, body, Location); broken connections and 5xx are tried again, as people do."""
        deadline = time.monotonic() + patience
        while True:
            request = urllib.request.Request(
                self.portal.url + path,
                data=urllib.parse.urlencode(data).encode() if data else None,
                headers={"Cookie": f"sessionid={self.session}; csrftoken={token}", "Origin": self.portal.url},
            )
            try:
                with self.opener.open(request, timeout=15) as response:
                    return response.status, response.read().decode(), response.headers.get("Location", "")
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return error.code, error.read().decode(), error.headers.get("Location", "")
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise AssertionError(f"{path} did not answer for {patience} s")
            time.sleep(0.1)

    def form(self, path: str) -> dict:
        """The page's hidden fields: its token and the key that makes sending twice safe."""
        status, body, _where = self.ask(path)
        assert status == 200, (path, status)
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body))
        if reason := re.search(r'name="main_reason" value="(\d+)"', body):
            fields["main_reason"] = reason[1]
        assert "form_key" in fields and "csrfmiddlewaretoken" in fields, path
        return fields

    def send(self, path: str, fields: dict):
        return self.ask(path, fields, token=fields["csrfmiddlewaretoken"])


def escalate(visitor: Visitor, hidden: dict, case: str) -> str:
    """Sent twice, as a double click does. Both answers lead to the same escalation."""
    fields = hidden | {
        "form_key": secrets.token_urlsafe(24),
        "case": case,
        "subject": f"{case} stands still",
        "reason": "It has happened three times.",
        "description": "Six people wait.",
        "impact": "major",
        "main_reason": hidden["main_reason"],
        "facts_of": case,
        "verify_problem": "yes",
        "verify_impact": "yes",
        "verify_workaround": "yes",
        "verify_milestone": "none",
    }
    first, second = visitor.send("/escalate/", fields), visitor.send("/escalate/", fields)
    assert first[0] == second[0] == 302, (first[:2], second[:2])
    assert first[2] == second[2]
    return first[2]


def acknowledge(visitor: Visitor, hidden: dict, where: str) -> None:
    """Through the admin. After a broken connection it is sent again, under the same key."""
    path = f"/admin/escalations/escalation/{number_in(where)}/acknowledge/"
    status, body, _where = visitor.send(path, hidden | {"form_key": secrets.token_urlsafe(24)})
    assert status == 302, body


def number_in(where: str) -> int:
    return int(re.search(r"ESC-0*(\d+)", where)[1])


def sometimes(share: float, act):
    """At this share of the steps the server does as it is told; otherwise it goes on."""

    async def maybe(server):
        return await act(server) if random.random() < share else None

    return maybe


class Killer(threading.Thread):
    """Kills a process at a random moment of the arrivals, and starts it again as a supervisor would.

    Moments are counted in arrivals, not in seconds: a fast machine has as many deaths as a slow one.
    """

    def __init__(self, portal: Clearway, faults: list):
        super().__init__(daemon=True)
        self.portal, self.faults, self.arrivals = portal, faults, []
        self.done, self.count = threading.Event(), 0

    def run(self):
        moment = 0
        # When all have arrived, their letters are still on the way: the deaths go on until there were enough.
        while not self.done.wait(0.05) or self.count < FAULTS:
            if len(self.arrivals) > moment or self.done.is_set():
                random.choice(self.faults)(self.portal)
                self.count += 1
                moment = len(self.arrivals) + random.randint(15, 45)


def kill(name: str):
    def fault(portal: Clearway):
        portal.kill(name)
        portal.start_again(name)

    return fault


def freeze(name: str):
    """Hangs, and wakes up later to find that others have done its work."""

    def fault(portal: Clearway):
        group = portal.running[name].pid
        os.killpg(group, signal.SIGSTOP)
        time.sleep(3)
        os.killpg(group, signal.SIGCONT)

    return fault


def empty_broker(portal: Clearway):
    """Every message that waits is gone; the rows are not."""
    if portal.env["REDIS_URL"]:
        subprocess.run(
            ["redis-cli", "-u", portal.env["REDIS_URL"], "FLUSHDB"], check=True, capture_output=True
        )
    for path in (portal.folder / "broker").glob("*.msg"):
        path.unlink(missing_ok=True)


def inside(portal: Clearway, work: str, argument: int) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.chaos_data", work, str(argument)],
        cwd=ROOT,
        env=portal.env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture
def mail_server():
    server = MailServer()
    server.start()
    server.always("RCPT", sometimes(0.05, say("451 try again later")))
    server.always("DATA", sometimes(0.02, hang_up))
    server.always("CONTENT", sometimes(0.02, hang_up))
    server.always("STORED", sometimes(0.02, close_after_this))
    yield server
    server.stop()


def test_escalations_survive_every_death(new_portal, mail_server, request):
    """500 with the long list of faults (`make chaos`), 150 with the short one."""
    random.seed(7)
    many = ESCALATIONS if request.config.getoption("--chaos") else IN_THE_SUITE
    portal = new_portal(EMAIL_URL=mail_server.url, EMAIL_TIMEOUT="2")
    story = inside(portal, "prepare", many)
    portal.start()
    faults = [kill("web"), kill("worker"), kill("worker"), kill("sweep")]
    if request.config.getoption("--chaos"):
        faults += [kill("beat"), freeze("worker"), freeze("sweep"), empty_broker]
    killer = Killer(portal, faults)
    killer.start()

    def arrive(case: str) -> str:
        killer.arrivals.append(case)
        return escalate(customer, form, case)

    customer, team = Visitor(portal, story["customer"]), Visitor(portal, story["resolutions"])
    form = customer.form("/escalate/")
    with ThreadPoolExecutor(6) as people, ThreadPoolExecutor(2) as resolvers:
        first = arrive(story["cases"][0])
        button = team.form(f"/admin/escalations/escalation/{number_in(first)}/acknowledge/")
        arrived = people.map(arrive, story["cases"][1:])
        done = [resolvers.submit(acknowledge, team, button, where) for where in [first, *arrived]]
        for each in done:
            each.result()
    killer.done.set()
    killer.join()
    # The trouble is over; what was put off comes at its next turn.
    for step in ("RCPT", "DATA", "CONTENT", "STORED"):
        mail_server.always(step, sometimes(0, hang_up))

    def all_there():
        kinds = Counter(kind_of(letter) for letter in mail_server.mailbox if CUSTOMER in letter.to)
        return kinds["receipt"] >= many and kinds["acknowledgement"] >= many

    portal.skip_ahead(minutes=3)
    until(all_there, seconds=60, what="every letter")
    check(inside(portal, "facts", story["first_escalation"]), story, mail_server)
    assert killer.count >= FAULTS


def kind_of(letter) -> str:
    subject = str(letter.message["Subject"])
    return (
        "receipt"
        if "We have received your escalation" in subject
        else "acknowledgement"
        if "assess" in subject
        else ""
    )


def check(facts: dict, story: dict, server: MailServer) -> None:
    assert sorted(facts["escalations"].values()) == sorted(story["cases"])
    assert facts["acknowledged_in_time"] == facts["acknowledge_events"] == len(story["cases"])
    letters = {letter["message_id"]: letter for letter in facts["letters"]}
    arrived = Counter(letter.message_id for letter in server.mailbox)
    for kind in ("receipt", "acknowledgement"):
        about = Counter(
            re.search(r"\[(ESC-\d+)", str(letter.message["Subject"]))[1]
            for letter in {letter.message_id: letter for letter in server.mailbox}.values()
            if CUSTOMER in letter.to and kind_of(letter) == kind
        )
        assert about == dict.fromkeys(facts["escalations"], 1), kind
    unmarked = [key for key, copies in arrived.items() if copies > 1 and not letters[key]["ambiguous"]]
    assert unmarked == []
    assert set(arrived) <= set(letters)
