"""The second factor: codes that open once, keys stored encrypted, and the door of the back office."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from portal.accounts.roles import Role
from portal.accounts.second_factor import MFAAdapter
from portal.outbox.models import Letter
from tests import make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 50, 5, tzinfo=UTC)


@pytest.fixture
def nadia():
    return make.user("nadia@client.example", password=make.PASSWORD)


def code(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_password(client, **data):
    return client.post(
        "/accounts/login/", {"login": "nadia@client.example", "password": make.PASSWORD, **data}
    )


def give_code(client, value):
    return client.post("/accounts/2fa/authenticate/", {"code": value})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_the_password_alone_does_not_sign_in(client, nadia):
    make.second_factor(nadia)

    assert give_password(client)["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    assert client.get("/accounts/profile/").status_code == 302


@time_machine.travel(NOW, tick=False)
def test_the_code_signs_in_where_the_reader_wanted_to_go(client, nadia):
    secret = make.second_factor(nadia)
    give_password(client, next="/accounts/profile/")
    before = client.session.session_key

    assert give_code(client, code(secret))["Location"] == "/accounts/profile/"
    assert signed_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example"])
@time_machine.travel(NOW, tick=False)
def test_and_nowhere_else(client, nadia, target):
    secret = make.second_factor(nadia)
    give_password(client, next=target)

    assert give_code(client, code(secret))["Location"] == "/"


@time_machine.travel(NOW, tick=False)
def test_a_code_opens_once(client, nadia):
    secret = make.second_factor(nadia)
    elsewhere = type(client)()
    give_password(client)
    give_password(elsewhere)
    used = code(secret)

    give_code(client, used)
    give_code(elsewhere, used)

    assert signed_in(client)
    assert not signed_in(elsewhere)


def test_the_next_code_opens_again(client, nadia):
    secret = make.second_factor(nadia)
    elsewhere = type(client)()
    with time_machine.travel(NOW, tick=False):
        give_password(client)
        give_code(client, code(secret))
    with time_machine.travel(NOW + timedelta(seconds=30), tick=False):
        give_password(elsewhere)
        give_code(elsewhere, code(secret))

    assert signed_in(elsewhere)


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
@time_machine.travel(NOW, tick=False)
def test_a_code_of_another_minute_is_refused(client, nadia, steps):
    secret = make.second_factor(nadia)
    give_password(client)

    give_code(client, code(secret, steps))

    assert not signed_in(client)


@time_machine.travel(NOW, tick=False)
def test_guessing_is_slowed_down(client, nadia):
    secret = make.second_factor(nadia)
    give_password(client)
    for number in range(6):
        give_code(client, f"{number:06}")

    assert "Too many attempts" in give_code(client, code(secret)).content.decode()
    assert not signed_in(client)


def test_a_recovery_code_opens_once(client, nadia):
    make.second_factor(nadia)
    spare = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[3]
    elsewhere = type(client)()
    give_password(client)
    give_password(elsewhere)

    give_code(client, spare)
    give_code(elsewhere, spare)

    assert signed_in(client)
    assert not signed_in(elsewhere)


def test_keys_are_stored_encrypted(nadia):
    secret = make.second_factor(nadia)

    stored = [str(row.data) for row in Authenticator.objects.all()]
    assert not any(secret in text for text in stored)
    assert all("gAAAA" in text for text in stored)


def test_an_earlier_secret_key_still_opens_what_it_locked(settings):
    locked = MFAAdapter().encrypt("key of an app")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one " * 6

    assert MFAAdapter().decrypt(locked) == "key of an app"


@time_machine.travel(NOW, tick=False)
def test_setting_up_an_app_asks_for_the_password_again_and_tells_by_letter(
    client, nadia, django_capture_on_commit_callbacks
):
    client.force_login(nadia)
    led = client.get("/accounts/2fa/totp/activate/")
    assert led["Location"].startswith("/accounts/reauthenticate/?next=")
    client.post(led["Location"], {"password": make.PASSWORD})

    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})

    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    assert Authenticator.objects.filter(user=nadia, type="totp").exists()
    assert Letter.objects.get().subject == "Codes from your app are needed from now on"


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/picture.svg",
    ],
)
def test_what_touches_safety_asks_for_the_password_again(client, nadia, path):
    client.force_login(nadia)
    if "recovery" in path:
        make.second_factor(nadia)

    assert client.get(path)["Location"].startswith("/accounts/reauthenticate/")


def test_changing_the_address_asks_for_the_password_again(client, nadia):
    client.force_login(nadia)

    response = client.post("/accounts/email/", {"email": "new@client.example", "action_add": "1"})

    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", "1", '"x"', '{"id": 1}', "{", '{"rawId": "", "id": ""}']
)
def test_a_passkey_that_is_none_is_refused(client, credential):
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})

    response = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})

    assert response.status_code == 302
    assert not signed_in(client)


def test_passkeys_belong_to_the_address_of_the_site(client, settings):
    settings.ALLOWED_HOSTS = ["other.example"]

    options = client.get(
        "/accounts/2fa/webauthn/login/", headers={"accept": "application/json", "host": "other.example"}
    ).json()["request_options"]

    assert options["publicKey"]["rpId"] == "localhost"


class TestBackOffice:
    @pytest.fixture(autouse=True)
    def needed(self, settings):
        settings.STAFF_SECOND_FACTOR = True

    @pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/nowhere/"])
    def test_staff_without_one_are_led_to_set_it_up(self, client, path):
        client.force_login(make.staff(Role.RESOLUTIONS))

        response = client.get(path, follow=True)

        assert response.redirect_chain == [("/accounts/2fa/", 302)]
        assert "The back office needs a second factor" in response.content.decode()

    def test_and_change_nothing_there(self, client):
        admin = make.administrator()
        client.force_login(admin)

        assert client.post("/admin/accounts/team/add/", {"name": "Team"})["Location"] == "/accounts/2fa/"

    def test_staff_with_one_come_in(self, client):
        admin = make.administrator()
        make.second_factor(admin)
        client.force_login(admin)

        assert client.get("/admin/").status_code == 200

    def test_customers_hear_nothing_of_it(self, client):
        client.force_login(make.customer())

        assert client.get("/admin/")["Location"] != "/accounts/2fa/"

    def test_the_rest_of_the_portal_is_open_to_staff(self, client):
        client.force_login(make.staff())

        assert client.get("/accounts/profile/").status_code == 200

    def test_a_demonstration_does_without(self, client, settings):
        settings.STAFF_SECOND_FACTOR = False
        client.force_login(make.administrator())

        assert client.get("/admin/").status_code == 200
