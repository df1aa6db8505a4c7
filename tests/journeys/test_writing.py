"""An article from the first word to a warned reader, through the pages that editors and readers use."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

KEY = "move-a-warehouse"


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


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_written_reviewed_published_translated_and_overtaken_by_its_source(new_portal, visit, javascript):
    portal = new_portal()
    portal.start("web")
    with (
        visit(portal, "editor@support.example", java_script_enabled=javascript) as editor,
        visit(portal, "admin@support.example", java_script_enabled=javascript) as other,
        visit(portal, java_script_enabled=javascript) as reader,
    ):
        # Written, looked at, and saved as a draft that nobody reads.
        editor.goto("/admin/knowledgebase/article/add/")
        editor.locator("[name=key]").fill(KEY)
        editor.locator("[name=section]").select_option(label="Raising a request")
        editor.locator("[name=audience]").select_option("public")
        editor.locator("[name=_save]").click()
        editor.wait_for_url("**/write/")
        editor.locator("[name=title]").fill("Move a warehouse")
        editor.locator("[name=body]").fill("## First\n\nPress the **blue** button.")
        if not javascript:
            editor.get_by_role("button", name="Preview").click()
        expect(editor.locator("#preview strong")).to_have_text("blue")
        editor.get_by_role("button", name="Save as a draft").click()
        editor.wait_for_url(re.compile("/manuscript/[0-9]+/change/"))
        assert reader.request.get(f"{portal.url}/articles/{KEY}/").status == 404

        # Read by somebody else, then published.
        press(editor, "Send to review", note="Please read it.")
        expect(editor.locator(".staff-verbs")).not_to_contain_text("Approve")
        find(other, "en")
        press(other, "Approve")
        press(other, "Publish")
        reader.goto(f"/articles/{KEY}/")
        expect(reader.locator("h1")).to_have_text("Move a warehouse")

        # Translated beside its source.
        find(editor, "fr")
        editor.locator(".staff-verbs").get_by_text("Write", exact=True).click()
        expect(editor.locator("main")).to_contain_text("Press the blue button.")
        editor.locator("[name=title]").fill("Déménager un entrepôt")
        editor.locator("[name=body]").fill("## D’abord\n\nAppuyez sur le bouton **bleu**.")
        editor.get_by_role("button", name="Save as a draft").click()
        editor.wait_for_url(re.compile("/manuscript/[0-9]+/change/"))
        press(editor, "Send to review")
        find(other, "fr")
        press(other, "Approve")
        press(other, "Publish")
        reader.goto(f"/fr/articles/{KEY}/")
        expect(reader.locator("h1")).to_have_text("Déménager un entrepôt")
        expect(reader.locator(".note.tone-you")).to_have_count(0)

        # The source changes in a way that its readers must know.
        find(editor, "en")
        editor.locator(".staff-verbs").get_by_text("Write", exact=True).click()
        editor.locator("[name=body]").fill("## First\n\nPress the **green** button.")
        editor.locator("[name=comment]").fill("Another button")
        editor.get_by_role("button", name="Save as a draft").click()
        editor.wait_for_url(re.compile("/manuscript/[0-9]+/change/"))
        editor.get_by_role("button", name="Compare").click()
        expect(editor.locator(".staff-difference del")).to_contain_text("blue")
        expect(editor.locator(".staff-difference ins").first).to_contain_text("green")
        find(editor, "en")
        press(editor, "Send to review")
        find(other, "en")
        press(other, "Approve")
        press(other, "Publish", change="major")

        reader.goto(f"/fr/articles/{KEY}/")
        expect(reader.locator("h1")).to_have_text("Déménager un entrepôt")
        link = reader.locator(".note.tone-you a")
        expect(link).to_have_attribute("href", re.compile("^/articles/"))
        link.click()
        expect(reader.locator("main")).to_contain_text("Press the green button.")

        # And the desk says what there is to do.
        editor.goto("/admin/knowledgebase/manuscript/desk/")
        editor.get_by_role("link", name="Déménager un entrepôt").click()
        expect(editor.locator(".staff-difference ins").first).to_contain_text("green")
