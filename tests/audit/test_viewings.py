"""Who looked is kept, and read by managers only."""

import pytest

from portal.accounts.roles import Role
from portal.audit.actions import viewed
from tests import make

pytestmark = pytest.mark.django_db


def test_managers_read_who_looked_and_nobody_changes_it(client):
    agent = make.staff(Role.INTEGRATION, name="Ines Roth")
    row = viewed("bank account identifiers", "PRV-00007", by=agent)
    client.force_login(make.staff(Role.MANAGER))
    page = client.get("/admin/audit/viewing/").content.decode()
    assert "Ines Roth" in page
    assert "PRV-00007" in page
    assert client.get("/admin/audit/viewing/add/").status_code == 403
    assert client.post(f"/admin/audit/viewing/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    client.force_login(agent)
    assert client.get("/admin/audit/viewing/").status_code == 403
