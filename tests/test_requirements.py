"""The table of requirements and tests is the one that the tests themselves give."""

from tests import requirements


def test_the_table_is_current():
    assert requirements.TABLE.read_text() == requirements.table(), "run: python -m tests.requirements"


def test_every_number_a_test_quotes_exists():
    assert set(requirements.quotes()) - set(requirements.statements()) == set()


def test_a_range_quotes_every_number_in_it():
    assert requirements.numbers("S1-14 to S1-17, C9") == {"S1-14", "S1-15", "S1-16", "S1-17", "C9"}
