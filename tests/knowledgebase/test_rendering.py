"""Markdown becomes HTML that cannot do anything but be read."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledgebase.rendering import plain_text, render, sanitise

_KEPT = """
    p h2 h3 h4 ul ol li strong em s code pre blockquote hr br a img table thead tbody tr th td div
    details summary
"""
KEPT = set(_KEPT.split())


class Elements(HTMLParser):
    """What a browser would build: elements and their attributes."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(markdown):
    return Elements(render(markdown).html).found


def test_headings_begin_below_the_title_of_the_page():
    rendered = render("# Find it\n\n## Find it\n\n### More\n")
    assert [tag for tag, _ in elements("# Find it\n\n## Find it\n\n### More\n")] == ["h2", "h2", "h3"]
    assert rendered.contents == [("part-find-it", "Find it"), ("part-find-it-2", "Find it")]


def test_notes_say_who_must_take_care():
    assert '<div class="note tone-us">' in render("::: note\nGood to know.\n:::").html
    warned = render("::: warning Before you begin:\nAsk your accountant.\n:::").html
    assert '<div class="note tone-you">' in warned
    assert "<strong>Before you begin:</strong>" in warned


def test_details_fold():
    markup = render("::: details More <b>\nHidden at first.\n:::").html
    assert "<details><summary>More &lt;b&gt;</summary>" in markup


class TestBoxesInBoxes:
    NOTE = "::: note\nInside.\n:::"

    def test_each_is_closed_by_three_colons(self):
        markup = render(f"::: details More\n{self.NOTE}\n\nAfter it.\n:::\n\nOutside.").html
        fold = markup[: markup.index("</details>")]
        assert 'class="note' in fold and "After it." in fold
        assert "Outside." in markup and ":::" not in markup and "Outside." not in fold

    def test_three_deep(self):
        markup = render(f"::: platform Linux\n::: details More\n{self.NOTE}\n:::\n:::").html
        assert ":::" not in markup
        assert markup.index("platform") < markup.index("<details>") < markup.index("note tone")

    def test_more_colons_outside_are_right_too(self):
        assert render(f":::: details More\n{self.NOTE}\n::::").html == (
            render(f"::: details More\n{self.NOTE}\n:::").html
        )

    def test_in_code_they_stay_what_they_are(self):
        typed = f"::: details More\n```\n{self.NOTE}\n```\n{self.NOTE}\n:::"
        assert "<code>::: note\nInside.\n:::\n</code>" in render(typed).html

    @given(st.lists(st.sampled_from(["::: note", ":::", "::::", "::: details A", "```", "x", "", "- y"])))
    def test_whatever_is_typed_no_word_is_lost(self, lines):
        rendered = render("\n".join(lines))
        assert rendered.text.count("x") >= lines.count("x")


SYSTEMS = """::: platform Windows
Press **F5**.
:::

::: platform macOS & iOS
Press Command R.
:::

Then wait.

::: platform Windows
Again.
:::
"""


class TestPlatform:
    def test_each_stands_under_its_name_with_an_anchor_of_its_own(self):
        found = [
            (tag, attributes)
            for tag, attributes in elements(SYSTEMS)
            if attributes.get("class") == "platform"
        ]
        assert [attributes["id"] for _tag, attributes in found] == [
            "on-windows",
            "on-macos-ios",
            "on-windows-2",
        ]
        assert "<strong>macOS &amp; iOS</strong>" in render(SYSTEMS).html

    def test_those_that_follow_one_another_are_a_choice_by_links(self):
        """All can be read; a link leads to each, so nothing hangs on a script."""
        markup = render(SYSTEMS).html
        assert markup.count("platform-choice") == 1
        links = [attributes["href"] for tag, attributes in elements(SYSTEMS) if tag == "a"]
        assert links == ["#on-windows", "#on-macos-ios"]

    def test_what_is_in_it_is_rendered_and_found(self):
        rendered = render(SYSTEMS)
        assert "<strong>F5</strong>" in rendered.html
        assert "Command R" in rendered.text

    def test_one_inside_a_fold_stands_in_it(self):
        markup = render(":::: details More\n::: platform Linux\nNothing.\n:::\n::::").html
        assert '<details><summary>More</summary>\n<div class="platform" id="on-linux"' in markup

    @pytest.mark.parametrize("name", ["", '"><script>', "_", "\u00e9t\u00e9"])
    def test_any_name_is_text_and_any_anchor_is_ours(self, name):
        for tag, attributes in elements(f"::: platform {name}\nText.\n:::"):
            assert tag in KEPT
            assert attributes.get("id", "on-x").startswith("on-")


def test_tables_are_drawn_and_may_scroll():
    markup = render("| It says | It means |\n| --- | --: |\n| Draft | Never sent |").html
    assert '<div class="table-scroll" tabindex="0"><table>' in markup
    assert "style" not in markup


def test_minutes_to_read_are_at_least_one():
    assert render("Short.").minutes == 1
    assert render("word " * 450).minutes == 3


def test_a_link_to_an_article_is_by_its_key_in_the_language_of_the_text():
    assert 'href="/articles/two-steps/"' in render("[x](article:two-steps)").html
    assert 'href="/fr/articles/two-steps/#part-a"' in render("[x](article:two-steps#part-a)", "fr").html


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "[x](//evil.example)",
        "[x](/\\evil.example)",
        "[x](article:../../escalate)",
        "[x](https:/\tevil)",
    ],
)
def test_no_link_leads_anywhere_but_to_a_page(markdown):
    for tag, attributes in elements(markdown):
        address = attributes.get("href") or ""
        assert tag != "a" or not address or address.startswith(("https://", "http://", "mailto:", "/"))
        assert not address.startswith("//")
        assert "\\" not in address


@pytest.mark.parametrize(
    "source",
    [
        "/requests/5/close/",
        "/logout/",
        "//evil.example/x.png",
        "https://evil.example/x.png",
        "/static/../requests/5/close/",
        "/static//evil.example/x.png",
        "/static/%2e%2e/requests/",
        "/staticx/a.png",
        "data:image/svg+xml,<svg onload=alert(1)>",
        'x "onerror=alert(1)',
    ],
)
def test_a_picture_is_one_of_ours_or_only_its_words(source):
    assert "img" not in [tag for tag, _ in elements(f"![The form]({source})")]
    assert "img" not in sanitise(f'<img src="{source}">').replace("<img>", "")


def test_our_own_pictures_stay():
    assert elements("![The form](/static/img/help/form.png)")[1] == (
        "img",
        {"src": "/static/img/help/form.png", "alt": "The form", "loading": "lazy"},
    )
    sized = elements('![The form](/static/img/help/form.png "680x900")')[1][1]
    assert (sized["width"], sized["height"]) == ("680", "900")
    assert elements("![File](/files/Ab_3-x/)")[1][1]["src"] == "/files/Ab_3-x/"


@pytest.mark.parametrize(
    "raw",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<style>*{position:fixed}</style>",
        "<form action=//evil><input name=csrf></form>",
        "<base href=//evil>",
        "<meta http-equiv=refresh content=0>",
        "<iframe src=//evil>",
        "<a id=main class=btn-danger style=position:fixed href=/x>x</a>",
    ],
)
def test_raw_html_is_text_in_markdown_and_nothing_in_the_sanitiser(raw):
    assert [tag for tag, _ in elements(raw)] == ["p"]
    for tag, attributes in Elements(sanitise(raw)).found:
        assert tag in KEPT
        assert not attributes.keys() & {"id", "class", "style", "name", "onerror", "onload", "action"}


@given(
    st.text(alphabet=st.sampled_from(list("<>&\"'`[]()!#:/\\|-*_ \n\tjavscriptonerm=x1:.@")), max_size=120)
)
def test_whatever_is_typed_only_known_elements_come_out(text):
    for tag, attributes in elements(text):
        assert tag in KEPT
        assert attributes.keys() <= {
            "href",
            "title",
            "rel",
            "src",
            "alt",
            "loading",
            "id",
            "class",
            "start",
            "width",
            "height",
        }
        assert (
            not (attributes.get("href") or "").lower().startswith(("javascript:", "data:", "vbscript:", "//"))
        )


def test_plain_text_is_what_a_reader_sees():
    assert plain_text("<p>Fish &amp; <em>chips</em></p>") == "Fish & chips"
