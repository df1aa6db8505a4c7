"""A statement that is put together once answers each asking with its own values."""

import threading

import pytest
from django.db import connection

from portal.accounts.models import User
from portal.workflow.prepared import prepared
from tests import make

pytestmark = pytest.mark.django_db


def _people_of(builds: list):
    @prepared
    def people(pk: int, name: str, *, reverse: bool = False):
        builds.append(reverse)
        found = User.objects.filter(pk__gte=pk, name=name).select_related("deputy")
        return found.order_by("-pk" if reverse else "pk")

    return people


def test_each_asking_gets_the_rows_of_its_own_values(django_assert_num_queries):
    first, second, other = make.user(name="Ana"), make.user(name="Ana"), make.user(name="Bo")
    people = _people_of([])
    with django_assert_num_queries(3):
        assert people(first.pk, "Ana") == [first, second]
        assert people(second.pk, "Ana") == [second]
        assert people(first.pk, "Bo") == [other]


def test_a_row_that_has_changed_is_read_as_it_is_now():
    ana, people = make.user(name="Ana"), _people_of([])
    assert people(ana.pk, "Ana") == [ana]
    User.objects.update(name="Anna")
    assert people(ana.pk, "Ana") == []


def test_it_is_put_together_once_for_each_shape():
    builds: list = []
    first, second, people = make.user(name="Ana"), make.user(name="Ana"), _people_of(builds)
    for _ in range(3):
        assert people(first.pk, "Ana", reverse=False) == [first, second]
        assert people(first.pk, "Ana", reverse=True) == [second, first]
    assert builds == [False, True]


def test_what_belongs_to_a_row_comes_with_it(django_assert_num_queries):
    deputy = make.user(name="Bo")
    away = make.user(name="Ana")
    User.objects.filter(pk=away.pk).update(deputy=deputy)
    people = _people_of([])
    people(1, "Nobody")  # the second asking is the one that could be wrong
    with django_assert_num_queries(1):
        assert people(away.pk, "Ana")[0].deputy.name == "Bo"


def test_what_django_knows_to_be_nothing_is_not_asked(django_assert_num_queries):
    @prepared
    def nobody(pk: int):
        return User.objects.filter(pk=pk).none()

    with django_assert_num_queries(0):
        assert nobody(1) == []


def test_a_value_that_is_changed_on_its_way_into_the_statement_is_a_mistake_of_ours():
    @prepared
    def beginning(name: str):
        return User.objects.filter(name__startswith=name)

    with pytest.raises(ValueError, match="beginning"):
        beginning("An")


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_on_its_own_connection():
    ana, people, found = make.user(name="Ana"), _people_of([]), []
    people(ana.pk, "Ana")

    def ask():
        found.append(people(ana.pk, "Ana"))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[ana]]
