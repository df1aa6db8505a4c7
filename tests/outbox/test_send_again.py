"""Staff see every letter and why it failed, and may send it again; nobody changes or deletes one."""

import re

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.outbox.actions import send_again
from portal.outbox.delivering import deliver
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make as people
from tests.outbox import make
from tests.outbox.mail_server import say

pytestmark = pytest.mark.django_db
LIST = "admin:outbox_letter_changelist"


@pytest.fixture
def manager(client):
    manager = people.staff(Role.MANAGER)
    client.force_login(manager)
    return manager


def page(letter: Letter, name: str = "change") -> str:
    return reverse(f"admin:outbox_letter_{name}", args=[letter.pk])


def form_key(response) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', response.content.decode())[1]


def press(client, letter: Letter, key: str = ""):
    key = key or form_key(client.get(page(letter, "send_again")))
    return client.post(page(letter, "send_again"), {"form_key": key}, follow=True)


def words(response) -> str:
    return response.content.decode()


def test_the_page_of_a_failed_letter_says_why(client, manager, mail_server):
    mail_server.next("RCPT", say("550 5.1.1 <script>no such person</script>"))
    letter = make.letter(body="All is <b>well</b>.")
    deliver()
    shown = words(client.get(page(letter)))
    assert "550 5.1.1 &lt;script&gt;no such person&lt;/script&gt;" in shown
    assert "All is &lt;b&gt;well&lt;/b&gt;." in shown
    assert letter.message_id.strip("<>") in shown
    assert "Send again" in shown


def test_a_letter_that_failed_can_be_sent_again_and_it_is_recorded_who_did(client, manager, mail_server):
    mail_server.next("RCPT", say("550 no such person"))
    letter = make.letter()
    deliver()
    response = press(client, letter)
    assert "The letter is on its way again." in words(response)
    deliver()
    letter = make.now(letter)
    assert (letter.state, letter.copies, letter.last_error) == ("sent", 1, "")
    assert letter.again_by == manager
    assert letter.again_at
    assert mail_server.received() == [(letter.to, letter.message_id)]
    history = words(client.get(page(letter, "history")))
    assert "Sent again." in history
    assert manager.get_full_name() in history


def test_the_same_form_sent_twice_sends_once_more_only(client, manager, mail_server):
    letter = make.letter()
    deliver()
    key = form_key(client.get(page(letter, "send_again")))
    press(client, letter, key)
    deliver()
    press(client, letter, key)
    deliver()
    assert [message_id for _to, message_id in mail_server.received()] == [letter.message_id] * 2
    assert make.now(letter).copies == 2


def test_looking_at_the_page_sends_nothing(client, manager):
    letter = make.letter()
    deliver()
    assert client.get(page(letter, "send_again")).status_code == 200
    assert make.now(letter).state == "sent"


def test_a_letter_in_the_hands_of_a_worker_is_left_to_it(manager):
    letter = make.letter()
    Letter.objects.update(state="claimed")
    with pytest.raises(IllegalMove, match="at this moment"):
        send_again(letter, by=manager)


def test_a_letter_that_waits_goes_at_once(client, manager, mail_server):
    mail_server.next("RCPT", say("450 later"))
    letter = make.letter()
    deliver()
    press(client, letter)
    assert deliver().sent == 1


def test_a_secret_is_never_shown_and_cannot_go_again_once_cleared(client, manager, mail_server):
    letter = make.letter(sensitive=True, body="https://help.client.example/reset/secret-token/")
    shown = words(client.get(page(letter)))
    assert "secret-token" not in shown
    assert "this letter carries a secret link" in shown
    deliver()
    response = press(client, letter)
    assert "Its text was cleared" in words(response)
    assert make.now(letter).state == "sent"


def test_the_page_names_the_file_of_the_embedded_default(client, manager, settings):
    letter = make.letter()
    deliver()
    assert str(settings.MAIL_DIR / letter.file_name) in words(client.get(page(letter)))


def test_doubt_about_copies_is_shown_in_the_list(client, manager):
    letter = make.letter()
    Letter.objects.filter(pk=letter.pk).update(state="sent", ambiguous=True, copies=2)
    assert "sent, perhaps 2 copies" in words(client.get(reverse(LIST)))


@pytest.mark.parametrize("state", Letter.State)
def test_every_state_has_a_word_and_can_be_filtered(client, manager, state):
    letter = make.letter(words="A subject of its own")
    Letter.objects.update(state=state)
    shown = words(client.get(reverse(LIST), {"state__exact": state}))
    assert letter.subject in shown
    assert str(state.label) in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, manager, number, django_assert_max_num_queries):
    make.letters(number)
    with django_assert_max_num_queries(10) as queries:
        client.get(reverse(LIST))
    assert not any('"outbox_letter"."text"' in query["sql"] for query in queries.captured_queries)


def test_letters_are_found_by_their_whole_address_or_number_only(client, manager):
    letter = make.letter("nadia@client.example", words="A subject of its own")
    for found in ("nadia@client.example", "CW-00012", letter.message_id):
        assert letter.subject in words(client.get(reverse(LIST), {"q": found}))
    assert letter.subject not in words(client.get(reverse(LIST), {"q": "nadia"}))


def test_the_list_cannot_be_asked_about_other_fields(client, manager):
    make.letter()
    response = client.get(reverse(LIST), {"text__contains": "well"})
    assert response.status_code in (302, 400)


@pytest.mark.parametrize("name", ["add", "delete", "change"])
def test_nobody_adds_changes_or_deletes_a_letter(client, name):
    client.force_login(people.administrator())
    letter = make.letter()
    url = reverse("admin:outbox_letter_add") if name == "add" else page(letter, name)
    assert client.post(url, {"to": "eve@evil.example", "post": "yes"}).status_code == 403
    assert make.now(letter).to == "nadia@client.example"


def test_reading_letters_and_sending_them_again_are_rights_of_their_own(client):
    letter = make.letter()
    client.force_login(people.staff(Role.AGENT))
    assert client.get(reverse(LIST)).status_code in (302, 403)
    assert client.get(page(letter)).status_code != 200
    reader = people.staff(Role.AGENT)
    reader.user_permissions.add(permission("view_letter"))
    client.force_login(reader)
    assert client.get(page(letter)).status_code == 200
    assert "Send again" not in words(client.get(page(letter)))
    assert client.post(page(letter, "send_again"), {}).status_code == 403


def permission(codename: str):
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename=codename)
