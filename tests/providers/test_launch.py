"""The way to production: checklist with evidence, the template completed and returned, accepted by us."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from escalations.providers import actions
from escalations.providers.models import ChecklistItem, Evidence, Launch
from escalations.providers.states import Progress
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.providers import make as providers
from tests.providers.test_submit import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(client):
    person = providers.provider("Open Ledger", live=False)
    client.force_login(person)
    return person


def model():
    return SimpleUploadedFile("model.txt", b"# Support model", "text/plain")


def test_the_overview_is_there_for_everybody(client):  # S0-41
    page = words(client.get("/providers/go-live/"))
    assert "Go-live overview" in page
    assert "Show your support process" in page
    assert "Whom we call at night" in page


def test_the_checklist_is_shown_with_evidence_in_words_and_files(client, kim):  # S0-40
    item = ChecklistItem.objects.first()
    page = words(client.get("/providers/launch/"))
    assert item.title in page
    assert "0 of 5 items shown" in page
    sent = {"text": "Our desk, day and night.", "files": model(), "form_key": "e" * 24}
    assert client.post(f"/providers/launch/{item.pk}/", sent).status_code == 302
    page = words(client.get("/providers/launch/"))
    assert "1 of 5 items shown" in page
    assert "Our desk, day and night." in page
    assert "model.txt" in page
    again = {"text": "Our desk, and a rota.", "form_key": "f" * 24}
    client.post(f"/providers/launch/{item.pk}/", again)
    evidence = Evidence.objects.get()
    assert evidence.text == "Our desk, and a rota."
    assert evidence.attachments.count() == 1


def test_an_item_is_not_shown_by_nothing(client, kim):
    response = client.post(f"/providers/launch/{ChecklistItem.objects.first().pk}/", {"form_key": "e" * 24})
    assert response.status_code == 422
    assert "Write what shows it, or attach a file." in words(response)
    assert not Evidence.objects.exists()


def test_evidence_is_for_the_provider_and_for_those_who_accept(client, kim):
    launch = actions.begin(kim.membership.organisation)
    item = ChecklistItem.objects.first()
    attachment = actions.show(
        launch, by=kim, item=item, text="", files=[providers.file(kim)]
    ).attachments.get()
    for reader, status in (
        (kim, 200),
        (providers.engineer(), 200),
        (make.staff(), 404),
        (providers.provider(), 404),
    ):
        client.force_login(reader)
        assert client.get(attachment.get_absolute_url()).status_code == status


def test_the_template_is_obtained_in_both_languages(client):  # S0-43
    english, french = (client.get(f"{part}/providers/support-model-template/") for part in ("", "/fr"))
    assert 'filename="support-model-en.md"' in english["Content-Disposition"]
    assert "Customers of Clearway contact Product Support" in english.content.decode()
    assert "not responsible for handling direct customer support requests" in " ".join(
        english.content.decode().split()
    )  # S0-5
    assert french.content.decode().startswith("# Modèle d’assistance")


def test_the_engineer_is_the_contact_of_the_provider(client, kim):  # S0-42
    ravi, other = providers.engineer(), providers.engineer(name="Eva Holm")
    page = words(client.get("/providers/"))
    assert "Ravi Lal" in page
    assert "Eva Holm" in page  # nobody looks after it yet
    actions.look_after(actions.begin(kim.membership.organisation), by=ravi)
    for address in ("/providers/", "/providers/launch/", "/providers/go-live/"):
        page = words(client.get(address))
        assert f'href="mailto:{ravi.email}"' in page
        assert other.email not in page


def test_without_an_engineer_the_inbox_is_the_contact(client, kim, settings):  # S0-42
    settings.INTEGRATION_INBOX = "integration@vendor.example"
    assert 'href="mailto:integration@vendor.example"' in words(client.get("/providers/launch/"))


def test_completed_and_returned_are_both_needed(client, kim):  # S0-44
    address = "/providers/launch/template/"
    ravi = providers.engineer()
    response = client.post(address, {"files": model(), "form_key": "a" * 24})
    assert "Complete every section first, then say so here." in words(response)
    response = client.post(address, {"completed": "on", "form_key": "b" * 24})
    assert "Attach the completed support model template." in words(response)
    assert not Launch.objects.filter(status=Progress.RETURNED).exists()
    response = client.post(address, {"files": model(), "completed": "on", "form_key": "c" * 24})
    assert response.status_code == 302
    launch = Launch.objects.get()
    assert launch.status == Progress.RETURNED
    assert launch.events.get().attachments.get().name == "model.txt"
    assert Letter.objects.get(kind="providers/email/template_returned").to == ravi.email  # S0-43


def test_accepted_it_opens_production(client, kim):  # S0-44
    launch, ravi = providers.returned(kim), providers.engineer()
    actions.accept(launch, by=ravi)
    letter = Letter.objects.get(kind="providers/email/launch_accepted")
    assert letter.to == kim.email
    assert providers.received(kim).pk
    page = words(client.get("/providers/launch/"))
    assert "Production has been open to you since" in page
    assert "Return the template" not in page


def test_it_is_accepted_only_when_the_checklist_is_shown(kim):  # S0-40
    launch = actions.begin(kim.membership.organisation)
    actions.return_template(launch, by=kim, files=[providers.file(kim)])
    with pytest.raises(IllegalMove, match="Whom we call at night"):
        actions.accept(launch, by=providers.engineer())
    ChecklistItem.objects.update(is_required=False)
    assert actions.accept(launch, by=providers.engineer()).is_live


def test_it_is_not_accepted_before_it_is_returned(kim):  # S0-44
    with pytest.raises(IllegalMove):
        actions.accept(providers.shown(kim), by=providers.engineer())


def test_sent_back_with_a_reason_it_can_be_returned_again(client, kim):
    launch, ravi = providers.returned(kim), providers.engineer()
    launch = actions.send_back(launch, by=ravi, note="Who is called at night?")
    page = words(client.get("/providers/launch/"))
    assert "Who is called at night?" in page
    assert "Return the template" in page
    assert "Who is called at night?" in Letter.objects.get(kind="providers/email/launch_sent_back").text
    client.post("/providers/launch/template/", {"files": model(), "completed": "on", "form_key": "c" * 24})
    launch.refresh_from_db()
    assert (launch.status, launch.reason) == (Progress.RETURNED, "")


def test_what_is_live_stays_as_it_is(client, kim):
    providers.launched(kim)
    item = ChecklistItem.objects.first()
    response = client.post(f"/providers/launch/{item.pk}/", {"text": "Other", "form_key": "e" * 24})
    assert response.status_code == 409
    assert Evidence.objects.get(item=item).text != "Other"


def test_the_engineer_accepts_and_sends_back_in_the_back_office(client, kim):
    launch, ravi = providers.returned(kim), providers.engineer()
    client.force_login(ravi)
    page = words(client.get(f"/admin/providers/launch/{launch.pk}/change/"))
    for said in ("Accept…", "Send back…", "Look after it", "model.txt", "Our rota, day and night."):
        assert said in page
    client.post(f"/admin/providers/launch/{launch.pk}/send_back/", {"note": "Section 3 is empty."})
    launch.refresh_from_db()
    assert (launch.status, launch.engineer) == (Progress.SENT_BACK, ravi)
    actions.return_template(launch, by=kim, files=[providers.file(kim, "again.txt")])
    client.post(f"/admin/providers/launch/{launch.pk}/accept/", {})
    launch.refresh_from_db()
    assert launch.is_live


def test_a_launch_is_begun_by_its_engineer(client):
    organisation = make.organisation("Early Pay", is_partner=True)
    ravi = providers.engineer()
    client.force_login(ravi)
    assert "Early Pay" in words(client.get("/admin/providers/launch/add/"))
    client.post("/admin/providers/launch/add/", {"organisation": organisation.pk})
    assert Launch.objects.get(organisation=organisation).engineer == ravi
