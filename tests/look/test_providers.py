"""The pages of integration partners in a real browser: nothing sideways, nothing that axe finds."""

import pytest

from escalations.providers import actions
from tests.look.test_browser import check, chromium  # noqa: F401 - the fixture
from tests.providers import make as providers

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_pages_of_a_provider(chromium, live_server, client):  # noqa: F811
    kim = providers.provider("Open Ledger")
    issue = providers.resolved(kim)
    redirect = actions.refuse(
        kim.membership.organisation,
        by=kim,
        category=providers.category("customer-status"),
        subject="Stuck",
        answers={"timeline": "Since May"},
    )
    client.force_login(kim)
    paths = ["/providers/", "/providers/go-live/", "/providers/issues/", "/providers/issues/new/"]
    paths += [issue.get_absolute_url(), f"/providers/redirects/{redirect.pk}/"]
    check(chromium, live_server, client, paths)


def test_the_pages_before_the_launch(chromium, live_server, client):  # noqa: F811
    client.force_login(providers.provider(live=False))
    check(chromium, live_server, client, ["/providers/launch/", "/fr/providers/issues/new/"])


def test_the_back_office_of_providers(chromium, live_server, client):  # noqa: F811
    issue = providers.received()
    launch = issue.organisation.launch
    client.force_login(providers.make.staff(providers.Role.MANAGER))
    paths = ["/admin/providers/providerissue/", f"/admin/providers/providerissue/{issue.pk}/change/"]
    paths += [f"/admin/providers/launch/{launch.pk}/change/", "/admin/providers/redirect/"]
    check(chromium, live_server, client, paths)
