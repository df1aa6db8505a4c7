"""The table of moves: what is legal from where, and that everything else is refused with a sentence."""

import pytest
from django.utils import timezone

from escalations.complaints import actions
from escalations.complaints.numbers import ComplaintConverter, parse, reference
from escalations.complaints.states import LEVEL_OF, MEANINGS, MOVES, OPEN, TO_JUDGE, Status
from portal.workflow.moves import IllegalMove, legal_verbs
from tests.complaints import make

pytestmark = pytest.mark.django_db

WALKS = {
    Status.RECEIVED: make.received,
    Status.LOOKING: make.looking,
    Status.ANSWERED: make.answered,
    Status.REFERRED: make.referred,
    Status.REVIEWING: make.reviewing,
    Status.RESPONDED: make.responded,
    Status.SOLUTIONS: make.with_solutions,
    Status.CONTACTED: make.contacted,
    Status.PROPOSED: make.proposed,
    Status.DISCUSSING: make.discussing,
    Status.RESOLVED: make.resolved,
    Status.AVENUES: make.ended,
}
VERBS = [verb for verb, row in MOVES.items() if row.actor != "system"]


def words_of(verb: str) -> dict:
    return {
        "take": {},
        "contact": {"how": "phone", "note": "We spoke."},
        "record_outcome": {"satisfied": True, "said_at": timezone.now(), **make.OUTCOME},
    }.get(verb, {"note": "Because."})


# S4-1 to S4-10 as one table
@pytest.mark.parametrize("status", Status)
def test_a_verb_works_from_the_statuses_of_the_table_and_from_no_other(status):
    complaint = WALKS[status]()
    before = complaint.events.count()
    for verb in VERBS:
        if status not in MOVES[verb].starts:
            with pytest.raises(IllegalMove, match="This cannot be done now"):
                getattr(actions, verb)(complaint, by=complaint.requester, **words_of(verb))
    assert complaint.events.count() == before


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_ends_where_the_table_says(verb):
    for status in MOVES[verb].starts:
        complaint = WALKS[Status(status)]()
        changed = getattr(actions, verb)(complaint, by=complaint.requester, **words_of(verb))
        if MOVES[verb].end:
            assert changed.status == MOVES[verb].end


@pytest.mark.parametrize("status", OPEN)
def test_an_open_complaint_has_a_promise_unless_it_is_the_customers_turn(status):
    complaint = WALKS[status]()
    assert complaint.promises.open().exists() is (status not in TO_JUDGE)
    assert complaint.level.number == LEVEL_OF[status]


def test_every_status_says_what_it_means_to_each_reader():
    for status in Status:
        meaning = MEANINGS[status]
        assert meaning.agent and meaning.customer and meaning.explanation and meaning.tone and meaning.shape


def test_the_first_button_of_each_status_is_its_next_step():
    first = {status: legal_verbs(MOVES, status, actor="staff")[0] for status in OPEN}
    assert first == {
        Status.RECEIVED: "acknowledge",
        Status.LOOKING: "answer",
        Status.ANSWERED: "record_outcome",
        Status.REFERRED: "review",
        Status.REVIEWING: "respond",
        Status.RESPONDED: "record_outcome",
        Status.SOLUTIONS: "contact",
        Status.CONTACTED: "propose",
        Status.PROPOSED: "record_outcome",
        Status.DISCUSSING: "propose",
    }


def test_a_number_is_read_as_people_say_it():
    assert [parse(text) for text in ("CPL-00012", "cpl 12", "12", " CPL-12 ")] == [12] * 4
    assert [parse(text) for text in ("", "ESC-00012", "CPL-", "0", "1x", "9" * 30)] == [None] * 6
    assert reference(12) == "CPL-00012"


def test_an_address_has_exactly_one_spelling():
    converter = ComplaintConverter()
    assert converter.to_python("CPL-00012") == 12 and converter.to_url(12) == "CPL-00012"
    with pytest.raises(ValueError):
        converter.to_python("CPL-000012")
