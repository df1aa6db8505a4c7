"""The manager reviews, answers and, where that does not settle it, refers."""

from datetime import UTC, datetime

import pytest
import time_machine

from escalations.complaints import actions
from escalations.complaints.states import Kind, Status
from portal.workflow.moves import IllegalMove
from tests.complaints import make

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


# S4-4
def test_the_manager_reviews_the_dispute_and_the_promised_answer_stays_as_it_is():
    with time_machine.travel(FRIDAY, tick=False):
        complaint = make.referred()
        due = complaint.due_by
    with time_machine.travel("2026-11-23 11:00Z", tick=False):
        complaint = actions.review(complaint, by=make.manager())
    assert complaint.status == Status.REVIEWING
    assert complaint.due_by == due == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    assert complaint.promises.get(kind=Kind.RESPOND).kept_at is None
    assert "begun to review your complaint" in make.text(make.letters(complaint, "acknowledged")[-1])


# S4-4
def test_there_is_no_answer_without_a_review():
    with pytest.raises(IllegalMove):
        actions.respond(make.referred(), by=make.manager(), note="No.")


# S4-5
def test_the_manager_answers_the_complainant():
    complaint = actions.respond(make.reviewing(), by=make.manager(), note="I offer you a review.")
    assert complaint.status == Status.RESPONDED
    words = make.text(make.letters(complaint, "answered")[-1])
    assert "the answer of Greta Holm (Customer Service Manager)" in words and "I offer you a review." in words
    assert complaint.promises.get(kind=Kind.RESPOND).kept_at is not None


# S4-7
def test_the_manager_may_refer_what_they_cannot_settle():
    complaint = actions.refer_to_solutions(make.reviewing(), by=make.manager(), note="Beyond my means.")
    assert (complaint.status, complaint.level.number) == (Status.SOLUTIONS, 3)
    assert complaint.due_kind == Kind.CONTACT


# C7
def test_no_letter_and_no_page_uses_the_acronym(client):
    complaint = make.responded()
    client.force_login(complaint.requester)
    pages = [client.get(complaint.get_absolute_url()).content.decode()]
    client.force_login(make.manager())
    pages.append(client.get(f"/admin/complaints/complaint/{complaint.pk}/change/").content.decode())
    for words in [*pages, *(letter.text + letter.html for letter in make.letters(complaint))]:
        assert "CSM" not in words and "CSR" not in words
