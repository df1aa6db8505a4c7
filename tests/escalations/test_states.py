"""The table of moves: what is legal from where, and that everything else is refused with a sentence."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from escalations import actions
from escalations.numbers import EscalationConverter, parse, reference
from escalations.states import MEANINGS, MOVES, OPEN, Status
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove, legal_verbs
from tests import make as people
from tests.escalations import agreed, make

pytestmark = pytest.mark.django_db

WALKS = {
    Status.RECEIVED: make.received,
    Status.ACKNOWLEDGED: make.acknowledged,
    Status.APPROVED: make.approved,
    Status.PLANNED: make.planned,
    Status.PROPOSED: make.proposed,
    Status.DECLINED: make.declined,
    Status.RESOLVED: make.resolved,
}
WORDS = {
    "take": {},
    "agree": {},
    "learn": make.LESSON,
    "propose_end": {**make.CONDITIONS, **make.LESSON},
    "prioritise": {"ground": "pressing", "note": "Because."},
    "share_plan": {"steps": make.STEPS[:1], "version": 1},
    "assign_engineer": lambda: {"engineer": people.staff(Role.ENGINEER)},
    "add_participant": {"name": "Sam Hill", "side": "third"},
    "take_concern": lambda: {"call_at": timezone.now() + timedelta(hours=1)},
    "close_concern": lambda: {"note": "We call daily.", "conducted_by": [people.staff(Role.REGIONAL)]},
    "improve": {"what": "Something.", "owner": "Somebody"},
    "propose_communication": {"mode": "email", "rhythm": "days", "every": 1},
    "arrange_call": {
        "purpose": "The plan",
        "starts_at": datetime(2030, 1, 1, 12, tzinfo=UTC),
        "zone": "Europe/London",
        "lasts_minutes": 30,
        "how_to_join": "+44 20 7946 0130",
        "attendees": [],
    },
}
MOVED = {name: WORDS["arrange_call"][name] for name in ("starts_at", "zone", "lasts_minutes", "how_to_join")}
# Verbs about a row of the escalation, which is made first.
ABOUT = {
    "remove_participant": lambda it: {"participant": agreed.bare_participant(it).pk},
    "finish_step": lambda it: {"step": agreed.bare_step(it).pk},
    "accept_plan": lambda it: {"seen": agreed.seen(it)},
    "object_to_plan": lambda it: {"seen": agreed.seen(it), "note": "Too late."},
    "agree_communication": lambda it: {"plan": agreed.bare_proposal(it).pk},
    "ask_other_communication": lambda it: {"plan": agreed.bare_proposal(it).pk, "note": "By phone."},
    "move_call": lambda it: {"call": agreed.bare_call(it).pk, **MOVED},
    "cancel_call": lambda it: {"call": agreed.bare_call(it).pk},
    "keep_minutes": lambda it: {
        "call": agreed.bare_call(it, starts_in=-timedelta(hours=1)).pk,
        "minutes": "All went well.",
    },
}
# These need something that was there before, and have tests of their own.
APART = {"unprioritise", "move_in", "move_out"}
# What must have happened before a verb makes sense.
BEFORE = {"take_concern": make.concerned, "close_concern": make.concerned}
VERBS = [verb for verb, row in MOVES.items() if row.actor != "system" and verb not in APART]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_works_from_the_statuses_of_the_table_and_from_no_other(verb, status):
    escalation = BEFORE.get(verb, lambda escalation: escalation)(WALKS[status]())
    before = escalation.events.count()
    words = ABOUT[verb](escalation) if verb in ABOUT else WORDS.get(verb, {"note": "Because."})
    words = words() if callable(words) else words
    if verb == "share_plan":
        words = {**words, "version": escalation.version}
    if verb == "record_agreement":
        now = timezone.now()
        words = {"spoken_by": "Nadia Berger", "spoken_at": now, "spoken_how": "on the phone"}
    if status in MOVES[verb].starts:
        changed = getattr(actions, verb)(escalation, by=make.resolutions(), **words)
        assert changed.status == (MOVES[verb].end or status)
    else:
        with pytest.raises(IllegalMove, match="This cannot be done now"):
            getattr(actions, verb)(escalation, by=make.resolutions(), **words)
        assert escalation.events.count() == before


@pytest.mark.parametrize("status", OPEN)
def test_an_open_escalation_always_says_what_comes_next_and_by_when(status):
    escalation = WALKS[status]()
    if status == Status.PROPOSED:  # the customer has the word, and is reminded
        assert escalation.proposals.open().get().remind_by and not escalation.promises.open().exists()
    else:
        assert escalation.due_by and escalation.promises.open().exists()


def test_every_status_says_what_it_means_to_each_reader():
    for status in Status:
        meaning = MEANINGS[status]
        assert meaning.agent and meaning.customer and meaning.explanation and meaning.tone and meaning.shape


def test_the_first_button_of_each_status_is_its_next_step():
    first = {status: legal_verbs(MOVES, status, actor="staff")[0] for status in OPEN}
    assert first == {
        Status.RECEIVED: "acknowledge",
        Status.ACKNOWLEDGED: "approve",
        Status.APPROVED: "share_plan",
        Status.PLANNED: "share_plan",
        Status.PROPOSED: "record_agreement",
    }


def test_a_number_is_read_as_people_say_it():
    assert [parse(text) for text in ("ESC-00147", "esc 147", "147", " ESC-147 ")] == [147] * 4
    assert [parse(text) for text in ("", "CW-00147", "ESC-", "0", "ESC-0", "1x", "9" * 30)] == [None] * 7
    assert reference(147) == "ESC-00147"


def test_an_address_has_exactly_one_spelling():
    converter = EscalationConverter()
    assert converter.to_python("ESC-00147") == 147 and converter.to_url(147) == "ESC-00147"
    with pytest.raises(ValueError):
        converter.to_python("ESC-000147")
