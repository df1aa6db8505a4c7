import pytest
from django.core.management import call_command

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client):
    client.force_login(make.customer())


def test_one_chooses_what_it_is_about(client):  # S1-3, S2-28, S2-29
    page = client.get("/requests/new/").content.decode()
    for words in ("Technical support", "Feedback", "Change or feature request", "Escalate my case"):
        assert words in page


def test_the_article_one_comes_from_is_carried_along(client):
    assert "/requests/new/technical/?article=12" in client.get("/requests/new/?article=12").content.decode()
    form = client.get("/requests/new/technical/?article=12").content.decode()
    assert 'name="article" value="12"' in form


def test_the_form_asks_for_detail_and_shows_a_good_request(client):  # S2-34 to S2-36, S2-39
    page = client.get("/requests/new/technical/").content.decode()
    assert "The more exactly you describe it, the faster we can answer." in page
    assert "See a good request" in page and "Invoice numbers skip after a credit note" in page
    for definition in ("Of little consequence", "Can slow work", "Slows work considerably", "Halts work"):
        assert definition in page  # S1-14 to S1-17


def test_the_files_field_takes_several(client):  # S1-19, S3-20
    page = client.get("/requests/new/technical/").content.decode()
    assert 'type="file" name="files"' in page and " multiple" in page


def test_a_signed_out_form_is_kept_until_the_sign_in(client):
    client.logout()
    response = client.post("/requests/new/technical/", {"subject": "Kept", "text": "A long text."})
    assert response.status_code == 302 and "/accounts/login/" in response["Location"]
    client.force_login(make.customer())
    page = client.get("/requests/new/technical/").content.decode()
    assert "A long text." in page and 'value="Kept"' in page and "Nothing was sent yet" in page


def test_a_form_that_comes_back_shows_articles_that_may_answer_it(client, tmp_path):  # S3-6
    title = "An invoice number is missing from the sequence"
    front = (
        f"key: missing-number\nlang: en\ntitle: {title}\nsummary: Why.\ncategory: Invoices\nsection: Numbers"
    )
    text = f"---\n{front}\naudience: public\nauthor: Support\nupdated: 2026-10-01\n---\n\nLook at it."
    (tmp_path / "one.md").write_text(text)
    call_command("import_articles", tmp_path, verbosity=0)
    page = client.post("/requests/new/technical/", {"text": f"{title} since Monday"}).content.decode()
    assert "The answer may be here" in page and title in page


def test_the_script_that_suggests_while_typing_is_only_a_comfort(client):
    page = client.get("/requests/new/technical/").content.decode()
    assert 'data-suggest="/suggest/?tick=1"' in page and "The answer may be here" not in page
