"""The week of the editors: gaps, what did not help, what is stale, what was written after reading, links."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from knowledgebase import actions
from knowledgebase.learning import weekly
from knowledgebase.models import Article, Asked, BrokenLink, Solved, Translation, WrittenAfter
from knowledgebase.tasks import tell_of_the_week
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.knowledgebase import make as articles
from tests.speed.counting import plan, statements

pytestmark = pytest.mark.django_db
PAGE = "/admin/knowledgebase/asked/weekly/"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def now():
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


def asked(query: str, *, days: int = 1, hits: int = 0, **fields) -> Asked:
    at = timezone.now() - timedelta(days=days)
    return Asked.objects.create(
        query=query, folded=query.lower(), language="en", audience="public", hits=hits, at=at, **fields
    )


def a_week(rows: int) -> None:
    """One of everything, so many times."""
    for number in range(rows):
        text = articles.article(f"Old paper {number}", updated_at=timezone.now() - timedelta(days=500))
        Article.objects.filter(pk=text.article_id).update(review_on=date(2026, 11, 1))
        asked(f"gap {number}")
        asked("read", hits=1, opened=text.article, rank=1, helped=True)
        actions.vote(text.article, helped=False, visitor=f"visitor-{number}", reason=f"Missing step {number}")
        WrittenAfter.objects.create(article=text.article, request=number + 1)
        BrokenLink.objects.create(translation=text, target=f"/gone/{number}/", why="Gone.", at=timezone.now())
        Solved.objects.create(language="en", audience="customers")


def shown(client) -> str:
    client.force_login(make.staff(Role.EDITOR))
    return client.get(PAGE).text


class TestPage:
    @pytest.fixture(autouse=True)
    def one_factor(self, settings):
        settings.STAFF_SECOND_FACTOR = False

    def test_gaps_the_most_often_asked_first_of_seven_days(self, now):
        for said in ("Sort labels", "sort labels", "sort labels", "print twice"):
            asked(said)
        asked("print twice", days=8)
        asked("found", hits=2)
        found = weekly.gaps(now - weekly.A_WEEK)
        assert [(row["folded"], row["times"]) for row in found] == [("sort labels", 3), ("print twice", 1)]

    def test_articles_that_did_not_help_with_the_reasons(self, now):
        text = articles.article()
        for number in range(2):
            actions.vote(text.article, helped=False, visitor=f"v{number}", reason=f"No picture {number}")
        actions.vote(articles.article("Good").article, helped=True, visitor="v")
        line = weekly.bad(now - weekly.A_WEEK)[0]
        assert (line.title, line.count) == (text.title, 2)
        assert set(line.reasons) == {"No picture 0", "No picture 1"}

    def test_stale_is_what_is_due_and_what_is_old_and_still_read(self, now):
        due, later = articles.article("Due"), articles.article("Later")
        Article.objects.filter(pk=due.article_id).update(review_on=date(2026, 11, 23))
        Article.objects.filter(pk=later.article_id).update(review_on=date(2026, 11, 24))
        assert [line.title for line in weekly.to_review(now)] == ["Due"]
        old = articles.article("Old")
        unread = articles.article("Unread")
        Translation.objects.filter(pk__in=[old.pk, unread.pk]).update(updated_at=now - timedelta(days=366))
        for text in (old, due):
            asked("x y", hits=1, opened=text.article, rank=1)
        assert [line.title for line in weekly.old_and_read(now - weekly.A_WEEK, now)] == ["Old"]

    def test_everything_of_the_week_is_on_the_page(self, client, now):
        a_week(1)
        page = shown(client)
        for words in (
            "gap 0",
            "Missing step 0",
            "Old paper 0",
            "/gone/0/",
            "1 November 2026",
            "<td>English</td>",
        ):
            assert words in page
        counts = weekly.counts(now - weekly.A_WEEK, now + timedelta(seconds=1))
        assert counts == {
            "searches": 2,
            "nothing": 1,
            "opened": 1,
            "helped": 1,
            "solved": 1,
            "after": 1,
            "bad": 1,
            "to_review": 1,
            "broken": 1,
            "wordings": 0,
        }

    def test_it_asks_the_same_for_one_and_for_three(self, client, now):
        client.force_login(make.staff(Role.EDITOR))
        a_week(1)
        client.get(PAGE)
        one = statements(lambda: client.get(PAGE))
        a_week(2)
        assert len(statements(lambda: client.get(PAGE))) == len(one)

    def test_a_quiet_week_is_said(self, client, now):
        page = shown(client)
        assert "Every search found something." in page
        assert "Every link that was followed leads somewhere." in page

    def test_agents_have_no_use_for_it(self, client, now):
        client.force_login(make.staff(Role.AGENT))
        assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda since: Asked.objects.without_result().filter(at__gte=since), "searches_without_result"),
        (lambda since: Asked.objects.filter(at__gte=since).order_by(), "searches_lately"),
        (lambda since: Asked.objects.filter(opened=1, at__gte=since).order_by(), "searches_that_led_to"),
        (lambda since: WrittenAfter.objects.filter(article=1, at__gte=since), "requests_after_an_article"),
    ],
)
def test_every_number_is_read_from_an_index(rows, index):
    assert index in plan(rows(timezone.now() - weekly.A_WEEK))


class TestLetter:
    def letters(self):
        return Letter.objects.filter(kind="knowledgebase/email/week_told")

    def test_on_monday_from_seven_once_to_each_editor(self):
        editors = [make.staff(Role.EDITOR), make.staff(Role.EDITOR, language="fr")]
        make.staff(Role.AGENT)
        with time_machine.travel("2026-11-23 06:59Z", tick=False) as clock:
            asked("a gap")
            tell_of_the_week()
            assert not self.letters().exists()
            clock.shift(timedelta(minutes=2))
            assert (tell_of_the_week(), tell_of_the_week()) == (2, 0)
            clock.shift(timedelta(days=6))
            assert tell_of_the_week() == 0
            clock.shift(timedelta(days=1))
            assert tell_of_the_week() == 2
        assert set(self.letters().values_list("to", flat=True)) == {person.email for person in editors}

    def test_whoever_was_down_on_monday_tells_it_later(self):
        make.staff(Role.EDITOR)
        with time_machine.travel("2026-11-25 15:00Z", tick=False):
            assert tell_of_the_week() == 1

    def test_it_names_the_counts_and_the_address(self, now, settings):
        make.staff(Role.EDITOR)
        with time_machine.travel(MONDAY - timedelta(hours=1), tick=False):
            a_week(2)
        tell_of_the_week()
        letter = self.letters().get()
        assert "searches: 4, of them without a result: 2" in letter.text
        assert "links that lead nowhere: 2" in letter.text
        assert settings.SITE_URL + PAGE in letter.text
