from django.utils import translation

from tickets.impact import Impact
from tickets.moves import LEADS, MOVES
from tickets.states import MEANINGS, OPEN, ClockEffect, Stage, Status, Turn


def test_there_are_twenty_statuses_and_each_says_what_it_means():  # S2-107 to S2-124, C5
    assert len(Status) == len(MEANINGS) == 20
    for status in Status:
        meaning = status.meaning
        assert str(meaning.explains).endswith(".") and str(meaning.next).endswith(".")
        assert meaning.chip.tone in {"you", "us", "done", "rest"}
        assert meaning.title


def test_a_customer_reads_ten_labels():  # S3-33 to S3-42
    with translation.override("en"):
        assert {str(meaning.chip.label) for meaning in MEANINGS.values()} == {
            "New",
            "In progress",
            "Waiting for you",
            "With another team",
            "Waiting for development",
            "In the next update",
            "Resolved – please test",
            "Closed",
            "Reopened",
            "On hold at your request",
        }


def test_the_clock_pauses_only_while_the_customer_has_the_next_step():
    paused = {status for status in Status if status.meaning.clock == ClockEffect.PAUSED}
    assert all(status.meaning.turn == Turn.YOU for status in paused)
    assert Status.WAITING_FOR_CUSTOMER in paused  # S2-111
    assert Status.CUSTOMER_RESPONDED.meaning.clock == ClockEffect.RUNS


def test_every_stage_has_a_status():  # S2-21 to S2-27
    assert {meaning.stage for meaning in MEANINGS.values() if meaning.stage} == set(Stage)


def test_a_closed_request_can_only_be_reopened_or_annotated():  # S2-117, C3
    """What staff tie to it changes nothing that the customer reads; a merge is undone, nothing else."""
    found = [verb for verb, row in MOVES.items() if Status.CLOSED in row.starts]
    assert found == ["reopen", "note", "forget", "unmerge", "link", "unlink", "make_article"]
    assert Status.CLOSED not in OPEN


def test_a_verb_leads_only_from_where_it_may_start():
    for verb, ends in LEADS.items():
        assert set(ends) <= MOVES[verb].starts
        assert MOVES[verb].end is None


def test_impact_has_four_options_with_their_definitions():  # S1-13 to S1-17
    assert [str(impact.label) for impact in Impact] == ["Limited", "Moderate", "Major", "Critical"]
    assert (
        Impact.LIMITED.definition == "Of little consequence and does not impede work. Typically superficial."
    )
    assert Impact.MODERATE.definition == "Can slow work but does not stop it entirely."
    assert Impact.MAJOR.definition == "Slows work considerably, but it can be completed with workarounds."
    assert Impact.CRITICAL.definition == "Halts work completely. You cannot progress until it is resolved."
