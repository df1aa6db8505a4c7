"""What every test shares."""

import math

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from portal.businesstime import hours
from portal.workflow import kept

HOURS = "Monday to Friday, 08:45 to 17:15, London time"


@pytest.fixture(autouse=True)
def nothing_left_over():
    """No cached page, language or zone of the test before; the hours at every page's foot are known."""
    cache.clear()
    kept.forget()
    hours.kept.update(en=(math.inf, HOURS), fr=(math.inf, "Du lundi au vendredi"))
    yield
    translation.activate("en")
    timezone.deactivate()


def pytest_addoption(parser):
    parser.addoption("--chaos", action="store_true", help="run the long list of faults")
