"""The back office: the queue, one case with its verbs, the opening page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from escalations import actions
from escalations.models import Escalation, Level, Promise
from escalations.states import Ladder, Status
from portal.accounts.roles import Role
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db

QUEUE = "/admin/escalations/escalation/"
MONDAY = datetime(2026, 11, 23, 10, 50, tzinfo=UTC)


@pytest.fixture
def mireille(client):
    mireille = make.resolutions(job="Escalation Engineer")
    client.force_login(mireille)
    return mireille


def url(escalation, page="change"):
    return reverse(f"admin:escalations_escalation_{page}", args=[escalation.pk])


def numbers(response) -> list[str]:
    return [row.escalation.reference for row in response.context["cl"].rows]


# --- The queue ----------------------------------------------------------------------------------


# S1-20, S1-24
def test_it_stands_in_the_order_of_the_clock_with_the_time_left(client, mireille):
    with time_machine.travel(MONDAY - timedelta(days=3), tick=False):
        late = make.received()
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False):
        fresh = make.received()
    with time_machine.travel(MONDAY, tick=False):
        response = client.get(QUEUE)
        words = page(response)
    assert numbers(response) == [late.reference, fresh.reference]
    assert "is-late" in words and "To acknowledge" in words and "Take it" in words
    assert "Today, 10:50" in words and "Tue 24 Nov, 09:50" in words
    assert "7 h 30" in words  # of 8 h 30


# S1-23
def test_what_goes_before_the_others_shows_its_ground(client, mireille):
    make.received()
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False):
        old = make.case()
    second = actions.prioritise(make.received(old), by=mireille, ground="extended", note="40 days.")
    response = client.get(QUEUE)
    assert numbers(response)[0] == second.reference
    assert "Under investigation for an extended period" in page(response)


def test_the_saved_views_have_links_and_counts_of_their_own(client, mireille):
    received, reviewing = make.received(), make.acknowledged(staff=mireille)
    waiting = actions.ask(make.acknowledged(), by=mireille, note="Since when?")
    ended = make.resolved()
    shown = {
        name: numbers(client.get(f"{QUEUE}?view={name}"))
        for name in ("", "acknowledge", "review", "mine", "waiting", "concerned", "closed")
    }
    assert shown == {
        "": [received.reference, reviewing.reference, waiting.reference],
        "acknowledge": [received.reference],
        "review": [reviewing.reference, waiting.reference],
        "mine": [reviewing.reference],
        "waiting": [waiting.reference],
        "concerned": [],
        "closed": [ended.reference],
    }
    tabs = client.get(QUEUE).context["tabs"]
    assert [(tab.name, tab.count) for tab in tabs] == [
        ("", 3),
        ("acknowledge", 1),
        ("review", 2),
        ("mine", 1),
        ("waiting", 1),
        ("concerned", 0),
        ("closed", None),
    ]
    assert tabs[0].current


def test_a_number_lands_on_the_escalation_and_words_search(client, mireille):
    escalation = make.received()
    make.received(subject="Something else")
    assert client.get(f"{QUEUE}?q={escalation.reference}")["Location"] == url(escalation)
    assert numbers(client.get(f"{QUEUE}?q=Warehouse")) == [escalation.reference]
    assert numbers(client.get(f"{QUEUE}?q={escalation.ticket.reference}")) == [escalation.reference]


@pytest.mark.parametrize(
    "query",
    [
        "requester__password__startswith=p",
        "_connector=OR",
        "o=-99",
        "view=nothing",
        "level=9",
        "impact=x",
        "p=77",
    ],
)
def test_what_is_not_on_the_list_of_filters_is_refused_or_ignored(client, mireille, query):
    make.received()
    response = client.get(f"{QUEUE}?{query}")
    assert response.status_code in (200, 302, 400)


def test_the_filters_narrow_the_view(client, mireille):
    major, critical = make.received(), make.received(impact="critical")
    assert numbers(client.get(f"{QUEUE}?impact=critical")) == [critical.reference]
    assert numbers(client.get(f"{QUEUE}?holder=somebody")) == []
    assert numbers(client.get(f"{QUEUE}?holder=nobody&level=1&impact=major")) == [major.reference]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number(client, mireille, rows, django_assert_num_queries):
    for _row in range(rows):
        make.acknowledged(staff=mireille)
    client.get(QUEUE)
    with django_assert_num_queries(6):
        client.get(QUEUE)


def test_agents_see_those_of_their_cases_and_may_raise_but_not_acknowledge(client):
    team, other = people.team(), people.team()
    jonas = people.staff(teams=[team])
    seen, hidden = make.received(), make.received()
    seen.ticket.__class__.objects.filter(pk=hidden.ticket.pk).update(team=other)
    client.force_login(jonas)
    assert numbers(client.get(QUEUE)) == [seen.reference]
    assert client.get(url(hidden)).status_code == 404
    words = page(client.get(url(seen)))
    assert "Raise one level" in words and "Acknowledge</a>" not in words and "Keep inside" not in words
    assert client.post(url(seen, "acknowledge"), {"form_key": new_key()}).status_code == 403
    assert client.post(url(hidden, "raise_level"), {"form_key": new_key(), "note": "x"}).status_code == 404
    response = client.post(url(seen, "raise_level"), {"form_key": new_key(), "note": "It is worse."})
    assert response.status_code == 302
    seen.refresh_from_db()
    assert (seen.level.number, seen.status) == (2, Status.RECEIVED)


@pytest.mark.parametrize("person", [people.customer, lambda: people.staff(Role.EDITOR)])
def test_nobody_else_gets_in(client, person):
    escalation = make.received()
    client.force_login(person())
    for address in (QUEUE, url(escalation), url(escalation, "acknowledge")):
        assert client.get(address).status_code in (302, 403, 404)


# --- One case -----------------------------------------------------------------------------------


def test_the_case_shows_the_whole_story_on_one_screen(client, mireille):
    escalation = make.planned(staff=mireille, ticket=make.case(agent=people.staff(name="Jonas Weber")))
    actions.note(escalation, by=mireille, note="The report locks the table.")
    words = page(client.get(url(escalation)))
    for part in (
        "Clocks", "Facts", "Conversation", "Action plan", "History", "Internal note",
        "The report locks the table.", "Move the weekly report", "Jonas Weber", "Send to Nadia",
        "Keep inside", "Told first: Jonas Weber",
    ):  # fmt: skip
        assert part in words, part


@pytest.mark.parametrize("updates", [1, 3])
def test_the_case_costs_the_same_for_any_length(client, mireille, updates, django_assert_max_num_queries):
    escalation = make.planned(staff=mireille)
    for _time in range(updates):
        actions.update(escalation, by=mireille, note="Going well.")
        actions.note(escalation, by=mireille, note="Really.")
    client.get(url(escalation))
    with django_assert_max_num_queries(20):
        client.get(url(escalation))


def test_only_legal_verbs_have_a_button(client, mireille):
    def buttons(escalation):
        response = client.get(url(escalation))
        return [b.verb for b in [*response.context["verbs"], *response.context["asking_verbs"]]]

    assert buttons(make.received())[0] == "acknowledge"
    assert "approve" not in buttons(make.received())
    reviewing = buttons(make.acknowledged())
    assert reviewing[0] == "approve" and reviewing[-1] == "decline"
    assert buttons(make.resolved()) == ["improve", "learn"]


# S1-20 to S1-35, walked through the pages
def test_customer_resolutions_walks_an_escalation_through_its_pages(client, mireille):
    escalation = make.received()
    steps = {
        "steps-TOTAL_FORMS": "3", "steps-INITIAL_FORMS": "0",
        "steps-0-what": "Move the report", "steps-0-owner": "Database team", "steps-0-due_on": "2026-11-26",
        "version": "1",
    }  # fmt: skip
    lesson = {"cause": "A report.", "none_because": "It was the only one."}
    met = {f"{name}_met": "on" for name in ("plan", "analysis", "progress")}
    ended = {**make.CONDITIONS, **met, **lesson}
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    voice = {"spoken_by": "Nadia Berger", "spoken_at": now, "spoken_how": "on the phone", "note": ""}
    walk = [
        ("take", {}, Status.RECEIVED),
        ("acknowledge", {"note": ""}, Status.ACKNOWLEDGED),
        ("ask", {"note": "Since when?"}, Status.ACKNOWLEDGED),
        ("record_call", {"note": "Since Monday."}, Status.ACKNOWLEDGED),
        ("prioritise", {"ground": "pressing", "note": "Peak season."}, Status.ACKNOWLEDGED),
        ("approve", {"note": "Three Mondays."}, Status.APPROVED),
        ("share_plan", {**steps, "note": ""}, Status.PLANNED),
        ("update", {"note": "Going well."}, Status.PLANNED),
        ("note", {"note": "Inside."}, Status.PLANNED),
        ("raise_level", {"note": "A date is near."}, Status.PLANNED),
        ("improve", {"what": "Reports at night.", "owner": "Database", "due_on": ""}, Status.PLANNED),
        ("propose_end", ended, Status.PROPOSED),
        ("withdraw_end", {"note": "One site is slow."}, Status.PLANNED),
        ("unprioritise", {"note": "The season is over."}, Status.PLANNED),
        ("propose_end", ended | {"cause": "A report, and a second one."}, Status.PROPOSED),
        ("record_agreement", voice, Status.RESOLVED),
        ("learn", lesson, Status.RESOLVED),
    ]
    for verb, data, status in walk:
        assert client.get(url(escalation, verb)).status_code == 200, verb
        response = client.post(url(escalation, verb), {"form_key": new_key(), **data})
        assert response.status_code == 302, (verb, page(response)[-3000:])
        escalation.refresh_from_db()
        assert escalation.status == status, verb
    assert "The lesson is kept" in page(client.get(url(escalation)))


def test_a_verb_sent_twice_is_done_once_and_one_that_came_too_late_says_so(client, mireille):
    escalation = make.received()
    data = {"form_key": new_key(), "note": ""}
    for _time in range(2):
        assert client.post(url(escalation, "acknowledge"), data).status_code == 302
    assert escalation.events.filter(verb="acknowledge").count() == 1
    client.post(url(escalation, "acknowledge"), {"form_key": new_key(), "note": ""})
    assert "Someone may have been quicker" in page(client.get(url(escalation)))


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("decline", "Say why it is not approved."),
        ("ask", "Write the question."),
        ("approve", "Say why it is approved."),
    ],
)
def test_a_reason_is_asked_for(client, mireille, verb, words):
    escalation = make.acknowledged()
    response = client.post(url(escalation, verb), {"form_key": new_key(), "note": " "})
    assert response.status_code == 422 and words in page(response)


# S1-23
def test_without_one_of_the_two_grounds_nothing_is_prioritised(client, mireille):
    escalation = make.received()
    for ground in ("", "a friend of mine"):
        response = client.post(
            url(escalation, "prioritise"), {"form_key": new_key(), "ground": ground, "note": "Please."}
        )
        assert response.status_code == 422
    escalation.refresh_from_db()
    assert escalation.ground == ""


def test_the_plan_gets_more_rows_without_scripts_and_half_a_step_is_named(client, mireille):
    escalation = make.approved(staff=mireille)
    data = {
        "form_key": new_key(), "version": "1", "note": "",
        "steps-TOTAL_FORMS": "3", "steps-INITIAL_FORMS": "0", "steps-0-what": "Move the report",
    }  # fmt: skip
    response = client.post(url(escalation, "share_plan"), {**data, "more": "More rows"})
    assert page(response).count("-what") >= 6 and "Move the report" in page(response)
    response = client.post(url(escalation, "share_plan"), data)
    assert response.status_code == 422 or "Say who does it." in page(response)
    empty = {**data, "steps-0-what": ""}
    assert "Write at least one step" in page(client.post(url(escalation, "share_plan"), empty))
    escalation.refresh_from_db()
    assert escalation.status == Status.APPROVED


def test_a_plan_changed_meanwhile_is_shown_and_neither_is_lost(client, mireille):
    escalation = make.planned(staff=mireille)
    seen = escalation.version
    actions.share_plan(escalation, by=mireille, steps=[make.STEPS[0]], version=seen)
    data = {
        "form_key": new_key(), "version": str(seen), "note": "",
        "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0",
        "steps-0-what": "My own step", "steps-0-owner": "Me", "steps-0-due_on": "2026-12-01",
    }  # fmt: skip
    words = page(client.post(url(escalation, "share_plan"), data))
    assert "The plan was changed while you wrote." in words
    assert "Find what slows the page" in words and "My own step" in words
    assert [step.what for step in escalation.steps.all()] == ["Find what slows the page"]
    assert f'name="version" value="{seen + 1}"' in words


def test_nothing_of_a_case_is_edited_or_deleted(client, mireille):
    escalation = make.received()
    assert client.post(url(escalation), {"status": "resolved"}).status_code == 405
    assert client.post(url(escalation, "delete")).status_code == 403
    assert client.get("/admin/escalations/escalation/add/").status_code == 403
    escalation.refresh_from_db()
    assert escalation.status == Status.RECEIVED


# S2-91
def test_the_ladders_people_are_data_to_edit_and_its_levels_stay_five(client):
    client.force_login(people.administrator())
    change = "/admin/escalations/level/4/change/"
    level = Level.objects.get(ladder=Ladder.SERVICE, number=4)
    fields = ("name_en", "name_fr", "when_to_use_en", "when_to_use_fr", "role")
    data = {name: getattr(level, name) for name in fields} | {"next_within": "240"}
    assert client.post(change, data).status_code == 302
    assert Level.objects.get(ladder=Ladder.SERVICE, number=4).next_within == 240
    robin = people.staff(Role.MANAGER, name="Robin Hale")
    assert (
        client.post("/admin/escalations/post/add/", {"level": level.pk, "person": robin.pk}).status_code
        == 302
    )
    assert str(level.posts.get().person) == "Robin Hale"
    assert client.get("/admin/escalations/level/add/").status_code == 403
    assert client.post("/admin/escalations/level/4/delete/", {"post": "yes"}).status_code == 403


# S1-35
def test_the_register_of_improvements_can_be_read(client, mireille):
    actions.improve(make.resolved(), by=mireille, what="Reports at night.", owner="Database team")
    assert "Reports at night." in page(client.get("/admin/escalations/improvement/"))


# --- The opening page ---------------------------------------------------------------------------


def test_it_opens_with_what_is_due(client, mireille):
    with time_machine.travel(MONDAY - timedelta(days=3, hours=1), tick=False):
        make.received()  # late since an hour
    with time_machine.travel(MONDAY - timedelta(days=2, hours=23), tick=False):
        make.received()  # due in an hour
    with time_machine.travel(MONDAY - timedelta(hours=2), tick=False):
        mine = make.acknowledged(staff=mireille)
        actions.ask(make.acknowledged(), by=mireille, note="Since when?")
    with time_machine.travel(MONDAY, tick=False):
        response = client.get("/admin/")
        today = response.context["today"]
        words = page(response)
    assert (today.late, today.soon, today.later, today.waiting) == (1, 1, 0, 1)
    assert "Today in Customer Resolutions" in words and "Open until 17:15." in words
    assert "Take the next one" in words and mine.reference in words
    assert [(kept.words, kept.kept, kept.all) for kept in today.kept] == [
        ("Acknowledged in one working day", 2, 2)
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_opens_for_the_same_price_whatever_is_due(client, mireille, rows, django_assert_num_queries):
    for _row in range(rows):
        make.received()
        actions.ask(make.acknowledged(staff=mireille), by=mireille, note="Since when?")
    client.get("/admin/")
    with django_assert_num_queries(6):
        client.get("/admin/")


def test_nothing_is_counted_further_than_anybody_looks(client, mireille, monkeypatch):
    monkeypatch.setattr("tickets.counting.MOST", 2)
    for _ in range(3):
        make.received()
    assert "2+" in client.get("/admin/").content.decode()
    tabs = client.get(QUEUE).content.decode()
    assert "By the clock <span>2+</span>" in tabs and "To acknowledge <span>2+</span>" in tabs


def test_an_empty_day_opens_too(client, mireille):
    assert "Nothing is due." in page(client.get("/admin/"))
    assert not Escalation.objects.exists() and not Promise.objects.exists()


def test_staff_who_have_nothing_to_do_with_escalations_see_their_own_rooms(client):
    client.force_login(people.staff(Role.EDITOR))
    response = client.get("/admin/")
    assert response.status_code == 200 and "Today in Customer Resolutions" not in page(response)
