"""A letter is stored with the fact it reports, once an occasion."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.outbox.models import Letter
from tests import make as people
from tests.outbox import make

pytestmark = pytest.mark.django_db


def test_an_occasion_is_said_once_to_each_reader():
    first = make.letter("nadia@client.example", key="escalation:42:acknowledged")
    again = make.letter("Nadia@Client.example", key="escalation:42:acknowledged", words="Other words")
    other = make.letter("paul@client.example", key="escalation:42:acknowledged")
    assert again == first
    assert again.subject == first.subject
    assert other != first
    assert Letter.objects.count() == 2


def test_the_letter_goes_away_with_the_fact():
    with pytest.raises(RuntimeError), transaction.atomic():
        make.letter()
        raise RuntimeError("The fact did not happen.")
    assert not Letter.objects.exists()


def test_storing_costs_two_statements():
    make.letter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        make.letter()
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 2


def test_a_person_is_written_to_in_their_language_at_their_address():
    camille = people.user("camille@client.example", name="Camille Durand", language="fr")
    letter = make.letter(camille)
    assert (letter.to, letter.language, letter.about) == ("camille@client.example", "fr", "CW-00012")
    assert (letter.kind, letter.state, letter.attempts) == ("letters/bare", "queued", 0)


def test_a_deactivated_person_is_not_written_to_and_staff_see_it():
    gone = people.user(is_active=False)
    letter = make.letter(gone)
    assert (letter.state, letter.last_error) == ("withheld", "The account is deactivated.")


def test_a_secret_that_will_not_be_sent_is_not_kept():
    letter = make.letter("nobody", sensitive=True, body="https://help.client.example/reset/secret/")
    assert (letter.state, letter.text, letter.html) == ("failed", "", "")


def test_two_letters_never_share_a_message_id():
    assert len({letter.message_id for letter in make.letters(20)}) == 20


def test_a_letter_that_says_nothing_is_refused_loudly():
    from portal.outbox.queue import queue_letter

    with pytest.raises(ValueError, match="no news"):
        queue_letter("letters/silent", to="nadia@client.example", key="x", context={})
