"""What every test shares."""

import pytest
from django.core.cache import cache
from django.utils import timezone, translation


@pytest.fixture(autouse=True)
def nothing_left_over():
    """No cached page, language or zone of the test before."""
    cache.clear()
    yield
    translation.activate("en")
    timezone.deactivate()


def pytest_addoption(parser):
    parser.addoption("--chaos", action="store_true", help="run the long list of faults")
