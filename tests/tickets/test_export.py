"""My requests as a file."""

import csv
import io
from datetime import UTC, datetime

import pytest

from tests import make
from tests.speed.counting import statements
from tests.tickets import make as tickets
from tickets import csvfile
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(client):
    customer = make.customer(organisation=make.organisation("Bluefin Bakery"))
    client.force_login(customer)
    return customer


def file(client, query: str = "", path: str = "/requests/export/", parted_by: str = ",") -> list[list[str]]:
    response = client.get(f"{path}{query}")
    assert response.status_code == 200 and response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert "no-store" in response["Cache-Control"]
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=parted_by))


def test_heads_and_moments_are_in_the_readers_words_and_zone(client, customer):
    ticket = tickets.ticket(requester=customer, subject="Invoice numbers skip", status="closed")
    moment = datetime(2026, 3, 5, 4, 30, tzinfo=UTC)
    Ticket.objects.filter(pk=ticket.pk).update(created_at=moment, changed_at=moment, closed_at=moment)
    customer.zone = "America/New_York"
    customer.save(update_fields=["zone"])
    head, row = file(client, "?view=closed")
    assert head[:2] == ["Case", "Subject"] and head[-1] == "Closed (New York time)"
    assert row[:2] == [ticket.reference, "Invoice numbers skip"]
    assert row[-3:] == ["2026-03-04 23:30"] * 3


def test_it_has_what_the_list_shows_and_no_more(client, customer):
    tickets.ticket(requester=customer, subject="Alpha")
    tickets.ticket(requester=customer, subject="Beta", status="waiting_for_customer")
    tickets.ticket(requester=customer, subject="Gamma", status="closed")
    tickets.ticket(subject="Of strangers")
    tickets.ticket(requester=make.colleague(customer), subject="Of Camille")
    assert [row[1] for row in file(client)[1:]] == ["Beta", "Alpha"]
    assert [row[1] for row in file(client, "?status=new&page=7&after=1-1")[1:]] == ["Alpha"]
    assert [row[1] for row in file(client, "?q=gamma")[1:]] == ["Gamma"]
    assert [row[1] for row in file(client, "?view=all&sort=oldest")[1:]] == ["Alpha", "Beta", "Gamma"]


def test_of_the_organisation_it_says_whose_they_are(client, customer):
    tickets.ticket(requester=customer, subject="Alpha")
    client.force_login(make.colleague(customer))
    head, row = file(client, "?view=all")
    assert head[2] == "Requested by" and row[2] == "Nadia Berger"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_it_is_run_as_a_formula(sign):
    assert csvfile.cell(f"{sign}cmd()") == f"'{sign}cmd()"
    assert csvfile.cell(f"1 {sign} 1") == f"1 {sign} 1"


def test_a_subject_that_is_a_formula_is_words(client, customer):
    tickets.ticket(requester=customer, subject='=HYPERLINK("https://evil.example";"x"), "a"')
    assert file(client)[1][1] == '\'=HYPERLINK("https://evil.example";"x"), "a"'


def test_in_french_with_the_sign_that_french_spreadsheets_part_cells_by(client, customer):
    tickets.ticket(requester=customer, subject="Numéros de facture")
    assert file(client, path="/fr/requests/export/", parted_by=";")[1][1] == "Numéros de facture"


def test_too_many_are_cut_and_it_says_so(client, customer, monkeypatch):
    monkeypatch.setattr(csvfile, "MOST_ROWS", 2)
    for number in range(3):
        tickets.ticket(requester=customer, subject=f"Question {number}")
    *rows, last = file(client)
    assert [row[1] for row in rows] == ["Subject", "Question 2", "Question 1"]
    assert last == ["Only the first 2 rows are here. Choose filters to get the others."]
    monkeypatch.setattr(csvfile, "MOST_ROWS", 3)
    assert len(file(client)) == 4


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_any_number(client, customer, count):
    for _ in range(count):
        tickets.ticket(requester=customer)
    client.force_login(make.colleague(customer))
    assert len(statements(lambda: file(client, "?view=all"))) == 4


class TestStaff:
    PATH = "/admin/tickets/ticket/export/"

    def test_the_queue_as_it_is_filtered(self, client):
        team, other = make.team(), make.team()
        for subject, of in (("Ours", team), ("Theirs", other), ("Nobody’s", None)):
            ticket = tickets.ticket(subject=subject)
            Ticket.objects.filter(pk=ticket.pk).update(team=of)
        tickets.ticket(subject="Ended", status="closed")
        client.force_login(make.staff(teams=[team]))
        head, *rows = file(client, path=self.PATH)
        assert [row[1] for row in rows] == ["Ours", "Nobody’s"] and "Team" in head
        assert [row[1] for row in file(client, "?view=closed", path=self.PATH)[1:]] == ["Ended"]
        assert [row[1] for row in file(client, "?q=ended", path=self.PATH)[1:]] == ["Ended"]
        assert file(client, "?status=triage", path=self.PATH)[1:] == []
        shown = client.get("/admin/tickets/ticket/?status=new&p=1").content.decode()
        assert "export/?status=new" in shown

    def test_not_for_customers(self, client, customer):
        assert client.get(self.PATH).status_code == 302

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_any_number(self, client, count):
        for _ in range(count):
            tickets.ticket()
        client.force_login(make.staff())
        file(client, path=self.PATH)
        assert len(statements(lambda: file(client, path=self.PATH))) <= 8


@pytest.mark.parametrize(
    ("subject", "written"),
    [
        ("a;=1+1", "a;'=1+1"),
        ('a;"=1+1"', 'a;\'"=1+1"'),
        ("＝1+1", "'＝1+1"),
        ("\n=1", "'\n=1"),
        ("No; it is slow, 1+1=3", "No; it is slow, 1+1=3"),
    ],
)
def test_nor_behind_the_sign_that_parts_cells_in_other_countries(subject, written):
    assert csvfile.cell(subject) == written
