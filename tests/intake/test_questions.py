"""Each kind of question, and the one that is asked only after another answer."""

import pytest

from portal.workflow.kept import forget
from tests import make
from tests.attachments.make import EXE, upload
from tests.intake.make import request_type, send, signed_in
from tickets.intake.models import Answer, Field, RequestType
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

COLOURS = "red | Red | Rouge\nblue | Blue | Bleu\nother | Another | Autre"


@pytest.fixture
def customer(client):
    return signed_in(client)


def ask(kind, key="it", **question):
    return request_type("own", questions=[{"key": key, "kind": kind, **question}])


def kept(client, **typed) -> dict:
    response = send(client, "own", **typed)
    assert response.status_code == 302, response.context["form"].errors
    return {answer.key: answer.value for answer in Answer.objects.all()}


def refused(client, **typed) -> str:
    response = send(client, "own", **typed)
    assert response.status_code == 422 and not Ticket.objects.exists()
    return response.content.decode()


class TestKinds:
    def test_one_line(self, client, customer):
        ask("line")
        assert kept(client, answer_it="a  b\nc") == {"it": "a b c"}

    def test_several_lines(self, client, customer):
        ask("text")
        assert kept(client, answer_it="a\r\nb") == {"it": "a\nb"}

    def test_one_of_several_answers(self, client, customer):
        ask("choice", choices=COLOURS)
        assert kept(client, answer_it="blue") == {"it": "Blue"}

    def test_yes_or_no(self, client, customer):
        ask("yes_no")
        assert kept(client, answer_it="no") == {"it": "No"}

    @pytest.mark.parametrize(("typed", "value"), [("3", "3"), ("1.50", "1.5"), ("-7", "-7"), ("1e3", "1000")])
    def test_a_number(self, client, customer, typed, value):
        ask("number")
        assert kept(client, answer_it=typed) == {"it": value}

    def test_a_number_as_it_is_written_in_french(self, client, customer):
        ask("number")
        data = {"subject": "A", "text": "B", "answer_it": "1,5", "form_key": "n" * 32}
        assert client.post("/fr/requests/new/own/", data).status_code == 302
        assert Answer.objects.get().value == "1,5"

    def test_several_values_one_a_line(self, client, customer):  # S0-31
        ask("several")
        assert kept(client, answer_it="one\n\n two \none") == {"it": "one\ntwo"}

    def test_several_of_the_answers(self, client, customer):
        ask("several", choices=COLOURS)
        assert kept(client, answer_it=["red", "other"]) == {"it": "Red\nAnother"}

    def test_files_beside_a_question_are_files_of_the_request(self, client, customer):  # S3-24
        ask("files", required=True)
        assert "Answer “It”." in refused(client)
        assert (
            kept(client, answer_it=[upload("one.png")], files=[upload("two.png", b"\x89PNG\r\n\x1a\n2")])
            == {}
        )
        files = Ticket.objects.get().messages.get().attachments.all()
        assert sorted(file.name for file in files) == ["one.png", "two.png"]

    def test_a_bad_file_beside_a_question_is_refused_as_everywhere(self, client, customer):
        ask("files")
        assert "of a kind we do not take" in refused(client, answer_it=[upload("tool.exe", EXE)])

    def test_an_example_and_a_hint_are_shown(self, client, customer):
        ask("line", help_en="Look at the foot.", example_en="8.2")
        shown = client.get("/requests/new/own/").content.decode()
        assert "Look at the foot. For example: 8.2" in shown


class TestConditions:
    """“Bank ID”, only where the problem is of one bank."""

    @pytest.fixture
    def form(self):
        return request_type(
            "own",
            questions=[
                {"key": "scope", "kind": "choice", "choices": "all | All banks\none | One bank"},
                {
                    "key": "bank",
                    "label_en": "Bank ID",
                    "required": True,
                    "shown_if": "scope",
                    "shown_if_value": "one",
                },
            ],
        )

    def test_without_a_script_it_stands_there_and_says_so_for_the_script(self, client, customer, form):
        shown = client.get("/requests/new/own/").content.decode()
        assert 'data-shown-if="answer_scope" data-shown-if-value="one"' in shown
        assert "Only if “Scope” is “One bank”." in shown
        assert "js/conditions.js" in shown

    def test_it_must_be_answered_only_where_it_is_asked(self, client, customer, form):
        assert kept(client, answer_scope="all") == {"scope": "All banks"}
        page = send(client, "own", answer_scope="one", form_key="o" * 32)
        assert page.status_code == 422 and "Answer “Bank ID”." in page.content.decode()

    def test_an_answer_that_was_not_asked_for_is_not_kept(self, client, customer, form):
        assert kept(client, answer_scope="all", answer_bank="BK-1") == {"scope": "All banks"}
        assert "BK-1" not in client.get(f"/requests/{Ticket.objects.get().reference}/").content.decode()

    def test_a_wrong_answer_to_what_was_not_asked_is_no_error(self, client, customer, form):
        assert kept(client, answer_scope="all", answer_bank="x" * 9000) == {"scope": "All banks"}
        Field.objects.filter(key="bank").update(kind="number")
        assert send(client, "own", answer_bank="no number", form_key="n" * 32).status_code == 302

    def test_where_it_is_asked_it_is_kept(self, client, customer, form):
        assert kept(client, answer_scope="one", answer_bank="BK-1") == {"scope": "One bank", "bank": "BK-1"}

    def test_a_chain_ends_where_its_first_link_does(self, client, customer, form):
        Field.objects.filter(key="bank").update(kind="yes_no")
        Field.objects.create(
            type=form, key="name", label_en="Name", position=9, shown_if="bank", shown_if_value="yes"
        )
        sent = {"answer_scope": "all", "answer_bank": "yes", "answer_name": "Kept?"}
        assert kept(client, **sent) == {"scope": "All banks"}

    def test_one_of_several_ticked_answers_decides(self, client, customer, form):
        Field.objects.filter(key="scope").update(kind="several")
        assert "bank" in kept(client, answer_scope=["all", "one"], answer_bank="BK-1")

    def test_a_circle_or_a_field_that_is_gone_asks_rather_than_breaks(self, client, customer, form):
        Field.objects.filter(key="scope").update(shown_if="bank", shown_if_value="x")
        assert send(client, "own", answer_bank="x", answer_scope="one").status_code in (302, 422)
        Field.objects.filter(key="scope").delete()
        assert send(client, "own", answer_bank="BK-1", form_key="g" * 32).status_code == 302


class TestHostile:
    """What no page of ours sends."""

    @pytest.mark.parametrize("value", ["green", "RED", "red\x00", "\x00", "red|Red", "%s", "0" * 9000])
    def test_an_answer_that_was_not_offered(self, client, customer, value):
        ask("choice", choices=COLOURS)
        if value.strip("\x00 ") == "red" and "\x00" not in value:
            return  # a blank is not another answer
        assert "Choose one of the answers to “It”." in refused(client, answer_it=value)

    @pytest.mark.parametrize("value", [["red", "green"], ["\x00"], ["red"] * 400 + ["x"]])
    def test_one_of_several_that_was_not_offered(self, client, customer, value):
        ask("several", choices=COLOURS)
        refused(client, answer_it=value)

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", "1\x00", "0x10", "9" * 400, "１２x"])
    def test_what_is_no_number(self, client, customer, value):
        ask("number")
        refused(client, answer_it=value)

    def test_very_long_values_are_said_and_kept(self, client, customer):
        ask("line")
        page = refused(client, answer_it="y" * 501)
        assert "Use at most 500 characters. This text has 501." in page and "y" * 501 in page
        Field.objects.update(kind="text")
        forget()
        assert "Use at most 5000 characters." in refused(client, answer_it="y " * 3000)
        Field.objects.update(kind="several")
        forget()
        assert "Write at most 50 values." in refused(client, answer_it="\n".join(map(str, range(51))))
        assert "Use at most 200 characters in each line." in refused(client, answer_it="z" * 201)

    def test_control_characters_are_dropped(self, client, customer):
        ask("text")
        assert kept(client, answer_it="a\x00b\x1b[31m\u2028c") == {"it": "ab[31m\nc"}

    def test_fields_of_another_type_are_not_looked_at(self, client, customer):
        ask("line")
        request_type("other", questions=[{"key": "theirs"}, {"key": "secret", "is_personal": True}])
        sent = {"answer_theirs": "X", "answer_secret": "Y", "answer_": "Z", "answers": "W", "plan": "1"}
        assert kept(client, answer_it="mine", **sent) == {"it": "mine"}

    @pytest.mark.parametrize(
        "name", ["status", "severity", "requester", "organisation", "agent", "team", "plan"]
    )
    def test_columns_of_the_request_cannot_be_sent(self, client, customer, name):
        send(client, **{name: "2"})
        ticket = Ticket.objects.get()
        assert (ticket.status, ticket.severity, ticket.agent, ticket.team) == ("new", None, None, None)
        assert ticket.requester == customer and ticket.plan.is_default

    @pytest.mark.parametrize("product", ["999999", "x", "\x00", "1 OR 1=1", "-1", "", "9" * 400])
    def test_a_product_that_is_not_theirs(self, client, customer, product):
        make.product(), make.product()
        assert send(client, product=product).status_code == 422
        assert client.get(f"/requests/new/?product={product.replace(chr(0), '%00')}").status_code == 200

    def test_a_type_that_was_withdrawn_meanwhile_loses_no_word(self, client, customer):
        ask("line")
        RequestType.objects.filter(slug="own").update(is_active=False)
        response = send(client, "own", answer_it="Forty words.", text="A long story.")
        page = response.content.decode()
        assert response.status_code == 410
        assert "Forty words." in page and "A long story." in page and "no longer offered" in page
        assert client.get("/requests/new/own/").status_code == 404
        assert "/requests/new/own/" not in client.get("/requests/new/").content.decode()
        assert not Ticket.objects.exists()

    def test_a_question_that_was_added_meanwhile_is_asked(self, client, customer):
        form = ask("line")
        Field.objects.create(type=form, key="new", label_en="New", required=True)
        page = refused(client, answer_it="mine")
        assert "Answer “New”." in page and 'value="mine"' in page

    def test_the_same_form_twice_keeps_its_answers_once(self, client, customer):
        ask("line")
        first, second = send(client, "own", answer_it="a"), send(client, "own", answer_it="a")
        assert first["Location"] == second["Location"]
        assert Answer.objects.count() == Ticket.objects.count() == 1

    def test_after_the_sign_in_the_answers_are_still_there(self, client, customer):
        ask("several", choices=COLOURS)
        client.logout()
        send(client, "own", answer_it=["red", "other"], tried=["12"])
        client.force_login(customer)
        shown = client.get("/requests/new/own/").content.decode()
        assert shown.count(" checked") == 2 and 'name="tried" value="12"' in shown
