"""Before the form: the product, and where the answer may be already."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledgebase.models import Article
from portal.workflow import kept
from tests import make
from tests.intake.make import send, signed_in
from tickets.intake.models import Resource
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def page(client, path="/requests/new/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def an_article(folder, title="An invoice number is missing from the sequence", key="missing-number"):
    front = f"key: {key}\nlang: en\ntitle: {title}\nsummary: Why.\ncategory: Invoices\nsection: Numbers"
    text = f"---\n{front}\naudience: public\nauthor: Support\nupdated: 2026-10-01\n---\n\nLook at it."
    (folder / f"{key}.md").write_text(text)
    call_command("import_articles", folder, verbosity=0)
    return title


@pytest.fixture
def products():
    return make.product("Invoices", help_url="https://help.example/invoices/"), make.product("Stock")


class TestTheProduct:
    def test_of_several_one_is_chosen_before_the_form(self, client, products):  # S3-12, S3-13
        signed_in(client)
        shown = page(client)
        assert "Which product is it about?" in shown and "What is it about?" not in shown
        assert f"?product={products[0].pk}" in shown and "Stock" in shown
        chosen = page(client, f"/requests/new/?product={products[0].pk}")
        assert f"/requests/new/technical/?product={products[0].pk}" in chosen
        form = page(client, f"/requests/new/technical/?product={products[0].pk}")
        assert f'type="hidden" name="product" value="{products[0].pk}"' in form
        assert "<strong>Invoices</strong>" in form

    def test_what_the_link_brought_along_is_carried_over_the_choice(self, client, products):
        signed_in(client)
        assert f"?product={products[1].pk}&amp;article=12" in page(client, "/requests/new/?article=12")

    def test_only_those_of_the_contract_are_offered(self, client, products):  # S3-13
        organisation = make.organisation(contract=False)
        third = make.product("Ledger")
        make.sign(organisation, products=[products[1], third])
        signed_in(client, organisation)
        shown = page(client)
        assert "Stock" in shown and "Ledger" in shown and "Invoices" not in shown
        assert "Which product" in page(client, f"/requests/new/?product={products[0].pk}")

    def test_a_single_one_is_not_asked_for(self, client, products):
        organisation = make.organisation(contract=False)
        make.sign(organisation, products=[products[1]])
        signed_in(client, organisation)
        assert "What is it about?" in page(client)
        assert send(client).status_code == 302
        assert Ticket.objects.get().product == products[1]

    def test_who_comes_to_the_form_without_one_is_asked_there(self, client, products):
        signed_in(client)
        assert '<select name="product"' in page(client, "/requests/new/technical/")
        response = send(client)
        assert response.status_code == 422 and "Choose the product." in response.content.decode()
        assert send(client, product=products[0].pk).status_code == 302
        assert Ticket.objects.get().product == products[0]


class TestTheResources:
    def test_they_come_before_the_choice_of_the_form_and_never_block_it(self, client):  # S3-6
        signed_in(client)
        shown = page(client)
        assert "The answer may be there already" in shown
        assert shown.index("Knowledge base") < shown.index("What is it about?")
        assert "/requests/new/technical/" in shown

    def test_the_knowledge_base_can_be_searched_at_once(self, client):  # S3-7
        signed_in(client)
        assert 'action="/search/"' in page(client).split("<main")[1]

    def test_the_online_help_of_the_product_is_linked(self, client, products):  # S3-8
        signed_in(client)
        assert 'href="https://help.example/invoices/"' in page(
            client, f"/requests/new/?product={products[0].pk}"
        )
        assert "help.example" not in page(client, f"/requests/new/?product={products[1].pk}")

    def test_the_community_hub_stands_there_once_its_address_is_known(self, client):  # S3-9, C18
        signed_in(client)
        assert "Community hub" not in page(client)
        hub = Resource.objects.filter(title_en="Community hub")
        hub.update(is_active=True, url="https://community.northwind.example/")
        kept.forget()
        assert 'href="https://community.northwind.example/"' in page(client)

    def test_each_can_be_unfolded(self, client):  # S3-10
        signed_in(client)
        main = page(client).split("<main")[1]
        assert main.count('<details class="fold"') == main.count("<summary>") >= 2

    def test_partners_and_customers_read_their_own_way_here(self, client):  # S3-11, S3-12
        signed_in(client)
        assert "customer service tickets" in page(client) and "assistance request" not in page(client)
        signed_in(client, make.organisation(contract=False, is_certified=True))
        assert "assistance request" in page(client) and "customer service tickets" not in page(client)

    def test_one_for_a_product_is_shown_for_that_product(self, client, products):
        Resource.objects.create(title_en="Ledger of counts", product=products[1])
        signed_in(client)
        assert "Ledger of counts" in page(client, f"/requests/new/?product={products[1].pk}")
        assert "Ledger of counts" not in page(client, f"/requests/new/?product={products[0].pk}")

    def test_in_french_the_links_stay_in_french(self, client):  # S3-2
        signed_in(client)
        shown = page(client, "/fr/requests/new/")
        main = shown.split("<main")[1].split("</main>")[0]
        assert "Base de connaissances" in main
        assert 'href="/fr/"' in main and 'href="/fr/escalate/"' in main

    def test_it_costs_the_same_for_one_and_for_three(self, client, django_assert_max_num_queries):
        signed_in(client)
        Resource.objects.exclude(title_en="Knowledge base").delete()
        with CaptureQueriesContext(connection) as one:
            page(client)
        for number in range(3):
            Resource.objects.create(title_en=f"More {number}")
        with django_assert_max_num_queries(min(10, len(one))):
            page(client)


class TestWhatWasTried:
    def test_a_ticked_article_is_kept_with_the_request_and_shown_to_staff(self, client, tmp_path):  # S3-32
        title = an_article(tmp_path)
        customer = signed_in(client)
        shown = client.get("/suggest/?tick=1&q=missing+invoice+number+sequence").content.decode()
        assert 'name="tried"' in shown and 'form="request-form"' in shown and "It did not help" in shown
        number = shown.split('name="tried" value="')[1].split('"')[0]
        assert send(client, tried=[number, number, "999999", "x", "-1"]).status_code == 302
        ticket = Ticket.objects.get(requester=customer)
        assert [(row.article, row.title) for row in ticket.tried.all()] == [(int(number), title)]
        client.force_login(make.staff())
        case = client.get(f"/admin/tickets/ticket/{ticket.pk}/change/").content.decode()
        assert "Articles that did not help" in case and title in case

    def test_elsewhere_suggestions_have_no_tick(self, client, tmp_path):
        an_article(tmp_path)
        assert 'name="tried"' not in client.get("/suggest/?q=missing+invoice+number").content.decode()

    def test_an_article_that_one_may_not_read_is_not_named(self, client, tmp_path):
        text = "---\nkey: secret\nlang: en\ntitle: Secret lane\nsummary: Why.\ncategory: A\nsection: B\n"
        text += "audience: staff\nauthor: Support\nupdated: 2026-10-01\n---\n\nHidden."
        (tmp_path / "secret.md").write_text(text)
        call_command("import_articles", tmp_path, verbosity=0)
        signed_in(client)
        send(client, tried=[Article.objects.get(key="secret").pk])
        assert not Ticket.objects.get().tried.exists()

    def test_a_form_that_comes_back_keeps_the_ticks(self, client, tmp_path):
        title = an_article(tmp_path)
        signed_in(client)
        back = send(client, text=f"{title} since Monday", subject="").content.decode()
        number = back.split('name="tried" value="')[1].split('"')[0]
        again = send(client, text=f"{title} since Monday", subject="", tried=[number]).content.decode()
        assert f'name="tried" value="{number}" form="request-form" checked' in again
        elsewhere = send(client, text="Something else altogether.", subject="", tried=[number])
        assert f'type="hidden" name="tried" value="{number}"' in elsewhere.content.decode()


@pytest.mark.parametrize("brought", ["abc", "0", "-4", "9" * 30, "\x00", "٣"])
def test_a_link_that_brings_nonsense_does_not_stop_the_form(client, brought):
    """Nobody can correct a field that is not shown."""
    signed_in(client)
    assert send(client, article=brought, follows=brought).status_code == 302
    sent = Ticket.objects.get()
    assert sent.article is None and sent.follows is None
