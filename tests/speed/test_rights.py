"""What a person may do is read once a page, in one question."""

import pytest
from django.contrib.auth.models import Permission

from portal.accounts.models import User
from portal.accounts.roles import PERMISSIONS, Role
from tests import make

pytestmark = pytest.mark.django_db


def test_rights_of_groups_and_own_ones_come_in_one_question(django_assert_num_queries):
    staff = make.staff(Role.MANAGER)
    staff.user_permissions.add(Permission.objects.get(codename="add_article"))
    again = User.objects.get(pk=staff.pk)
    with django_assert_num_queries(1):
        assert again.get_all_permissions() == {*PERMISSIONS[Role.MANAGER], "knowledgebase.add_article"}
        assert again.has_perm("tickets.view_ticket") and not again.has_perm("tickets.delete_ticket")
        assert again.has_module_perms("outbox") and not again.has_module_perms("mfa")


def test_who_is_not_active_may_do_nothing():
    assert make.staff(Role.MANAGER, is_active=False).get_all_permissions() == set()


def test_an_administrator_may_do_everything():
    administrator = make.administrator()
    assert administrator.has_perm("tickets.delete_ticket")
    assert "tickets.delete_ticket" in administrator.get_all_permissions()
