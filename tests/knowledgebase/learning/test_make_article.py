"""A draft from a case: public words only, without the people and their numbers."""

import pytest
from django.urls import reverse

from knowledgebase.models import Article, Manuscript, Origin
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make
from tests.knowledgebase import make as articles
from tests.tickets import make as tickets
from tickets import actions
from tickets.intake.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return make.staff(name="Tomasz Zielinski")


@pytest.fixture
def case(agent):
    customer = make.customer(make.organisation("Blue Harbour Ltd"), name="Nadia Benali")
    made = tickets.ticket(
        requester=customer,
        subject="Labels of Blue Harbour Ltd print twice",
        text="Hello Tomasz,\n# printer 0033 6 12 34 56 78\nIBAN FR76 3000 6000 0112 3456 7890 189.\nNadia",
    )
    Answer.objects.create(ticket=made, key="vip", label="Who", value="Doctor Marguerite", is_personal=True)
    actions.note(made, by=agent, text="Between us: a known fault of theirs.")
    actions.answer(
        made, by=agent, text=f"Dear Nadia, Doctor Marguerite may mail t@x.example about {made.reference}."
    )
    return made


def drafted(case, agent, language="en"):
    actions.make_article(case, by=agent, section=articles.section(), language=language)
    article = Article.objects.get()
    return article, Manuscript.objects.with_texts().get(article=article, language=language).newest


def test_it_is_a_problem_for_staff_as_a_draft(case, agent):
    article, text = drafted(case, agent)
    assert (article.kind, article.audience, article.state) == ("problem", "staff", "draft")
    assert text.title == "Labels of […] print twice"
    parts = [line for line in text.body.split("\n") if line.startswith("## ")]
    assert parts == ["## Summary", "## Description", "## Resolution"]
    assert Origin.objects.get().request == case.pk


def test_no_person_number_address_or_internal_note_is_in_it(case, agent):
    _article, text = drafted(case, agent)
    whole = f"{text.title}\n{text.body}"
    for gone in ("Nadia", "Benali", "Tomasz", "Harbour", "Marguerite", "@", "FR76", "0033", "12 34"):
        assert gone not in whole
    assert case.reference not in whole and "Between us" not in whole
    assert "\\# printer […]" in text.body  # what looked like a heading is no part of the article


def test_in_the_language_that_was_written_in(case, agent):
    _article, text = drafted(case, agent, language="fr")
    assert "## Résumé" in text.body and "## Résolution" in text.body


def test_once_a_case(case, agent):
    article, _text = drafted(case, agent)
    with pytest.raises(IllegalMove, match=article.key):
        actions.make_article(case, by=agent, section=articles.section(), language="en")
    assert Article.objects.count() == 1


def test_from_the_case_to_the_draft_and_back(client, settings, case, agent):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(agent)
    page = reverse("admin:tickets_ticket_change", args=[case.pk])
    assert "Make an article of this…" in client.get(page).text
    typed = {"section": articles.section().pk, "language": "en", "form_key": new_key()}
    press = reverse("admin:tickets_ticket_make_article", args=[case.pk])
    assert "The draft is made." in client.post(press, typed, follow=True).text
    article = Article.objects.get()
    there = reverse("admin:knowledgebase_article_change", args=[article.pk])
    assert f'href="{there}"' in client.get(page).text
    assert f">{case.reference}</a>" in client.get(there).text
    client.force_login(make.staff(Role.EDITOR))
    assert case.reference not in client.get(there).text


def test_the_customer_reads_nothing_of_it(client, case, agent):
    before = case.requester
    changed = type(case).objects.get(pk=case.pk).changed_at
    drafted(case, agent)
    client.force_login(before)
    assert "draft" not in client.get(reverse("tickets:detail", args=[case.pk])).text.lower()
    assert type(case).objects.get(pk=case.pk).changed_at == changed
