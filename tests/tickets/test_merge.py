"""Merging: visible on both, one letter, later replies follow, undone for seven days; and links."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.accounts.models import Membership
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.escalations import make as escalations
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Merge, Ticket
from tickets.states import Status

pytestmark = pytest.mark.django_db
KEY = "m" * 32


@pytest.fixture
def customer():
    return make.customer()


@pytest.fixture
def pair(customer):
    return tickets.ticket(requester=customer, subject="Old"), tickets.ticket(
        requester=customer, subject="New"
    )


def url(ticket, verb="change") -> str:
    return f"/admin/tickets/ticket/{ticket.pk}/{verb}/"


def letters() -> list[str]:
    return list(Letter.objects.exclude(kind__endswith="received").values_list("kind", flat=True))


def test_the_old_one_is_closed_and_points_on_and_both_say_so(client, customer, pair):
    old, new = pair
    actions.merge(old, by=make.staff(), into=new)
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.status, old.merged_into) == ("closed", new) and old.closed_at
    assert new.status == "new"
    client.force_login(customer)
    shown = client.get(f"/requests/{old.reference}/").content.decode()
    assert f"This request goes on in {new.reference}" in shown
    assert f'href="/requests/{new.reference}/"' in shown
    shown = client.get(f"/requests/{new.reference}/").content.decode()
    assert f"{old.reference} was merged into this request" in shown and "Related requests" in shown


def test_the_customer_gets_one_letter(pair):
    old, new = pair
    actions.merge(old, by=make.staff(), into=new)
    assert letters() == ["tickets/email/merged"]


def test_a_reply_to_the_old_one_follows(client, customer, pair):
    old, new = pair
    agent = make.staff()
    actions.take(new, by=agent)
    actions.merge(old, by=agent, into=new)
    client.force_login(customer)
    response = client.post(f"/requests/{old.reference}/reply/", {"text": "One more thing.", "form_key": KEY})
    message = new.messages.get(body="One more thing.")
    assert response["Location"] == f"/requests/{new.reference}/#message-{message.pk}"
    assert "One more thing." in client.get(f"/requests/{new.reference}/").content.decode()
    assert not old.messages.filter(body="One more thing.").exists()


def test_it_follows_through_two_merges(customer, pair):
    old, new = pair
    last, agent = tickets.ticket(requester=customer), make.staff()
    actions.merge(old, by=agent, into=new)
    actions.merge(new, by=agent, into=last)
    assert actions.reply(old, by=customer, text="Still here.").ticket == last


def test_what_was_merged_is_not_reopened(pair):
    old, new = pair
    actions.merge(old, by=make.staff(), into=new)
    with pytest.raises(IllegalMove):
        actions.reopen(old, by=old.requester, text="Again.")


@pytest.mark.parametrize("status", ["new", "triage", "waiting_for_customer", "on_customer_test"])
def test_undone_it_is_as_it_was_and_replies_stay(client, pair, status):
    old, new = pair
    agent = make.staff()
    if status != "new":
        tickets.walked(old, status, by=agent)
    old.refresh_from_db()
    before = (old.status, old.agent, old.closes_at, old.closed_at)
    actions.merge(old, by=agent, into=new)
    actions.reply(old, by=old.requester, text="Meanwhile.")
    client.force_login(agent)
    assert url(old, "unmerge") in client.get(url(old)).content.decode()
    for _ in range(2):
        assert client.post(url(old, "unmerge"), {"form_key": KEY}).status_code == 302
    old.refresh_from_db()
    assert (old.status, old.agent, old.closes_at, old.closed_at) == before
    assert old.merged_into is None
    assert new.messages.filter(body="Meanwhile.").exists()
    actions.merge(old, by=agent, into=new)  # and it can be merged again


def test_who_raised_it_hears_once_that_it_stands_on_its_own_again(pair):
    old, new = pair
    agent = make.staff()
    actions.merge(old, by=agent, into=new)
    actions.unmerge(old, by=agent)
    letter = Letter.objects.get(kind="tickets/email/unmerged")
    assert letter.to == old.requester.email and old.reference in letter.subject
    assert f"put case {old.reference} together with case {new.reference}" in " ".join(letter.text.split())


def test_a_reply_follows_through_two_merges_even_to_who_read_the_page_before(pair):
    """Locked in the order in which a merge locks, so that neither waits for the other for ever."""
    old, new = pair
    agent = make.staff()
    last = tickets.ticket(requester=new.requester)
    actions.merge(new, by=agent, into=last)
    stale = Ticket.objects.get(pk=old.pk)
    actions.merge(old, by=agent, into=last)
    assert actions.reply(stale, by=old.requester, text="Still broken.").ticket == last
    assert actions.reply(new, by=new.requester, text="Here too.").ticket == last


def test_the_days_of_an_ending_stand_still_meanwhile(pair):
    old, new = pair
    agent, start = make.staff(), timezone.now()
    with time_machine.travel(start, tick=False):
        actions.pend(old, by=agent, text="Finished.")
        old.refresh_from_db()
        closes = old.closes_at
        actions.merge(old, by=agent, into=new)
    with time_machine.travel(start + timedelta(days=6), tick=False):
        actions.ring(new.pk, at=timezone.now())
        actions.unmerge(old, by=agent)
    old.refresh_from_db()
    assert (old.status, old.closes_at) == ("pending_closure", closes + timedelta(days=6))


def test_it_is_undone_within_seven_days_only(pair):
    old, new = pair
    agent = make.staff()
    actions.merge(old, by=agent, into=new)
    with pytest.raises(IllegalMove):
        actions.unmerge(new, by=agent)
    Merge.objects.update(at=timezone.now() - timedelta(days=7, minutes=1))
    with pytest.raises(IllegalMove):
        actions.unmerge(old, by=agent)
    Merge.objects.update(at=timezone.now() - timedelta(days=6, hours=23))
    actions.unmerge(old, by=agent)


def test_no_customer_reads_anothers_words_by_a_merge(client, customer):
    ticket, agent = tickets.ticket(requester=customer), make.staff()
    private = make.colleague(customer, sees=Membership.Sees.OWN)
    open_to_all = make.colleague(customer)
    strangers = [tickets.ticket(), tickets.ticket(requester=private), tickets.ticket(requester=open_to_all)]
    client.force_login(agent)
    for other in strangers:
        for one, into in ((ticket, other), (other, ticket)):
            with pytest.raises(IllegalMove):
                actions.merge(one, by=agent, into=into)
            response = client.post(url(one, "merge"), {"into": into.reference, "form_key": KEY})
            assert response.status_code == 422
    assert not Merge.objects.exists()
    assert not Ticket.objects.filter(status=Status.CLOSED).exists()


def test_colleagues_who_read_each_others_requests_are_merged(customer):
    Membership.objects.update(sees=Membership.Sees.ALL)
    first, second = make.colleague(customer), make.colleague(customer)
    one, other = tickets.ticket(requester=first), tickets.ticket(requester=second)
    actions.merge(one, by=make.staff(), into=other)
    assert Letter.objects.get(kind="tickets/email/merged").to == first.email


@pytest.mark.parametrize("typed", ["", "nonsense", "CW-99999"])
def test_a_number_that_is_none_is_refused_and_kept(client, pair, typed):
    client.force_login(make.staff())
    response = client.post(url(pair[0], "merge"), {"into": typed, "form_key": KEY})
    shown = response.content.decode()
    assert response.status_code == 422 and f'name="into" value="{typed}"'.replace(' value=""', "") in shown


def test_neither_into_itself_nor_into_a_closed_one(pair):
    old, new = pair
    agent = make.staff()
    with pytest.raises(IllegalMove):
        actions.merge(old, by=agent, into=old)
    actions.close(new, by=agent, text="Done.")
    with pytest.raises(IllegalMove):
        actions.merge(old, by=agent, into=new)


def test_an_escalated_case_does_not_vanish_in_another(pair):
    old, new = pair
    escalations.received(old, by=old.requester)
    with pytest.raises(IllegalMove, match="escalated"):
        actions.merge(old, by=make.staff(), into=new)
    old.refresh_from_db()
    assert old.is_open and old.merged_into is None
    actions.merge(new, by=make.staff(), into=old)


def test_a_case_of_another_team_cannot_be_merged_into(client, pair):
    old, new = pair
    actions.assign(new, by=make.staff(Role.LEAD), team=make.team())
    client.force_login(make.staff())
    response = client.post(url(old, "merge"), {"into": new.reference, "form_key": KEY})
    assert response.status_code == 422 and "There is no case with this number." in response.content.decode()


class TestLinks:
    def test_both_sides_show_it_to_colleagues_and_the_customer_reads_nothing(self, client, customer, pair):
        one, other = pair
        agent = make.staff()
        client.force_login(agent)
        assert (
            client.post(url(one, "link"), {"other_case": other.reference, "form_key": KEY}).status_code == 302
        )
        for here, there in (pair, reversed(pair)):
            shown = client.get(url(here)).content.decode()
            assert "Related requests" in shown and f'href="{url(there)}"' in shown
            assert f"Linked with {there.reference}" in shown
        client.force_login(customer)
        assert other.reference not in client.get(f"/requests/{one.reference}/").content.decode()

    def test_it_is_taken_away_again(self, client, pair):
        one, other = pair
        agent = make.staff()
        client.force_login(agent)
        assert url(one, "unlink") not in client.get(url(one)).content.decode()
        actions.link(one, by=agent, other=other)
        with pytest.raises(IllegalMove):
            actions.link(other, by=agent, other=one)
        assert url(other, "unlink") in client.get(url(other)).content.decode()
        assert client.post(url(other, "unlink"), {"other": one.pk, "form_key": KEY}).status_code == 302
        assert "Related requests" not in client.get(url(one)).content.decode()

    def test_a_request_that_follows_is_shown_on_the_first(self, client):
        old = tickets.ticket(status="closed")
        new = tickets.ticket(requester=old.requester, follows=old)
        client.force_login(make.staff())
        assert "Follows this one" in client.get(url(old)).content.decode()
        assert old.reference in client.get(url(new)).content.decode()


def test_who_does_not_see_the_other_case_reads_nothing_of_it(client, customer):
    """Neither the one it went into nor the one it follows, when another team has it."""
    here, there, lead = make.team(), make.team(), make.staff(Role.LEAD)
    hidden = tickets.ticket(requester=customer, subject="Wages of the board")
    merged = tickets.ticket(requester=customer)
    following = tickets.ticket(requester=customer, follows=hidden)
    for case, team in ((merged, here), (following, here), (hidden, there)):
        actions.assign(case, by=lead, team=team)
    actions.merge(merged, by=lead, into=hidden)
    for reader, sees in ((make.staff(teams=[here]), False), (lead, True)):
        client.force_login(reader)
        for case in (merged, following):
            assert (hidden.subject in client.get(url(case)).content.decode()) is sees


def test_the_hint_speaks_of_other_cases_only_where_there_are_some(client, pair):
    old, new = pair
    client.force_login(make.staff())
    assert "stand above" in client.get(url(old, "merge")).content.decode()
    actions.close(new, by=make.staff(), text="Done.")
    assert "stand above" not in client.get(url(old, "merge")).content.decode()
