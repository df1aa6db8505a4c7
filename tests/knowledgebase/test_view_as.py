"""Staff look at the help centre as others would; nobody sees more by it, and no kept page learns of it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from knowledgebase.models import ReaderGroup
from knowledgebase.states import Audience, State
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

SHOWN = {
    "public": {"public"},
    "customers": {"public", "customers"},
    "contract": {"public", "customers", "contract"},
    "partners": {"public", "customers", "partners"},
    "staff": set(Audience.values),
    "group": {"public", "customers", "groups"},
}
PAGES = ["/", "/categories/invoices-and-payments/", "/sections/invoices-and-payments-numbering/"]
PAGES += ["/search/?q=crane"]
BANNER = "This is what these readers see"


@pytest.fixture
def group():
    return ReaderGroup.objects.create(name_en="Pilots")


@pytest.fixture
def shelf(group):
    made = {name: articles.article(f"Crane {name}", audience=name) for name in Audience.values}
    made["groups"].article.groups.add(group)
    made["draft"] = articles.article("Crane draft", state=State.DRAFT)
    return made


@pytest.fixture
def editor(client):
    client.force_login(make.staff(Role.EDITOR))
    return client


def borrow(client, eyes, back="/"):
    return client.post(reverse("knowledgebase:view_as"), {"as": eyes, "next": back})


def listed(client, path, shelf) -> set[str]:
    page = client.get(path).content.decode()
    return {name for name, text in shelf.items() if f'href="{text.get_absolute_url()}"' in page}


@pytest.mark.parametrize("eyes", SHOWN)
def test_every_page_shows_what_those_readers_get(editor, shelf, group, eyes):
    borrow(editor, f"group-{group.pk}" if eyes == "group" else eyes)
    assert BANNER in editor.get("/").content.decode()
    # The page of the section lists them all, so it shows exactly these; the others at most these.
    assert listed(editor, PAGES[2], shelf) == SHOWN[eyes]
    assert listed(editor, PAGES[3], shelf) == SHOWN[eyes]
    for path in PAGES:
        assert listed(editor, path, shelf) <= SHOWN[eyes], path
    read = {
        name
        for name, text in shelf.items()
        if f"<h1>{text.title}</h1>" in editor.get(text.get_absolute_url()).content.decode()
    }
    assert read == SHOWN[eyes]


def test_the_banner_says_whose_eyes_they_are_and_leads_back(editor, shelf, group):
    borrow(editor, f"group-{group.pk}")
    page = editor.get(PAGES[2]).content.decode()
    assert "People of the group “Pilots”" in page
    assert "Back to your own view" in page
    back = borrow(editor, "", back=PAGES[2])
    assert back["Location"] == PAGES[2]
    assert BANNER not in editor.get(PAGES[2]).content.decode()
    assert "draft" in listed(editor, PAGES[2], shelf)


@pytest.mark.parametrize(("eyes", "asked"), [("public", True), ("customers", False), ("partners", False)])
def test_only_visitors_are_asked_to_sign_in_for_a_comment(editor, shelf, eyes, asked):
    borrow(editor, eyes)
    markup = editor.get(shelf["public"].get_absolute_url()).content.decode()
    assert ("Sign in</a> to leave a comment." in markup) is asked
    assert ("These readers can leave a comment here." in markup) is not asked


def test_suggestions_are_theirs_too(editor):
    for audience in ("public", "staff"):
        articles.article("The crane stands still after lunch", audience=audience, summary=audience)
    borrow(editor, "public")
    markup = editor.get("/suggest/", {"q": "the crane stands still after lunch"}).content.decode()
    assert markup.count("The crane stands still") == 1


def test_nobody_votes_with_borrowed_eyes(editor, shelf):
    address = shelf["public"].get_absolute_url()
    assert "Did this answer your question?" in editor.get(address).content.decode()
    borrow(editor, "customers")
    assert "Did this answer your question?" not in editor.get(address).content.decode()


def test_a_page_they_do_not_get_says_so(editor):
    articles.article("Only for us", audience=Audience.STAFF)
    borrow(editor, "customers")
    for path in PAGES[1:3]:
        page = editor.get(path)
        assert page.status_code == 200
        assert "These readers do not get this page" in page.content.decode()
        assert "Only for us" not in page.content.decode()
    assert editor.get("/sections/nothing/").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_an_address_asks_for_other_eyes_for_one_page(editor, shelf, path):
    joined = f"{path}{'&' if '?' in path else '?'}as=public"
    assert listed(editor, joined, shelf) <= {"public"}
    assert BANNER in editor.get(joined).content.decode()
    assert BANNER not in editor.get(path).content.decode()


@pytest.mark.parametrize("eyes", ["staff", "group", "partners"])
def test_nobody_gets_more_than_their_own(client, shelf, group, eyes):
    wanted = f"group-{group.pk}" if eyes == "group" else eyes
    client.force_login(make.customer(make.organisation(contract=False)))
    own = listed(client, PAGES[2], shelf)
    assert borrow(client, wanted).status_code == 404
    assert listed(client, f"{PAGES[2]}?as={wanted}", shelf) == own == SHOWN["customers"]
    assert BANNER not in client.get(f"{PAGES[2]}?as={wanted}").content.decode()


def test_staff_who_may_not_read_drafts_borrow_nothing(client, shelf):
    client.force_login(make.user(is_staff=True))
    assert borrow(client, "public").status_code == 404
    assert "View as" not in client.get("/").content.decode()


def test_who_loses_the_right_looks_with_their_own_eyes(editor, shelf):
    borrow(editor, "public")
    person = editor.get("/").wsgi_request.user
    person.groups.clear()
    assert BANNER not in editor.get("/").content.decode()
    assert listed(editor, PAGES[2], shelf) == SHOWN["staff"]


@pytest.mark.parametrize("eyes", ["nobody", "group-999999", "group-0", "group-1e9", "draft", "__class__"])
def test_eyes_that_there_are_not_are_ones_own(editor, shelf, eyes):
    borrow(editor, eyes)
    assert BANNER not in editor.get(f"/?as={eyes}").content.decode()


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "javascript:alert(1)", ""])
def test_it_leads_back_to_a_page_of_ours(editor, back):
    assert borrow(editor, "public", back=back)["Location"] == "/"


def test_no_kept_page_learns_of_it(editor, shelf):
    borrow(editor, "staff")
    cache.clear()
    for path in PAGES[:3]:
        page = editor.get(path)
        assert page["Cache-Control"] == "private, no-store"
    editor.logout()
    for path in PAGES[:3]:
        for query in ("", "?as=staff"):
            page = editor.get(path + query).content.decode()
            assert BANNER not in page and "View as" not in page
        assert listed(editor, path, shelf) <= {"public"}
