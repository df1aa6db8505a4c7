"""The table of moves: what is legal from where, and that everything else is refused with a sentence."""

import pytest

from escalations import actions
from escalations.numbers import EscalationConverter, parse, reference
from escalations.states import MEANINGS, MOVES, OPEN, Status
from portal.workflow.moves import IllegalMove, legal_verbs
from tests.escalations import make

pytestmark = pytest.mark.django_db

WALKS = {
    Status.RECEIVED: make.received,
    Status.ACKNOWLEDGED: make.acknowledged,
    Status.APPROVED: make.approved,
    Status.PLANNED: make.planned,
    Status.DECLINED: make.declined,
    Status.RESOLVED: make.resolved,
}
WORDS = {
    "take": {},
    "prioritise": {"ground": "pressing", "note": "Because."},
    "share_plan": {"steps": make.STEPS, "version": 1},
    "improve": {"what": "Something.", "owner": "Somebody"},
}
VERBS = [verb for verb, row in MOVES.items() if row.actor != "system"]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_works_from_the_statuses_of_the_table_and_from_no_other(verb, status):
    escalation = WALKS[status]()
    before = escalation.events.count()
    words = WORDS.get(verb, {"note": "Because."})
    if verb == "share_plan":
        words = {**words, "version": escalation.version}
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
