"""People in the back office: narrow, without passwords, and roles given by administrators only."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, Permission

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/accounts/user/"
NO_MEMBERSHIPS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def ada(client):
    person = make.administrator(email="ada@support.example")
    client.force_login(person)
    return person


@pytest.fixture
def nadia():
    return make.customer(email="nadia@client.example", password=make.PASSWORD)


def form_of(user, **changes):
    return {
        "email": user.email,
        "name": user.name,
        "job": user.job,
        "language": user.language,
        "zone": user.zone,
        "is_active": "on",
        **NO_MEMBERSHIPS,
        **changes,
    }


def act(client, action, *people):
    return client.post(PEOPLE, {"action": action, "_selected_action": [person.pk for person in people]})


class TestPassword:
    def test_its_hash_is_on_no_page(self, client, ada, nadia):
        for path in (PEOPLE, f"{PEOPLE}{nadia.pk}/change/", f"{PEOPLE}{nadia.pk}/history/"):
            page = client.get(path).content.decode()
            assert nadia.password not in page
            assert "md5$" not in page

    @pytest.mark.parametrize(
        "question",
        [
            "password__startswith=md5",
            "password__regex=.",
            "user_permissions__id=1",
            "emailaddress__email=x",
            "authenticator__data__icontains=a",
            "memberships__organisation__name=x",
            "last_login__gt=2000-01-01",
            "_connector=OR",
        ],
    )
    def test_no_question_about_a_person_can_be_asked_by_address(self, client, ada, question):
        assert client.get(f"{PEOPLE}?{question}").status_code in (302, 400)
        assert "md5" not in client.get(f"{PEOPLE}?{question}").headers.get("Location", "")

    @pytest.mark.parametrize("question", ["user__password__regex=.", "user__email=x", "organisation__name=x"])
    def test_nor_through_a_membership(self, client, ada, question):
        assert client.get(f"/admin/accounts/membership/?{question}").status_code == 400

    def test_the_filters_of_the_list_work(self, client, ada, nadia):
        for question in ("is_active__exact=1", "is_staff__exact=0", "groups__id__exact=1", "q=nadia"):
            assert client.get(f"{PEOPLE}?{question}").status_code == 200


def test_keys_and_sessions_have_no_page_in_the_back_office():
    names = {model._meta.label for model in admin.site._registry}

    assert not names & {"mfa.Authenticator", "account.EmailAddress", "usersessions.UserSession", "auth.Group"}


class TestNobodyIsDeleted:
    @pytest.mark.parametrize("kind", ["user", "organisation", "team"])
    def test_not_even_by_an_administrator(self, client, ada, nadia, kind):
        row = {"user": nadia, "organisation": nadia.membership.organisation, "team": make.team()}[kind]

        response = client.post(f"/admin/accounts/{kind}/{row.pk}/delete/", {"post": "yes"})

        assert response.status_code == 403
        assert type(row).objects.filter(pk=row.pk).exists()

    def test_nor_in_numbers(self, client, ada, nadia):
        act(client, "delete_selected", nadia)

        assert User.objects.filter(pk=nadia.pk).exists()

    def test_an_account_is_closed_instead(self, client, ada, nadia):
        elsewhere = type(client)()
        elsewhere.force_login(nadia)

        act(client, "close", nadia)

        nadia.refresh_from_db()
        assert not nadia.is_active
        assert elsewhere.get("/accounts/profile/").status_code == 302
        act(client, "open_again", nadia)
        nadia.refresh_from_db()
        assert nadia.is_active

    def test_nobody_closes_their_own(self, client, ada):
        act(client, "close", ada)

        ada.refresh_from_db()
        assert ada.is_active


class TestNewPerson:
    def test_gets_a_letter_and_chooses_a_password(self, client, ada):
        organisation = make.organisation()
        client.post(
            f"{PEOPLE}add/",
            {
                "email": "Camille@Client.Example",
                "name": "Camille Durand",
                "language": "fr",
                "zone": "Europe/Paris",
                "is_active": "on",
                "memberships-TOTAL_FORMS": "1",
                "memberships-INITIAL_FORMS": "0",
                "memberships-0-organisation": organisation.pk,
                "memberships-0-sees": "all",
            },
        )

        camille = User.objects.get(email="camille@client.example")
        assert not camille.has_usable_password()
        assert camille.membership.sees == Membership.Sees.ALL
        assert not EmailAddress.objects.get(user=camille).verified
        letter = Letter.objects.get(to="camille@client.example")
        assert letter.language == "fr"
        assert letter.sensitive

    @pytest.mark.parametrize(
        "address", ["support@localhost", "nadia@client.example", "NADIA@client.example."]
    )
    def test_has_an_address_of_their_own(self, client, ada, nadia, address):
        response = client.post(
            f"{PEOPLE}add/",
            {"email": address, "name": "X", "language": "en", "zone": "Europe/London", **NO_MEMBERSHIPS},
        )

        assert response.status_code == 200
        assert User.objects.count() == 2

    def test_an_address_that_staff_changed_is_not_proven(self, client, ada, nadia):
        client.post(f"{PEOPLE}{nadia.pk}/change/", form_of(nadia, email="nadia@new.example"))

        address = EmailAddress.objects.get(user=nadia)
        assert (address.email, address.verified, address.primary) == ("nadia@new.example", False, True)


class TestRoles:
    @pytest.fixture
    def clerk(self, client):
        """Somebody who may change people, but is no administrator."""
        person = make.staff(Role.MANAGER)
        person.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "add_user"]))
        client.force_login(person)
        return person

    def test_an_administrator_gives_them(self, client, ada, nadia):
        group = Group.objects.get(name=Role.EDITOR.value)

        client.post(f"{PEOPLE}{nadia.pk}/change/", form_of(nadia, is_staff="on", groups=[group.pk]))

        assert list(User.objects.in_role(Role.EDITOR)) == [nadia]

    def test_nobody_else_does(self, client, clerk, nadia):
        group = Group.objects.get(name=Role.MANAGER.value)

        client.post(
            f"{PEOPLE}{nadia.pk}/change/",
            form_of(nadia, name="Nadia Klein", is_staff="on", is_superuser="on", groups=[group.pk]),
        )

        nadia.refresh_from_db()
        assert nadia.name == "Nadia Klein"
        assert (nadia.is_staff, nadia.is_superuser, nadia.groups.count()) == (False, False, 0)

    def test_nobody_else_takes_over_a_colleague_by_their_address(self, client, clerk):
        colleague = make.administrator(email="boss@support.example")

        assert (
            client.post(
                f"{PEOPLE}{colleague.pk}/change/", form_of(colleague, email="x@y.example")
            ).status_code
            == 403
        )
        colleague.refresh_from_db()
        assert colleague.email == "boss@support.example"

    def test_a_manager_looks_and_changes_nothing(self, client, nadia):
        client.force_login(make.staff(Role.MANAGER))

        assert client.get(PEOPLE).status_code == 200
        assert client.get(f"{PEOPLE}{nadia.pk}/change/").status_code == 200
        assert client.post(f"{PEOPLE}{nadia.pk}/change/", form_of(nadia, name="X")).status_code == 403
        act(client, "remove_second_factor", nadia)
        act(client, "close", nadia)
        nadia.refresh_from_db()
        assert nadia.is_active

    @pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.RESOLUTIONS, Role.EDITOR])
    def test_the_other_roles_do_not_see_people(self, client, role):
        client.force_login(make.staff(role))

        assert client.get(PEOPLE).status_code == 403


def test_a_lost_phone_is_helped_and_told(client, ada, nadia):
    make.second_factor(nadia)

    act(client, "remove_second_factor", nadia)

    assert not Authenticator.objects.filter(user=nadia).exists()
    assert Letter.objects.get(to=nadia.email).subject == "Your second factor was removed"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, ada, django_assert_max_num_queries, count):
    for _ in range(count):
        make.customer()

    with django_assert_max_num_queries(12):
        client.get(PEOPLE)


def test_organisations_show_their_people(client, ada, nadia):
    organisation = Organisation.objects.get()

    assert client.get(f"/admin/accounts/organisation/{organisation.pk}/change/").status_code == 200
