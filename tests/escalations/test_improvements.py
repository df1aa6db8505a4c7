"""What an escalation teaches: the cause, an improvement or why there is none, and what we publish. S1-35."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from escalations import actions
from escalations.models import Improvement
from portal.workflow import kept
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets import actions as cases

pytestmark = pytest.mark.django_db

TOLD = {
    "you_said_en": "Mondays are slow.",
    "you_said_fr": "Les lundis sont lents.",
    "we_changed_en": "Reports run at night.",
    "we_changed_fr": "Les rapports tournent la nuit.",
}


def noted():
    mireille = make.resolutions()
    lesson = {
        "cause": "A report.",
        "what": "Reports at night.",
        "owner": "Priya",
        "due_on": date(2026, 12, 1),
    }
    escalation = actions.propose_end(make.planned(staff=mireille), by=mireille, **make.CONDITIONS, **lesson)
    return escalation, mireille


def test_ending_asks_for_the_cause_and_an_improvement_with_its_owner():  # S1-35
    escalation, mireille = noted()
    row = Improvement.objects.get()
    assert (row.what, row.owner, row.due_on, row.noted_by) == (
        "Reports at night.",
        "Priya",
        date(2026, 12, 1),
        mireille,
    )
    assert escalation.cause == "A report."


@pytest.mark.parametrize(
    "lesson",
    [
        {"cause": " ", "none_because": "One-off."},
        {"cause": "A report."},
        {"cause": "A report.", "what": "Nights."},
    ],
    ids=["no cause", "neither improvement nor why not", "an improvement of nobody"],
)
def test_without_a_lesson_no_end_is_proposed(lesson):  # S1-35
    escalation = make.planned()
    with pytest.raises(actions.NotReady):
        actions.propose_end(escalation, by=make.resolutions(), **make.CONDITIONS, **lesson)
    escalation.refresh_from_db()
    assert escalation.status == "planned" and not Improvement.objects.exists()


def test_one_that_ended_with_its_case_can_still_teach():  # S1-35
    escalation = make.received()
    cases.close(escalation.ticket, by=people.staff(), text="A duplicate.")
    escalation = actions.learn(escalation, by=make.resolutions(), cause="Sent twice.", none_because="Human.")
    assert (escalation.cause, escalation.none_because) == ("Sent twice.", "Human.")


def test_the_register_is_worked_in_the_admin_and_published_in_words_for_customers(client):  # S1-35, S2-80
    escalation, mireille = noted()
    improvement = Improvement.objects.get()
    client.force_login(mireille)
    url = reverse("admin:escalations_improvement_change", args=[improvement.pk])
    assert client.get(url).status_code == 200
    unready = client.post(url, {"publish": "on"})
    assert unready.status_code == 200 and "Only what is done is published." in page(unready)
    sent = {"done_on": timezone.localdate().isoformat(), "publish": "on", **TOLD}
    assert client.post(url, sent).status_code == 302 and client.post(url, sent).status_code == 302
    improvement.refresh_from_db()
    assert improvement.done_on and improvement.published_at
    (letter,) = make.letters(escalation, "changed")  # told once
    assert letter.to == escalation.requester.email and "Reports run at night." in letter.text
    assert escalation.events.filter(verb="finish", public=False).count() == 1


def test_everybody_reads_what_changed_in_their_language_and_nobody_is_named(client):  # S2-80
    escalation, mireille = noted()
    assert "Nothing is published yet." in page(client.get("/escalate/changed/"))
    actions.finish(Improvement.objects.get(), by=mireille, done_on=timezone.localdate(), publish=True, **TOLD)
    english, french = page(client.get("/escalate/changed/")), page(client.get("/fr/escalate/changed/"))
    assert "Reports run at night." in english and "Les rapports tournent la nuit." in french
    for name in (escalation.reference, escalation.requester.name, "Priya"):
        assert name not in english


def test_visitors_share_the_page_and_readers_do_not(client):
    visitor = client.get("/escalate/changed/")
    assert visitor["Cache-Control"] == "public, max-age=60" and "Cookie" in visitor["Vary"]
    client.force_login(people.customer())
    assert "public" not in client.get("/escalate/changed/").headers.get("Cache-Control", "")


def test_every_page_leads_there_at_its_foot(client):  # S2-80
    foot = page(client.get("/")).partition("<footer")[2]
    assert '<a href="/escalate/changed/">You said, we changed</a>' in foot


def test_the_pages_about_escalations_lead_there(client):  # S2-80
    escalation = make.received()
    client.force_login(escalation.requester)
    for address in ("/escalate/", escalation.get_absolute_url()):
        assert 'href="/escalate/changed/"' in page(client.get(address))


def test_what_is_not_done_is_not_published():
    _escalation, mireille = noted()
    with pytest.raises(IllegalMove):
        actions.finish(Improvement.objects.get(), by=mireille, done_on=None, publish=True, **TOLD)


def test_what_was_published_can_be_taken_back(client):
    _escalation, mireille = noted()
    row = actions.finish(
        Improvement.objects.get(), by=mireille, done_on=timezone.localdate(), publish=True, **TOLD
    )
    actions.finish(row, by=mireille, done_on=row.done_on, **TOLD)
    assert "Reports run at night." not in page(client.get("/escalate/changed/"))


def test_the_form_of_the_end_asks_for_a_lesson(client):  # S1-35
    escalation = make.planned()
    client.force_login(make.resolutions())
    url = reverse("admin:escalations_escalation_propose_end", args=[escalation.pk])
    met = {f"{name}_met": "on" for name in ("plan", "analysis", "progress")}
    response = client.post(url, {"form_key": new_key(), **make.CONDITIONS, **met, "cause": "A report."})
    assert response.status_code == 422 and "Note an improvement, or say below why there is none." in page(
        response
    )
    response = client.post(
        url,
        {"form_key": new_key(), **make.CONDITIONS, **met, "cause": "A report.", "what": "Reports at night."},
    )
    assert response.status_code == 422 and "Say who owns the improvement." in page(response)


def test_the_page_costs_the_same_for_any_number(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    escalation, mireille = noted()
    counts = []
    for more in (1, 2):
        for _time in range(more):
            row = actions.improve(escalation, by=mireille, what="More.", owner="Priya").improvements.first()
            actions.finish(row, by=mireille, done_on=timezone.localdate(), publish=True, **TOLD)
        client.get("/escalate/changed/")
        kept.forget()
        with CaptureQueriesContext(connection) as asked:
            client.get("/escalate/changed/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
