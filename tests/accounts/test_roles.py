"""After every migration each staff role may do exactly what its list says."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from portal.accounts.models import User
from portal.accounts.roles import PERMISSIONS, Role
from tests import make

pytestmark = pytest.mark.django_db


def permissions_of(role):
    return {
        f"{app}.{code}"
        for app, code in Group.objects.get(name=role.value).permissions.values_list(
            "content_type__app_label", "codename"
        )
    }


def those_that_exist(names):
    existing = {
        f"{app}.{code}" for app, code in Permission.objects.values_list("content_type__app_label", "codename")
    }
    return {name for name in names if name in existing}


@pytest.mark.parametrize("role", Role)
def test_a_role_has_the_permissions_of_its_list_and_no_other(role):
    assert permissions_of(role) == those_that_exist(PERMISSIONS[role])


@pytest.mark.parametrize("role", Role)
def test_every_permission_of_a_list_exists_once_its_app_has_models(role):
    promised = {
        name for name in PERMISSIONS[role] if list(apps.get_app_config(name.split(".")[0]).get_models())
    }
    assert promised - those_that_exist(promised) == set()


def test_migrating_again_repairs_what_was_changed_by_hand():
    group = Group.objects.get(name=Role.MANAGER.value)
    before = permissions_of(Role.MANAGER)
    group.permissions.remove(Permission.objects.get(codename="view_organisation"))
    group.permissions.add(Permission.objects.get(codename="delete_user"))

    call_command("migrate", verbosity=0)

    assert permissions_of(Role.MANAGER) == before


def test_a_role_is_found_among_active_staff_only():
    here = make.staff(Role.RESOLUTIONS)
    make.staff(Role.RESOLUTIONS, is_active=False)
    make.staff(Role.AGENT)

    assert list(User.objects.in_role(Role.RESOLUTIONS)) == [here]


def test_somebody_in_two_roles_is_found_once():
    person = make.staff(Role.RESOLUTIONS)
    person.groups.add(Group.objects.get(name=Role.MANAGER.value))

    assert list(User.objects.in_role(Role.RESOLUTIONS, Role.MANAGER)) == [person]


def test_a_customer_has_no_permission_at_all():
    assert make.customer().get_all_permissions() == set()


def test_who_answers_for_a_letter_sends_it_again_and_who_answers_for_the_ladder_words_it():
    """The administrator need not be called for either."""
    may = {role: permissions_of(role) for role in Role}
    answering = {Role.RESOLUTIONS, Role.MANAGER, Role.DUTY, Role.ENGINEER, Role.REGIONAL, Role.GLOBAL}
    assert {role for role in Role if "outbox.change_letter" in may[role]} == answering
    assert {role for role in Role if "escalations.change_level" in may[role]} == {Role.MANAGER}
