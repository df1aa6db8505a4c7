"""For whom an article is, and its section: contracts, groups, and the narrower of the two doors."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from knowledgebase.models import Article, ReaderGroup, Section, Version
from knowledgebase.querysets import reader_of
from knowledgebase.search import search, suggest
from knowledgebase.states import Audience
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles
from tests.knowledgebase.test_search_processes import elsewhere
from tests.speed.counting import statements

pytestmark = pytest.mark.django_db


def pilots(**fields) -> ReaderGroup:
    return ReaderGroup.objects.create(name_en="Pilots", name_fr="Pilotes", **fields)


def for_pilots(title="Crane for pilots", **kwargs):
    group = pilots()
    text = articles.article(title, audience=Audience.GROUPS, **kwargs)
    text.article.groups.add(group)
    return text, group


def gate(**fields) -> Section:
    section = articles.section(name="Gate")
    for name, value in fields.items():
        setattr(section, name, value)
    section.save()
    return section


def opens(client, user, text) -> bool:
    """By its address, by the key, in the list, in search and among the suggestions: all the same."""
    user = user and User.objects.get(pk=user.pk)
    if user:
        client.force_login(user)
    page = client.get(text.get_absolute_url()).status_code == 200
    by_key = client.get(reverse("knowledgebase:article_by_key", args=[text.article.key])).status_code == 302
    listed = client.get(text.article.section.get_absolute_url())
    in_list = listed.status_code == 200 and f'href="{text.get_absolute_url()}"' in listed.content.decode()
    found = [hit.translation for hit in search(text.title, user, "en")]
    suggested = [hit.translation for hit in suggest(text.title, user, "en")]
    answers = {page, by_key, in_list, text.pk in found, text.pk in suggested}
    assert len(answers) == 1
    return page


class TestContract:
    @pytest.mark.parametrize(
        ("starts", "ends", "reads"),
        [
            (date(2026, 1, 1), None, True),
            (date(2026, 1, 1), date(2026, 11, 22), True),
            (date(2026, 1, 1), date(2026, 11, 21), False),
            (date(2026, 11, 23), None, False),
        ],
    )
    def test_it_is_in_force_today_or_it_opens_nothing(self, client, starts, ends, reads):
        text = articles.article("Crane under contract now", audience=Audience.CONTRACT)
        organisation = make.organisation(contract=False)
        make.sign(organisation, starts_on=starts, ends_on=ends)
        with time_machine.travel("2026-11-22 12:00Z", tick=False):
            assert opens(client, make.customer(organisation), text) == reads

    def test_a_partner_without_one_does_not_read_it(self, client):
        text = articles.article("Crane under contract now", audience=Audience.CONTRACT)
        partner = make.organisation(is_partner=True, contract=False)
        assert not opens(client, make.customer(partner), text)


class TestGroups:
    def test_a_person_an_organisation_and_nobody_else(self, client):
        text, group = for_pilots("Crane under pilot command")
        member, colleague, stranger = make.customer(), make.customer(), make.customer()
        group.people.add(member)
        group.organisations.add(colleague.membership.organisation)
        assert opens(client, member, text)
        assert opens(client, colleague, text)
        assert not opens(client, stranger, text)
        assert opens(client, make.staff(Role.AGENT), text)

    def test_another_group_opens_nothing(self, client):
        text, _group = for_pilots("Crane under pilot command")
        other = ReaderGroup.objects.create(name_en="Others")
        member = make.customer()
        other.people.add(member)
        assert not opens(client, member, text)

    def test_who_leaves_the_group_reads_it_no_longer(self, client):
        text, group = for_pilots("Crane under pilot command")
        member = make.customer()
        group.people.add(member)
        assert opens(client, member, text)
        group.people.remove(member)
        assert not opens(client, member, text)

    def test_a_group_that_is_gone_leaves_its_articles_to_staff(self, client):
        text, group = for_pilots("Crane under pilot command")
        member = make.customer()
        group.people.add(member)
        assert opens(client, member, text)
        group.delete()
        assert not opens(client, member, text)
        assert opens(client, make.staff(Role.AGENT), text)

    def test_groups_of_an_article_for_others_let_nobody_in(self, client):
        text, group = for_pilots("Crane under pilot command")
        member = make.customer()
        group.people.add(member)
        Article.objects.update(audience=Audience.STAFF)
        assert not opens(client, member, text)

    def test_what_a_person_belongs_to_is_one_question(self):
        group = pilots()
        member = make.customer()
        group.people.add(member)
        group.organisations.add(member.membership.organisation)
        again = User.objects.get(pk=member.pk)
        reader_of(make.customer())  # the day at our office is known
        assert len(statements(lambda: reader_of(again))) == 1
        assert reader_of(again).groups == {group.pk}

    def test_people_in_different_groups_get_their_own_article(self, client):
        """The statement is put together once; the groups in it are each reader's."""
        text, group = for_pilots("Crane under pilot command")
        other = ReaderGroup.objects.create(name_en="Others")
        one, two = make.customer(), make.customer()
        other.people.add(one)
        group.people.add(two)
        assert not opens(client, one, text)
        assert opens(client, two, text)
        assert not opens(client, one, text)


class TestSection:
    def test_it_narrows_what_its_articles_say(self, client):
        text = articles.article("Crane behind harbour gate", on=gate(audience=Audience.PARTNERS))
        assert not opens(client, None, text)
        assert not opens(client, make.customer(), text)
        assert opens(client, make.customer(make.organisation(is_partner=True)), text)

    def test_it_never_widens_them(self, client):
        text = articles.article("Crane behind harbour gate", on=gate(), audience=Audience.STAFF)
        assert not opens(client, make.customer(), text)

    def test_both_doors_are_passed(self, client):
        """An article for those with a contract, in a section for a group: both, or nothing."""
        section, group = gate(audience=Audience.GROUPS), pilots()
        section.groups.add(group)
        text = articles.article("Crane behind harbour gate", on=section, audience=Audience.CONTRACT)
        without = make.customer(make.organisation(contract=False))
        member, stranger = make.customer(), make.customer()
        group.people.add(without, member)
        assert opens(client, member, text)
        assert not opens(client, without, text)
        assert not opens(client, stranger, text)

    def test_what_it_hides_is_not_counted(self, client):
        articles.article("In the open")
        articles.article("Behind the gate", on=gate(audience=Audience.STAFF))
        assert "1 article<" in client.get("/").content.decode()

    def test_a_page_of_a_narrowed_section_is_not_for_crawlers(self, client):
        text = articles.article("Behind the gate", on=gate(audience=Audience.CUSTOMERS))
        client.force_login(make.customer())
        assert b'content="noindex"' in client.get(text.get_absolute_url()).content


class TestAtOnce:
    @pytest.mark.parametrize(
        "change",
        [
            lambda text: Article.objects.update(audience=Audience.STAFF),
            lambda text: Section.objects.update(audience=Audience.CUSTOMERS),
            lambda text: Section.objects.update(audience=Audience.GROUPS),
        ],
    )
    def test_a_kept_page_and_every_list_forget_it(self, client, change):
        text = articles.article("Crane in the harbour")
        for _twice in range(2):
            assert client.get(text.get_absolute_url()).status_code == 200
        assert search("crane", None, "en").total == 1
        change(text)
        assert client.get(text.get_absolute_url()).status_code == 404
        assert text.title not in client.get("/").content.decode()
        assert search("crane", None, "en").total == 0

    @pytest.mark.parametrize(
        "change",
        [
            lambda text, group: text.article.groups.set([]),
            lambda text, group: text.article.groups.add(ReaderGroup.objects.create(name_en="More")),
            lambda text, group: group.articles.clear(),
            lambda text, group: text.article.section.groups.add(group),
            lambda text, group: group.delete(),
        ],
    )
    def test_naming_a_group_moves_the_version(self, change):
        text, group = for_pilots()
        before = Version.now()
        change(text, group)
        assert Version.now() != before

    @pytest.mark.django_db(transaction=True)
    def test_another_process_narrows_it_and_the_next_search_here_obeys(self):
        text = articles.article("Crane in the harbour")
        assert search("crane", None, "en").total == 1
        code = (
            "from knowledgebase.models import Section\n"
            f"section = Section.objects.get(pk={text.article.section_id})\n"
            "section.audience = 'staff'\n"
            "section.save()"
        )
        assert elsewhere(code) == 0
        assert search("crane", None, "en").total == 0
        assert not search("crame", None, "en").asked.corrected

    @pytest.mark.django_db(transaction=True)
    def test_another_process_takes_the_group_away(self):
        text, group = for_pilots()
        member = make.customer()
        group.people.add(member)
        assert search("crane", member, "en").total == 1
        code = (
            "from knowledgebase.models import Article\n"
            f"Article.objects.get(pk={text.article_id}).groups.clear()"
        )
        assert elsewhere(code) == 0
        assert search("crane", User.objects.get(pk=member.pk), "en").total == 0


class TestBackOffice:
    @pytest.fixture
    def editor(self, client):
        client.force_login(make.staff(Role.EDITOR))
        return client

    def test_a_group_is_written_with_names_and_addresses(self, editor):
        organisation, person = make.organisation("Harbour Ltd"), make.customer()
        typed = {"name_en": "Pilots", "name_fr": "Pilotes"}
        typed |= {"organisations": "Harbour Ltd\n", "people": f"{person.email.upper()}\n\n{person.email}"}
        editor.post(reverse("admin:knowledgebase_readergroup_add"), typed)
        group = ReaderGroup.objects.get()
        assert list(group.organisations.all()) == [organisation]
        assert list(group.people.all()) == [person]
        page = editor.get(reverse("admin:knowledgebase_readergroup_change", args=[group.pk])).content.decode()
        assert "Harbour Ltd" in page and person.email in page

    def test_who_is_not_here_is_named_beside_the_field_and_nothing_is_lost(self, editor):
        typed = {"name_en": "Pilots", "organisations": "No such company", "people": "nobody@client.example"}
        page = editor.post(reverse("admin:knowledgebase_readergroup_add"), typed).content.decode()
        assert "There is no organisation of this name: No such company." in page
        assert "Nobody here has this email address: nobody@client.example." in page
        assert "No such company</textarea>" in page
        assert not ReaderGroup.objects.exists()

    def typed(self, **fields):
        section = articles.section()
        base = {"key": "crane", "section": section.pk, "kind": "how_to", "audience": "staff"}
        return base | {"position": 1} | fields

    def test_an_article_for_groups_names_one(self, editor):
        address = reverse("admin:knowledgebase_article_add")
        page = editor.post(address, self.typed(audience="groups")).content.decode()
        assert "Name at least one group" in page
        group = pilots()
        page = editor.post(address, self.typed(audience="public", groups=[group.pk])).content.decode()
        assert "Groups count with" in page
        assert not Article.objects.exists()
        editor.post(address, self.typed(audience="groups", groups=[group.pk]))
        assert list(Article.objects.get().groups.all()) == [group]


def test_the_cache_holds_nothing_of_a_group(client):
    """A page of somebody in a group is theirs; a visitor's page is made anew and says there is none."""
    text, group = for_pilots()
    member = make.customer()
    group.people.add(member)
    client.force_login(member)
    assert client.get(text.get_absolute_url()).status_code == 200
    client.logout()
    cache.clear()
    assert client.get(text.get_absolute_url()).status_code == 404
