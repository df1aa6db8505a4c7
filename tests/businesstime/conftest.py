"""A table for the clocks of these tests, there only while a module of them runs."""

import pytest
from django.db import connection

from portal.businesstime.models import Calendar
from tests.businesstime.make import Promised


@pytest.fixture(scope="module")
def promises_table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Promised)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Promised)


@pytest.fixture
def promises(promises_table, db):
    """The door to stored promises."""
    return Promised.objects


@pytest.fixture
def uk(db):
    """The calendar that every installation begins with."""
    return Calendar.objects.default()
