"""An export as Zendesk Guide's API writes it: as many articles as are wanted, friendly and hostile."""

import json
from pathlib import Path

from tests.knowledgebase.pictures import make as pictures

HOST = "https://acme.zendesk.com"
HOSTILE = """
<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">three</a>
<a href="  JaVaScRiPt&#58;alert(4)">four</a><svg onload=alert(5)><circle/></svg>
<iframe src="https://evil.example/frame"></iframe><p style="position:fixed" onclick="alert(6)">still here</p>
<img src="data:image/svg+xml;base64,PHN2Zz4="><form action="//evil.example"><input name=q></form>
<p>[x](javascript:alert(7)) ![x](https://evil.example/x.png) {{snippet:hours}} &lt;b&gt;bold&lt;/b&gt;</p>
<p>::: warning</p><math><mtext></p><style><img src=x onerror=alert(8)></style>
"""


def body(number: int, count: int, words: str = "Step") -> str:
    after = 1 + number % count
    return f"""
<h2 id="h_01">{words} one of {number}</h2>
<p>Open <strong>Settings</strong>, then <em>Sign-in</em> &amp; choose <code>a|b</code>.<br>
5 * 3 = 15, a_b_c</p>
<p>See <a href="/hc/en-us/articles/{after + 360000}-Article-{after}">the next one</a>,
<a href="{HOST}/hc/en-us/articles/{after + 360000}#h_01">the same in full</a>,
<a href="/hc/en-us/sections/9">a section</a>, <a href="#h_01">the top</a> and
<a href="https://example.org/x?a=1&amp;b=(2)">elsewhere</a>.</p>
<table><thead><tr><th>Field</th><th>Means</th></tr></thead>
<tbody><tr><td>Number {number}</td><td><p>one | two</p></td></tr></tbody></table>
<ol><li>First<ul><li>Nested</li></ul></li><li>Second</li></ol>
<pre>if a &lt; b:
    print("``` {number}")</pre>
<p><img src="/hc/article_attachments/{700000 + number % 10}/shot.png" alt="The [form] {number}"></p>
<p><img src="{HOST}/hc/en-us/article_attachments/{700000 + number % 10}" alt=""></p>
"""


def rows(count: int) -> dict[str, list[dict]]:
    articles, translations = [], []
    for number in range(1, count + 1):
        articles.append(
            {
                "id": 360000 + number,
                "title": f"Article {number}: how & why",
                "locale": "en-us",
                "source_locale": "en-us",
                "section_id": 20 + number % 3,
                "body": body(number, count) + (HOSTILE if number % 5 == 0 else ""),
                "html_url": f"{HOST}/hc/en-us/articles/{360000 + number}-Article-{number}",
                "draft": number % 50 == 0,
                "promoted": number % 60 == 0,
                "position": 0,
                "outdated": False,
                "label_names": [f"label {number}", "how|to"],
                "user_segment_id": 5 if number % 7 == 0 else None,
                "edited_at": "2025-03-01T09:30:00Z",
            }
        )
        if number % 2 == 0:
            translations.append(
                {
                    "id": 900000 + number,
                    "source_id": 360000 + number,
                    "source_type": "Article",
                    "locale": "fr",
                    "title": f"Article {number} : comment",
                    "body": body(number, count, "Étape"),
                    "html_url": f"{HOST}/hc/fr/articles/{360000 + number}-Article",
                    "draft": False,
                    "updated_at": "2025-03-02T09:30:00Z",
                }
            )
    translations.append({"source_id": 360001, "source_type": "Article", "locale": "de", "title": "Eins"})
    translations.append({"source_id": 10, "source_type": "Category", "locale": "fr", "title": "Départ"})
    return {
        "categories": [{"id": 10, "name": "Getting started", "locale": "en-us"}],
        "sections": [
            {"id": 20, "category_id": 10, "name": "Basics", "locale": "en-us"},
            {"id": 21, "category_id": 10, "name": "Details", "locale": "en-us"},
            {"id": 22, "category_id": 10, "parent_section_id": 21, "name": "Details", "locale": "en-us"},
        ],
        "articles": articles,
        "translations": translations,
        "article_attachments": [
            {
                "id": 700000 + number,
                "file_name": "shot.png",
                "content_type": "image/png",
                "content_url": f"{HOST}/hc/article_attachments/{700000 + number}/shot.png",
            }
            for number in range(10)
        ],
    }


def write(folder: Path, found: dict[str, list[dict]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, each in found.items():
        (folder / f"{name}.json").write_text(json.dumps({name: each}), encoding="utf-8")
    for row in found.get("article_attachments", []):
        place = folder / "article_attachments" / str(row["id"])
        place.mkdir(parents=True, exist_ok=True)
        (place / "shot.png").write_bytes(pictures.data("PNG", colour=(row["id"] % 10 * 20, 90, 90)))
    return folder
