"""The same for those who write the help centre: their rows in the back office."""

from __future__ import annotations

from knowledgebase.commenting.admin import VERBS as COMMENTING
from knowledgebase.models import Asked, Synonym, Term, Wording
from knowledgebase.writing.verbs import VERBS as WRITING
from tests.safety.matrix import NOBODY, Row
from tests.safety.staff_matrix import REFUSED, Model, rows_of
from tests.safety.world import STAFF

EDITORS = frozenset({"editor", "administrator"})
EDITED = {"add": EDITORS, "change": EDITORS, "delete": EDITORS}


def _shelf(world):
    return world.articles["public"].article.section


MODELS = {
    "knowledgebase_category": Model(EDITORS, **EDITED, pk=lambda world: _shelf(world).category_id),
    "knowledgebase_section": Model(EDITORS, **EDITED, pk=lambda world: _shelf(world).pk),
    # Whoever answers customers reads drafts too.
    "knowledgebase_article": Model(
        frozenset(STAFF), **EDITED, pk=lambda world: world.articles["draft"].article_id
    ),
    "knowledgebase_manuscript": Model(
        EDITORS,
        pk=lambda world: world.manuscript.pk,
        verbs=dict.fromkeys([*WRITING, "compare", "preview"], EDITORS),
    ),
    "knowledgebase_snippet": Model(EDITORS, **EDITED, pk=lambda world: world.snippet.pk),
    "knowledgebase_term": Model(
        EDITORS,
        **EDITED,
        pk=lambda world: (
            Term.objects.get_or_create(slug="quay", title_en="Quay", explanation_en="A wall.")[0].pk
        ),
    ),
    "knowledgebase_readergroup": Model(EDITORS, **EDITED, pk=lambda world: world.group.pk),
    "knowledgebase_picture": Model(EDITORS, **EDITED, pk=lambda world: world.pictures["unused"].pk),
    "knowledgebase_oldaddress": Model(
        EDITORS, **EDITED, pk=lambda world: world.articles["public"].article.old_addresses.get().pk
    ),
    "knowledgebase_synonym": Model(
        EDITORS,
        **EDITED,
        pk=lambda world: Synonym.objects.get_or_create(language="en", words="crane, hoist")[0].pk,
    ),
    "knowledgebase_asked": Model(
        EDITORS, pk=lambda world: Asked.objects.get_or_create(query="crane", language="en")[0].pk
    ),
    # Declined instead of deleted.
    "knowledgebase_wording": Model(
        EDITORS,
        add=EDITORS,
        change=EDITORS,
        pk=lambda world: (
            Wording.objects.get_or_create(
                article=world.articles["public"].article, language="en", text="where is the crane"
            )[0].pk
        ),
        verbs=dict.fromkeys(["accept", "decline"], EDITORS),
    ),
    "knowledgebase_comment": Model(
        EDITORS, pk=lambda world: world.comment.pk, verbs=dict.fromkeys(COMMENTING, EDITORS)
    ),
    "knowledgebase_vote": Model(EDITORS, row=NOBODY),
}

ROWS = {address: row for name, model in MODELS.items() for address, row in rows_of(name, model).items()}
ROWS["admin:knowledgebase_asked_weekly"] = Row(
    EDITORS, get=200, post=(302, 403, 405), others=REFUSED, guests=302
)
ROWS["admin:knowledgebase_manuscript_desk"] = Row(
    EDITORS, get=200, post=(302, 403, 405), others=REFUSED, guests=302
)
