"""An article from the first word to the readers who answer it, through the pages that all of them use."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from tests.journeys.conftest import give_password
from tests.journeys.test_escalation import has_letter

pytestmark = pytest.mark.journey

KEY = "move-a-warehouse"
TITLE, TITRE = "Move a warehouse", "Déménager un entrepôt"
LISE = "colleague@client.example"
COMMENT = "Et s’il y a deux boutons ?"


def press(page, verb: str, **fields: str) -> None:
    """A verb's button on the page of a text, its form, and back on the text."""
    page.locator(".staff-verbs").get_by_text(verb, exact=True).click()
    for name, value in fields.items():
        field = page.locator(f"[name='{name}']")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        else:
            field.fill(value)
    page.locator(".staff-verb-actions button").first.click()
    page.wait_for_url(re.compile("/manuscript/[0-9]+/change/"))


def find(page, language: str) -> None:
    page.goto(f"/admin/knowledgebase/manuscript/?q={KEY}&language__exact={language}")
    page.locator("#result_list .field-subject a").click()
    page.wait_for_url(re.compile("/manuscript/[0-9]+/change/"))


def save(editor, **texts: str) -> None:
    for name, words in texts.items():
        editor.locator(f"[name={name}]").fill(words)
    editor.get_by_role("button", name="Save as a draft").click()
    editor.wait_for_url(re.compile("/manuscript/[0-9]+/change/"))


def publish(other, language: str, **fields: str) -> None:
    """What somebody else sent to review."""
    find(other, language)
    press(other, "Approve")
    press(other, "Publish", **fields)


def write(editor, javascript: bool) -> None:
    """Written, looked at, and saved as a draft."""
    editor.goto("/admin/knowledgebase/article/add/")
    editor.locator("[name=key]").fill(KEY)
    editor.locator("[name=section]").select_option(label="Raising a request")
    editor.locator("[name=audience]").select_option("public")
    editor.locator("[name=_save]").click()
    editor.wait_for_url("**/write/")
    editor.locator("[name=body]").fill("## First\n\nPress the **blue** button.")
    if not javascript:
        editor.get_by_role("button", name="Preview").click()
    expect(editor.locator("#preview strong")).to_have_text("blue")
    save(editor, title=TITLE)


def translate(editor) -> None:
    """Beside its source."""
    find(editor, "fr")
    editor.locator(".staff-verbs").get_by_text("Write", exact=True).click()
    expect(editor.locator("main")).to_contain_text("Press the blue button.")
    body = "## D’abord\n\nVidez le cache, puis appuyez sur le bouton **bleu**."
    save(editor, title=TITRE, body=body)
    press(editor, "Send to review")


def change(editor) -> None:
    """The source, in a way that its readers must know."""
    find(editor, "en")
    editor.locator(".staff-verbs").get_by_text("Write", exact=True).click()
    save(editor, body="## First\n\nPress the **green** button.", comment="Another button")
    editor.get_by_role("button", name="Compare").click()
    expect(editor.locator(".staff-difference del")).to_contain_text("blue")
    expect(editor.locator(".staff-difference ins").first).to_contain_text("green")
    find(editor, "en")
    press(editor, "Send to review")


def follow(reader) -> None:
    """A visitor is led to the sign-in and back to the article."""
    address = reader.url
    reader.locator("#follow a").click()
    give_password(reader, LISE)
    reader.wait_for_url(address)
    reader.locator("#follow [name=follow][value=yes]").click()
    expect(reader.locator("#follow [name=follow]")).to_have_attribute("value", "no")


def look_for(reader, words: str):
    """In the box of the head of any page; the first that is found."""
    box = reader.locator(".site-header input[name=q]").first
    box.fill(words)
    box.press("Enter")
    reader.wait_for_url("**/fr/search/**")
    first = reader.locator(".results h2 a").first
    expect(first).to_have_text(TITRE)
    return first


def explain_by_keyboard(reader) -> None:
    """To the word by Tab, its meaning by Enter, and back to the word by Escape."""
    word, note = reader.locator("button.term"), reader.locator("#term-cache")
    expect(word).to_have_text("cache")
    expect(note).to_be_hidden()
    for _step in range(60):
        if reader.locator("button.term:focus").count():
            break
        reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_be_focused()
    expect(note).to_contain_text("données souvent utilisées")
    reader.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()


def answer(reader) -> None:
    """It did not help, and why; and a question under it, that waits to be read."""
    reader.locator("#vote [name=helped][value=no]").click()
    reader.locator("#vote [name=reason]").fill("Le bouton est vert chez moi.")
    reader.locator("#vote button").first.click()
    reader.wait_for_url("**voted=told#vote")
    reader.locator("#comments [name=body]").fill(COMMENT)
    reader.locator("#comments .composer-actions button").click()
    reader.wait_for_url("**#comments")
    expect(reader.locator("#comments li")).to_contain_text(COMMENT)
    # It is nobody else's yet, so it is not counted.
    expect(reader.locator("#comments h2")).to_have_text("Commentaires")


def read_what_they_say(editor) -> None:
    editor.goto("/admin/knowledgebase/vote/")
    expect(editor.locator("#result_list .field-reason").first).to_have_text("Le bouton est vert chez moi.")
    editor.goto("/admin/knowledgebase/comment/?state__exact=draft")
    editor.get_by_role("link", name=COMMENT).click()
    editor.get_by_role("link", name="Publish").click()
    editor.locator(".staff-verb-actions button").first.click()
    editor.wait_for_url(re.compile("/comment/[0-9]+/change/"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_written_reviewed_published_translated_overtaken_by_its_source_and_answered(
    new_portal, visit, javascript
):
    """S1-36, S1-37, S2-102."""
    portal = new_portal()
    portal.start("web")
    with (
        visit(portal, "editor@support.example", java_script_enabled=javascript) as editor,
        visit(portal, "admin@support.example", java_script_enabled=javascript) as other,
        visit(portal, java_script_enabled=javascript) as reader,
        visit(portal, java_script_enabled=javascript) as visitor,
    ):
        # A draft is read by nobody; what somebody else has read and published, by all.
        write(editor, javascript)
        assert reader.request.get(f"{portal.url}/articles/{KEY}/").status == 404
        press(editor, "Send to review", note="Please read it.")
        expect(editor.locator(".staff-verbs")).not_to_contain_text("Approve")
        publish(other, "en")
        reader.goto(f"/articles/{KEY}/")
        expect(reader.locator("h1")).to_have_text(TITLE)

        translate(editor)
        publish(other, "fr")
        reader.goto(f"/fr/articles/{KEY}/")
        expect(reader.locator("h1")).to_have_text(TITRE)
        expect(reader.locator(".note.tone-you")).to_have_count(0)
        follow(reader)

        # The source changes. Who follows is told, and finds the warning on the French text.
        change(editor)
        publish(other, "en", change="major")
        portal.start("sweep")
        look_for(reader, "demenager un entrepot").click()
        expect(reader.locator("h1")).to_have_text(TITRE)
        link = reader.locator(".note.tone-you a")
        expect(link).to_have_attribute("href", re.compile("^/articles/"))
        link.click()
        expect(reader.locator("main")).to_contain_text("Press the green button.")
        reader.go_back()

        explain_by_keyboard(reader)
        answer(reader)
        look_for(reader, "déménager un entreopt")
        expect(reader.locator(".results-head .corrected")).to_have_text("entrepôt")

        # Nobody else sees the comment before an editor has read it.
        visitor.goto(f"/fr/articles/{KEY}/")
        expect(visitor.locator("#comments li")).to_have_count(0)
        expect(visitor.locator("#comments textarea")).to_have_count(0)
        read_what_they_say(editor)
        visitor.reload()
        expect(visitor.locator("#comments li")).to_contain_text(COMMENT)
        expect(visitor.locator("#comments h2")).to_have_text("1 commentaire")

        # The desk says what there is to do, and the letters what was done.
        editor.goto("/admin/knowledgebase/manuscript/desk/")
        editor.get_by_role("link", name=TITRE).click()
        expect(editor.locator(".staff-difference ins").first).to_contain_text("green")
        for subject in ("An article was changed: %(title)s", "Your comment is published: %(title)s"):
            with translation.override("fr"):
                has_letter(portal, LISE, *(gettext(subject) % {"title": TITRE}).split())
