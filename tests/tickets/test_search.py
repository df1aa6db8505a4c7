import pytest

from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Ticket
from tickets.search import fold, search, search_all

pytestmark = pytest.mark.django_db


def found(typed: str) -> set:
    return set(search_all(Ticket.objects.all(), typed))


@pytest.fixture
def invoice():
    customer = make.customer(name="Zoé Lefèvre", organisation=make.organisation("Bluefin Bakery"))
    return tickets.ticket(
        requester=customer, subject="Numéros de facture", text="Missing 1184 after a credit note"
    )


def test_words_meet_without_accents_and_case():
    assert fold("Œuvre d’ÉLÈVE, 1184") == ["oeuvre", "d", "eleve", "1184"]


@pytest.mark.parametrize(
    "typed", ["numeros", "FACTURE", "fact", "1184 credit", "zoe lefevre", "bluefin", "credit zoe"]
)
def test_staff_find_it_by_words_and_by_the_customer(invoice, typed):
    tickets.ticket(subject="Something else")
    assert found(typed) == {invoice}


def test_a_number_finds_exactly_its_case(invoice):
    other = tickets.ticket(text=f"It is like {invoice.reference}")
    assert found(invoice.reference) == {invoice}
    assert found(f" cw {other.pk}") == {other}


def test_every_word_first_then_any(invoice):
    other = tickets.ticket(subject="A credit card")
    assert found("credit note") == {invoice}
    assert found("credit zebra") == {invoice, other}
    assert found("zebra") == set()


def test_staff_find_what_was_said_later_and_inside(invoice):
    actions.reply(invoice, by=invoice.requester, text="And 1190.")
    actions.note(invoice, by=make.staff(), text="Zanzibar")
    assert found("1190") == found("zanzibar") == {invoice}


def test_a_customer_finds_nothing_internal(invoice):
    actions.note(invoice, by=make.staff(), text="Zanzibar")
    mine = Ticket.objects.visible_to(invoice.requester)
    assert set(search(mine, "facture")) == {invoice}
    assert not search(mine, "zanzibar").exists()


def test_only_what_the_reader_sees_is_found(invoice):
    actions.assign(invoice, by=make.staff(), team=make.team())
    assert not search_all(Ticket.objects.visible_to(make.staff()), "facture").exists()


STRANGE = ["", "  ", "*", '"', "'", "_", "%", "a:*", "NEAR(a b)", "a AND", "-x", "( | &", "!!!"]
STRANGE += ["x" * 5000, "a " * 500, "\u202e", "NOT", "words:x"]


@pytest.mark.parametrize("typed", STRANGE)
def test_no_sign_of_a_query_language_has_a_meaning(invoice, typed):
    list(search_all(Ticket.objects.all(), typed))
    list(search(Ticket.objects.all(), typed or "x"))
