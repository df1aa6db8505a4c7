import pytest

from portal.accounts.roles import Role
from portal.attachments.actions import keep
from portal.attachments.models import Attachment
from tests import make
from tests.attachments.make import PNG, upload
from tests.tickets import make as tickets
from tickets import actions

pytestmark = pytest.mark.django_db


def file_of(user, name="screen.png") -> Attachment:
    return keep(upload(name), name=name, kind="png", by=user, key="f" * 32)


@pytest.fixture
def ticket():
    return tickets.ticket()


@pytest.fixture
def attachment(ticket):
    file = file_of(ticket.requester)
    actions.reply(ticket, by=ticket.requester, text="See.", files=[file])
    return file


def get(client, attachment, user=None):
    if user:
        client.force_login(user)
    return client.get(attachment.get_absolute_url())


def test_whoever_sees_the_request_gets_its_files(client, ticket, attachment):
    for reader in (ticket.requester, make.colleague(ticket.requester), make.staff()):
        response = get(client, attachment, reader)
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == PNG


def test_it_is_a_download_of_unknown_bytes_that_can_do_nothing(client, ticket, attachment):
    response = get(client, attachment, ticket.requester)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="screen.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(len(PNG))


@pytest.mark.parametrize("name", ['a"b;c.png', "é à.png", "名.png", "a%0d%0ab.png", "x\\y.png"])
def test_no_name_breaks_the_header(client, ticket, name):
    file = file_of(ticket.requester, name)
    response = get(client, file, ticket.requester)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in response["Content-Disposition"]


def test_nobody_else_gets_it(client, ticket, attachment):
    outsiders = [make.customer(), make.colleague(ticket.requester, sees="own"), make.staff(Role.EDITOR)]
    for outsider in outsiders:
        assert get(client, attachment, outsider).status_code == 404
    client.logout()
    response = get(client, attachment)
    assert response.status_code == 302 and "/accounts/login/" in response["Location"]
    client.force_login(ticket.requester)
    assert client.get("/files/" + "x" * 43 + "/").status_code == 404


def test_an_agent_of_another_team_does_not(client, ticket, attachment):
    actions.assign(ticket, by=make.staff(), team=make.team())
    assert get(client, attachment, make.staff()).status_code == 404


def test_the_file_of_an_internal_note_stays_inside(client, ticket):
    agent = make.staff()
    file = file_of(agent, "invoice.png")
    actions.note(ticket, by=agent, text="See.", files=[file])
    assert get(client, file, ticket.requester).status_code == 404
    assert get(client, file, make.staff()).status_code == 200
    page = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "invoice.png" not in page


def test_a_pending_file_is_its_senders_alone(client, ticket):
    file = file_of(ticket.requester)
    assert get(client, file, ticket.requester).status_code == 200
    assert get(client, file, make.colleague(ticket.requester)).status_code == 404
    assert get(client, file, make.staff()).status_code == 404


def test_nginx_sends_it_where_a_setting_says_so(client, ticket, attachment, settings):
    settings.ACCEL_REDIRECT = "/protected/"
    response = get(client, attachment, ticket.requester)
    assert response["X-Accel-Redirect"] == f"/protected/{attachment.file.name}"
    assert response.content == b""
    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_that_the_storage_does_not_give_says_so_and_the_request_is_readable(
    client, ticket, attachment
):
    attachment.file.storage.delete(attachment.file.name)
    response = get(client, attachment, ticket.requester)
    assert response.status_code == 503 and response["Retry-After"] == "300"
    assert "screen.png" in response.content.decode()
    assert client.get(f"/requests/{ticket.reference}/").status_code == 200


def test_it_is_only_read(client, ticket, attachment):
    client.force_login(ticket.requester)
    assert client.post(attachment.get_absolute_url()).status_code == 405
