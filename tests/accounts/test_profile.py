"""The profile, and a language that is remembered."""

import pytest
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia():
    return make.customer(email="nadia@client.example", password=make.PASSWORD)


def save(client, **data):
    return client.post(
        "/accounts/profile/",
        {"name": "Nadia Berger", "language": "en", "zone": "Europe/London", **data},
    )


class TestProfile:
    def test_name_language_and_zone_are_saved(self, client, nadia):
        client.force_login(nadia)

        response = save(client, name="Nadia Klein", language="fr", zone="Europe/Paris")

        nadia.refresh_from_db()
        assert (nadia.name, nadia.language, nadia.zone) == ("Nadia Klein", "fr", "Europe/Paris")
        assert response["Location"] == "/fr/accounts/profile/"
        assert response.cookies["django_language"].value == "fr"

    def test_nothing_else_is(self, client, nadia):
        client.force_login(nadia)

        save(client, email="other@client.example", is_staff="1", is_superuser="1", job="Boss", is_active="")

        nadia.refresh_from_db()
        assert (nadia.email, nadia.is_staff, nadia.is_superuser) == ("nadia@client.example", False, False)
        assert (nadia.job, nadia.is_active) == ("", True)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": ""},
            {"name": "http://evil.example"},
            {"name": "x" * 151},
            {"language": "xx"},
            {"language": "../../etc/passwd"},
            {"zone": "Mars/Olympus"},
            {"zone": "../../etc/passwd"},
        ],
    )
    def test_what_cannot_be_is_refused_and_kept_on_the_page(self, client, nadia, wrong):
        client.force_login(nadia)

        response = save(client, **wrong)

        assert response.status_code == 200
        assert response.context["form"].errors
        nadia.refresh_from_db()
        assert (nadia.language, nadia.zone) == ("en", "Europe/London")

    def test_a_visitor_who_sends_it_signs_in_first_and_finds_it_filled(self, client, nadia):
        led = save(client, name="Nadia Klein", zone="Europe/Paris")
        client.post(led["Location"], {"login": "nadia@client.example", "password": make.PASSWORD})

        page = client.get("/accounts/profile/").content.decode()

        assert 'value="Nadia Klein"' in page
        assert '<option value="Europe/Paris" selected>' in page
        nadia.refresh_from_db()
        assert nadia.zone == "Europe/London"

    def test_accounts_leads_to_it(self, client, nadia):
        client.force_login(nadia)

        assert client.get("/accounts/")["Location"] == "/accounts/profile/"


class TestLanguage:
    def test_a_visitor_is_remembered_by_a_cookie_that_names_the_language_only(self, client):
        response = client.post("/language/", {"language": "fr", "next": "/accounts/login/?next=/requests/"})

        assert response["Location"] == "/fr/accounts/login/?next=/requests/"
        assert response.cookies["django_language"].value == "fr"
        assert set(response.cookies) == {"django_language"}

    def test_home_follows_the_memory(self, client):
        client.post("/language/", {"language": "fr"})

        response = client.get("/?from=mail")

        assert response["Location"] == "/fr/?from=mail"
        assert "no-store" in response["Cache-Control"]

    def test_any_other_page_keeps_the_language_of_its_address(self, client):
        client.post("/language/", {"language": "fr"})

        assert client.get("/accounts/login/").context["LANGUAGE_CODE"] == "en"

    def test_english_is_remembered_too(self, client):
        client.post("/language/", {"language": "fr"})
        response = client.post("/language/", {"language": "en", "next": "/fr/"})

        assert response["Location"] == "/"
        assert client.get("/").status_code == 200

    def test_a_persons_choice_is_kept_with_the_account(self, client, nadia):
        client.force_login(nadia)

        client.post("/language/", {"language": "fr"})

        nadia.refresh_from_db()
        assert nadia.language == "fr"

    @pytest.mark.parametrize("wrong", ["xx", "../../etc", "fr/../..", "en\r\nX: y", "a" * 10_000, "", "FR"])
    def test_a_language_that_is_none_changes_nothing(self, client, nadia, wrong):
        client.force_login(nadia)

        response = client.post("/language/", {"language": wrong, "next": "/accounts/profile/"})

        assert response["Location"] == "/accounts/profile/"
        assert "django_language" not in response.cookies
        nadia.refresh_from_db()
        assert nadia.language == "en"

    @pytest.mark.parametrize("cookie", ["xx", "../../etc", "fr-../", "a" * 4000])
    def test_a_cookie_that_names_none_is_ignored(self, client, cookie):
        client.cookies["django_language"] = cookie

        assert client.get("/").status_code == 200

    def test_a_get_changes_nothing(self, client):
        assert client.get("/language/?language=fr").status_code == 405

    @pytest.mark.parametrize("origin", ["https://evil.example", "null"])
    def test_another_site_cannot_change_it(self, nadia, origin):
        client = Client(enforce_csrf_checks=True)
        client.force_login(nadia)

        response = client.post("/language/", {"language": "fr"}, headers={"origin": origin})

        assert response.status_code == 403
        nadia.refresh_from_db()
        assert nadia.language == "en"

    def test_our_own_pages_need_no_token(self):
        client = Client(enforce_csrf_checks=True)

        response = client.post("/language/", {"language": "fr"}, headers={"origin": "http://testserver"})

        assert response.status_code == 302

    def test_the_back_office_speaks_the_readers_language(self, client):
        client.force_login(make.administrator(language="fr"))

        assert client.get("/admin/").headers["Content-Language"] == "fr"


class TestPagesForEverybody:
    @pytest.mark.parametrize("path", ["/", "/fr/"])
    def test_home_sets_no_cookie(self, client, path):
        response = client.get(path)

        assert not response.cookies
