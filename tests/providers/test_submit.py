"""The form admits issues of the technical integration, asks what is needed, and sends each one its way."""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from escalations.providers import identifiers
from escalations.providers.actions import NotAdmitted
from escalations.providers.gate import NotLive
from escalations.providers.models import ProviderIssue, Route
from portal.outbox.models import Letter
from tests import make
from tests.providers import make as providers
from tests.providers.make import ACCOUNT, SECOND

pytestmark = pytest.mark.django_db
FORM = "/providers/issues/new/"
TYPED = {
    "category": "outage",
    "environment": "production",
    "priority": "p1",
    "summary": "All calls fail",
    "accounts": str(ACCOUNT),
    "one_bank": "no",
    "form_key": "k" * 24,
}


@pytest.fixture
def kim(client):
    person = providers.provider("Open Ledger")
    client.force_login(person)
    return person


def send(client, **typed):
    return client.post(FORM, {**TYPED, **typed})


def words(response) -> str:
    return " ".join(response.content.decode().split())


# --- What is asked ------------------------------------------------------------------------------


def test_the_form_has_two_groups(client, kim):  # S0-39
    page = words(client.get(FORM))
    essential, additional = page.partition("<legend><h2>Essential information</h2></legend>")[2].split(
        "<legend><h2>Additional helpful details</h2></legend>"
    )
    names = re.findall(r'<(?:textarea|select|input)[^>]* name="(\w+)"', essential)
    assert list(dict.fromkeys(names)) == [
        "category", "environment", "priority", "summary", "accounts", "one_bank", "bank_id", "files",
    ]  # fmt: skip
    names = re.findall(r'<textarea[^>]* name="(\w+)"|<textarea name="(\w+)"', additional)
    assert [first or second for first, second in names] == [
        "timeline",  # S0-34
        "impact",  # S0-35
        "steps",  # S0-36
        "previous",  # S0-37
        "system_status",  # S0-38
    ]
    assert additional.count("(optional)") == 5


def test_an_issue_gets_a_number_a_record_and_a_history(client, kim):  # S0-12
    response = send(client, timeline="Since nine", impact="All", steps="Call it", system_status="Fine")
    issue = ProviderIssue.objects.get()
    assert response.url == f"/providers/issues/{issue.reference}/"
    assert issue.reference.startswith("PRV-")
    page = words(client.get(response.url))
    for said in ("All calls fail", "Since nine", "Call it", "Kim Sato raised the issue"):
        assert said in page
    assert issue.organisation == kim.membership.organisation


def test_what_is_missing_is_said_and_what_was_typed_stays(client, kim):
    response = send(client, summary="", accounts="", timeline="Since nine")
    page = words(response)
    assert response.status_code == 422
    assert "Describe the issue in a few words." in page  # S0-29
    assert "Give the identifier of at least one bank account." in page  # S0-31
    assert "Since nine" in page
    assert not ProviderIssue.objects.exists()


def test_evidence_is_kept_with_the_issue(client, kim):  # S0-30
    page = words(client.get(FORM))
    assert "Screenshots, logs or video, if applicable." in page
    send(client, files=SimpleUploadedFile("trace.log", b"502 bad gateway", "text/plain"))
    issue = ProviderIssue.objects.get()
    attachment = issue.attachments.get()
    assert attachment.name == "trace.log"
    assert client.get(attachment.get_absolute_url()).status_code == 200
    client.force_login(providers.provider())
    assert client.get(attachment.get_absolute_url()).status_code == 404


def test_the_bank_is_asked_when_it_is_specific_to_one_and_kept_only_then(client, kim):  # S0-33
    page = words(client.get(FORM))
    assert 'data-shown-if="one_bank" data-shown-if-value="yes"' in page
    assert "Give the Bank ID of the financial institution." in words(send(client, one_bank="yes"))
    send(client, one_bank="no", bank_id="DE-1007", form_key="n" * 24)
    send(client, one_bank="yes", bank_id="DE-1007", form_key="y" * 24)
    assert list(ProviderIssue.objects.order_by("pk").values_list("bank_id", flat=True)) == ["", "DE-1007"]


def test_the_form_sent_twice_is_one_issue(client, kim):
    first, second = send(client), send(client)
    assert first.url == second.url
    assert ProviderIssue.objects.count() == 1
    assert send(client, summary="Something else").status_code == 409


def test_what_was_typed_waits_for_the_sign_in(client):
    kim = providers.provider()
    response = send(client, summary="Typed while signed out")
    assert response.url.startswith("/accounts/login/")
    client.force_login(kim)
    assert 'value="Typed while signed out"' in words(client.get(FORM))


# --- Identifiers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pasted",
    [
        f"{ACCOUNT}\n{SECOND}",
        f"{ACCOUNT},{SECOND}",
        f"{ACCOUNT};  {SECOND}",
        f"  {str(ACCOUNT).upper()}\r\n\r\n{SECOND.hex} ",
        f"{{{ACCOUNT}}} urn:uuid:{SECOND}",
        f'"{ACCOUNT}", "{SECOND}"; {ACCOUNT}',
    ],
)
def test_several_identifiers_are_read_however_they_were_pasted(client, kim, pasted):  # S0-31
    send(client, accounts=pasted)
    stored = ProviderIssue.objects.get().accounts.values_list("identifier", flat=True)
    assert list(stored) == [ACCOUNT, SECOND]


def test_a_wrong_identifier_is_named_by_its_place(client, kim):  # S0-32
    response = send(client, accounts=f"{ACCOUNT}\n{SECOND}\nDE89370400440532013000")
    assert response.status_code == 422
    assert "The 3rd identifier, “DE89370400440532013000”, is not a UUID." in words(response)
    assert str(SECOND) in words(response)


@pytest.mark.parametrize(
    "word",
    ["6f1c2f0e", f"{ACCOUNT}x", f"{{{ACCOUNT}", "6f1c2f0e0b57-4a3c-9d3b-1c2d3e4f5a6b", "g" * 32, "٣" * 32],
)
def test_what_only_looks_like_a_uuid_is_none(word):  # S0-32
    found, troubles = identifiers.read(word)
    assert (found, len(troubles)) == ([], 1)


def test_places_are_said_as_people_say_them():
    assert [identifiers.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip


def test_an_identifier_in_words_is_masked():
    said = f"Account {ACCOUNT} and {SECOND.hex}, not 12345."
    assert identifiers.without(said) == "Account …5a6b and …7c6d, not 12345."
    assert identifiers.masked(UUID(int=0xABCD)) == "…abcd"


# --- What is admitted, and where it goes ----------------------------------------------------------


@pytest.mark.parametrize(
    ("priority", "category"),
    [("p1", "outage"), ("p1", "breach"), ("p2", "maintenance"), ("p3", "interface"), ("p4", "interface")],
)
def test_each_priority_has_one_route_and_an_issue_goes_there(client, kim, priority, category):  # S0-11, S0-20
    providers.route(priority, contact=f"{priority}@vendor.example")
    send(client, priority=priority, category=category)
    issue = ProviderIssue.objects.get()
    assert issue.routed_to == f"{priority}@vendor.example"
    assert f"{priority}@vendor.example" in [to for _kind, to in providers.told(issue)]
    assert Route.objects.filter(priority=priority).count() == 1


def test_without_a_contact_of_its_own_it_goes_to_the_inbox(client, kim, settings):  # S0-19
    settings.INTEGRATION_INBOX = "integration@vendor.example"
    send(client, priority="p3", category="interface")
    assert ProviderIssue.objects.get().routed_to == "integration@vendor.example"


def test_a_p4_is_admitted_only_in_an_integration_category(client, kim):  # C2
    response = send(client, priority="p4", category="outage")
    assert response.status_code == 422
    assert "P4 is for integration-specific issues." in words(response)
    with pytest.raises(NotAdmitted):
        providers.received(kim, priority="p4", category="performance")
    assert providers.received(kim, priority="p4", category="authentication").priority == "p4"


def test_no_door_admits_a_customers_issue_whatever_its_priority(kim):  # S0-3, S0-9, S0-10
    for slug in ("customer-onboarding", "customer-transactions", "customer-status", "customer-question"):
        for priority in ("p1", "p2", "p3", "p4"):
            with pytest.raises(NotAdmitted, match="contacts? (Product Support|it) directly"):
                providers.received(kim, category=slug, priority=priority)
    assert not ProviderIssue.objects.exists()
    assert not Letter.objects.filter(kind__endswith="/routed").exists()


def test_only_people_of_a_partner_reach_the_form(client):
    client.force_login(make.customer())
    response = client.get(FORM)
    assert response.status_code == 403
    assert "This page is for people of an integration partner" in words(response)
    with pytest.raises(NotAdmitted):
        providers.received(make.customer())


# --- Before the launch ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("priority", "environment", "is_open"),
    [
        ("p1", "production", False),
        ("p2", "production", False),
        ("p3", "production", False),
        ("p1", "test", False),
        ("p2", "test", False),
        ("p3", "test", True),
        ("p4", "production", True),
        ("p4", "test", True),
    ],
)
def test_production_is_closed_before_the_launch_by_every_door(
    client, priority, environment, is_open
):  # S0-44
    kim = providers.provider(live=False)
    said = {"priority": priority, "environment": environment, "category": "interface"}
    client.force_login(kim)
    response = send(client, **said)
    assert response.status_code == (302 if is_open else 422)
    assert ProviderIssue.objects.exists() is is_open
    if not is_open:
        assert "until the support model template is returned and accepted" in words(response)
        with pytest.raises(NotLive):
            providers.received(kim, **said)


def test_the_form_says_so_before_anything_is_typed(client, kim):  # S0-44
    said = "Production is closed until your launch."
    assert said not in words(client.get(FORM))
    client.force_login(providers.provider(live=False))
    assert said in words(client.get(FORM))
