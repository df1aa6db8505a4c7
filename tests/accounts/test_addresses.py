"""One address, one spelling, one person."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from portal.accounts.addresses import is_ours, normalise, validate_address
from portal.accounts.models import Membership, User
from tests import make


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Nadia@Client.Example", "nadia@client.example"),
        ("  nadia@client.example ", "nadia@client.example"),
        ("nadia@client.example.", "nadia@client.example"),
        ("ＮＡＤＩＡ@client.example", "nadia@client.example"),
        ("na\u017fia@client.example", "nasia@client.example"),
        ("\u212aim@client.example", "kim@client.example"),
        ("", ""),
    ],
)
def test_spellings_of_one_address_become_one(typed, stored):
    assert normalise(typed) == stored
    assert normalise(normalise(typed)) == stored


@pytest.mark.parametrize("stranger", ["ınfo@client.example", "İnfo@client.example"])
def test_a_dotless_i_is_not_an_i(stranger):
    assert normalise(stranger) != "info@client.example"
    with pytest.raises(ValidationError):
        validate_address(normalise(stranger))


@pytest.mark.parametrize(
    "address", ["support@help.example", "SUPPORT@help.example.", "support+cw-12.token@help.example"]
)
def test_our_own_addresses_are_nobodys(address, settings):
    settings.SUPPORT_EMAIL = "support@help.example"

    assert is_ours(address)
    with pytest.raises(ValidationError):
        validate_address(normalise(address))


def test_other_addresses_of_our_domain_may_be_people(settings):
    settings.SUPPORT_EMAIL = "support@help.example"

    assert not is_ours("jonas@help.example")


@pytest.mark.django_db
class TestPeople:
    def test_an_address_is_stored_in_its_one_spelling(self):
        assert make.user("Nadia@Client.Example.").email == "nadia@client.example"

    def test_a_second_spelling_cannot_be_a_second_person(self):
        make.user("nadia@client.example")

        with pytest.raises(IntegrityError), transaction.atomic():
            make.user("ＮADIA@client.example")

    def test_a_person_is_found_by_any_spelling(self):
        nadia = make.user("nadia@client.example")

        assert User.objects.get_by_natural_key("NADIA@client.example.") == nadia

    def test_an_administrator_of_the_command_line_may_sign_in_at_once(self, monkeypatch):
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", make.PASSWORD)
        call_command("createsuperuser", email="Ada@Support.Example", interactive=False, verbosity=0)

        address = EmailAddress.objects.get(user__is_superuser=True)
        assert (address.email, address.verified, address.primary) == ("ada@support.example", True, True)

    def test_a_name_is_shown_and_never_the_address(self):
        nobody = make.user("nadia@client.example", name="")

        assert str(nobody) == "Someone"
        assert nobody.get_short_name() == "Someone"
        assert nobody.initials == "?"

    def test_initials_are_those_of_the_first_and_the_last_word(self):
        assert make.user(name="Nadia van der Berg").initials == "NB"
        assert make.user(name="nadia").initials == "N"


@pytest.mark.django_db
class TestPlaces:
    def test_somebody_belongs_to_an_organisation_once(self):
        nadia = make.customer()

        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=nadia, organisation=nadia.membership.organisation)

    def test_a_customer_sees_their_own_requests_and_a_colleague_may_see_all(self):
        nadia = make.customer()
        camille = make.colleague(of=nadia)

        assert nadia.membership.sees == Membership.Sees.OWN
        assert camille.membership.sees == Membership.Sees.ALL
        assert camille.membership.organisation == nadia.membership.organisation

    def test_a_visitor_without_an_organisation_has_no_membership(self):
        assert make.user().membership is None
