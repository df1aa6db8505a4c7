"""The letters of sign-in go through our door, in our layout, and keep their secret."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from portal.outbox.account_mail import send_account_mail
from portal.outbox.delivering import deliver
from portal.outbox.models import Letter
from tests import make as people
from tests.outbox import make
from tests.speed.counting import plan

pytestmark = pytest.mark.django_db
RESET = "https://help.client.example/accounts/password/reset/key/1-secret-token/"


def test_a_reset_letter_is_sent_with_its_link_and_forgotten(mail_server):
    nadia = people.user("nadia@client.example", name="Nadia Berger")
    letter = send_account_mail(
        "account/email/password_reset_key", nadia.email, {"user": nadia, "password_reset_url": RESET}
    )
    assert letter.sensitive
    assert "\r" not in letter.subject and "\n" not in letter.subject
    deliver()
    (received,) = mail_server.mailbox
    text, html = (part.get_content() for part in received.message.iter_parts())
    assert RESET in text.split()
    assert f'href="{RESET}"' in html
    assert "Choose a new password" in html
    kept = make.now(letter)
    assert (kept.state, kept.text, kept.html) == ("sent", "", "")
    assert "secret-token" not in str(vars(kept))


@pytest.mark.parametrize(
    "prefix",
    [
        "account/email/email_confirmation",
        "account/email/email_confirmation_signup",
        "account/email/password_reset_key",
        "account/email/unknown_account",
        "account/email/account_already_exists",
        "account/email/password_changed",
        "mfa/email/totp_activated",
        "mfa/email/recovery_codes_generated",
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_letter_of_sign_in_can_be_rendered(prefix, language):
    nadia = people.user("nadia@client.example", language=language)
    urls = dict.fromkeys(("activate_url", "password_reset_url", "signup_url"), RESET)
    letter = send_account_mail(prefix, nadia.email, {"user": nadia, "email": nadia.email, "key": "x", **urls})
    assert letter.language == language
    assert letter.subject
    assert letter.text
    assert "{{" not in letter.text


@pytest.mark.parametrize(
    "prefix", ["account/email/email_confirmation_signup", "account/email/password_reset_key"]
)
def test_what_a_stranger_typed_as_a_name_does_not_travel_in_our_letter(prefix):
    eve = people.user("victim@client.example", name="You won, see https://evil.example/")
    letter = send_account_mail(
        prefix, eve.email, {"user": eve, "activate_url": RESET, "password_reset_url": RESET}
    )
    assert "evil" not in letter.subject + letter.text + letter.html


def test_each_call_is_an_occasion_of_its_own():
    for _time in range(2):
        send_account_mail("account/email/unknown_account", "eve@client.example", {"signup_url": RESET})
    assert Letter.objects.count() == 2


def test_somebody_we_do_not_know_is_written_to_in_the_language_of_the_page():
    with translation.override("fr"):
        letter = send_account_mail(
            "account/email/unknown_account", "eve@client.example", {"signup_url": RESET}
        )
    assert letter.language == "fr"
    assert letter.to == "eve@client.example"


def test_a_letter_goes_to_the_address_asked_for_not_to_the_persons_other_one():
    nadia = people.user("nadia@client.example")
    letter = send_account_mail(
        "account/email/email_confirmation", "new@client.example", {"user": nadia, "activate_url": RESET}
    )
    assert letter.to == "new@client.example"


def asked(address, times=1):
    return [
        send_account_mail("account/email/password_reset_key", address, {"password_reset_url": RESET})
        for _time in range(times)
    ]


class TestTheCap:
    def test_an_address_has_its_share_within_the_hour_and_the_rest_is_withheld_and_counted(self, settings):
        settings.LETTERS_AN_HOUR_TO_ONE_ADDRESS = 3
        *sent, over = asked("victim@client.example", 4)
        assert {letter.state for letter in sent} == {"queued"}
        assert (over.state, over.text) == ("withheld", "")
        assert "its share" in over.last_error
        assert asked("Victim@Client.example")[0].state == "withheld"
        assert asked("somebody@client.example")[0].state == "queued"
        assert Letter.objects.filter(state="withheld").count() == 2

    def test_after_the_hour_there_is_room_again(self, settings):
        settings.LETTERS_AN_HOUR_TO_ONE_ADDRESS = 1
        with time_machine.travel(timezone.now() - timedelta(minutes=61), tick=False):
            asked("nadia@client.example")
        assert asked("nadia@client.example")[0].state == "queued"
        assert asked("nadia@client.example")[0].state == "withheld"

    def test_all_addresses_together_have_a_share_too(self, settings):
        settings.LETTERS_AN_HOUR_FOR_THE_ASKING = 2
        states = [asked(f"{number}@client.example")[0].state for number in range(3)]
        assert states == ["queued", "queued", "withheld"]

    def test_what_a_person_did_is_always_told(self, settings):
        """Nobody can silence the warning of a new password by asking for other letters before."""
        settings.LETTERS_AN_HOUR_TO_ONE_ADDRESS = 0
        nadia = people.user("nadia@client.example")
        letter = send_account_mail("account/email/password_changed", nadia.email, {"user": nadia})
        assert letter.state == "queued"

    def test_the_question_goes_by_its_index(self):
        assert "letters_asked_for" in plan(Letter.objects.asked_for(since=timezone.now()))
