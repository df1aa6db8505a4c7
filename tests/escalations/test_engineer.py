"""Who works on it: the regional manager and their evaluation, the engineer, everybody who takes part."""

import pytest

from escalations import actions
from escalations.engineers import propose
from escalations.models import Measure, Specialist, Speciality
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets.models import Category

pytestmark = pytest.mark.django_db


def shown(client, escalation) -> str:
    client.force_login(escalation.requester)
    return page(client.get(escalation.get_absolute_url()))


def case(escalation, verb="change") -> str:
    return f"/admin/escalations/escalation/{escalation.pk}/{verb}/"


# S4-46
def test_every_role_of_the_procedure_is_there():
    assert {role.label for role in Role} >= {
        "Customer service representative", "Agent", "Customer service manager", "Solutions team",
        "Duty manager", "Escalation engineer", "Regional escalation manager", "Global escalation manager",
        "Regional programme manager", "Global programme manager", "Support manager",
    }  # fmt: skip


# --- The regional manager -------------------------------------------------------------------------


# S4-21
def test_the_manager_of_the_customers_region_looks_after_it(client):
    north, south = make.region("North"), make.region("South")
    make.post(people.staff(Role.REGIONAL, name="Rosa North"), role=Role.REGIONAL, region=north)
    make.post(people.staff(Role.REGIONAL, name="Emil Everywhere"), role=Role.REGIONAL)
    for region, name in ((north, "Rosa North"), (south, "Emil Everywhere"), (None, "Emil Everywhere")):
        escalation = make.received(by=people.customer(people.organisation(region=region)))
        assert name in shown(client, escalation)
        client.force_login(make.resolutions())
        assert name in page(client.get(case(escalation)))


# S2-83
def test_the_details_of_the_impact_and_the_resources_they_led_to_stand_on_one_page(client):
    escalation = make.approved()
    rosa = people.staff(Role.REGIONAL)
    actions.evaluate(escalation, by=rosa, resources=["A second engineer"], corrections=[], note="")
    client.force_login(rosa)
    shown = page(client.get(f"/admin/escalations/escalation/{escalation.pk}/change/"))
    for words in (make.SAID["reason"], make.SAID["description"], "Major, as the customer said"):
        assert words in shown
    assert "A second engineer" in shown


# S4-21, S4-22, S4-23
def test_the_manager_evaluates_and_records_resources_and_corrections(client):
    escalation = make.approved()
    rosa = people.staff(Role.REGIONAL, name="Rosa Keller")
    client.force_login(rosa)
    empty = client.post(case(escalation, "evaluate"), {"form_key": new_key()})
    assert empty.status_code == 422 and "Write a resource, a correction" in page(empty)
    words = {
        "resources": "A second engineer\nThe database team",
        "corrections": "Reports run at night",
        "note": "Three weeks are too long.",
        "form_key": new_key(),
    }
    for _time in range(2):  # sent twice
        assert client.post(case(escalation, "evaluate"), words).status_code == 302
    assert list(Measure.objects.values_list("kind", "what", "by")) == [
        ("resource", "A second engineer", rosa.pk),
        ("resource", "The database team", rosa.pk),
        ("correction", "Reports run at night", rosa.pk),
    ]
    assert "Reports run at night" in page(client.get(case(escalation)))
    inside = shown(client, escalation)
    assert "Reports run at night" not in inside and "Three weeks" not in inside


# --- The engineer -------------------------------------------------------------------------------


# S4-24
def test_on_approval_the_engineer_who_knows_the_product_and_has_the_fewest_is_assigned():
    stock = people.product("Stock")
    customer = people.customer()
    busy, free = people.staff(Role.ENGINEER, name="Bo Busy"), people.staff(Role.ENGINEER, name="Fay Free")
    people.staff(Role.ENGINEER, name="Ann Other")
    speciality = Speciality.objects.create(name_en="Stock", name_fr="Stock", product=stock)
    for person in (busy, free):
        Specialist.objects.create(speciality=speciality, person=person)
    first = make.approved(ticket=make.case(customer, product=stock))
    second = make.approved(ticket=make.case(customer, product=stock))
    assert [first.engineer, second.engineer] == [busy, free]  # by name while the load is equal
    letter = make.letters(second, "approved")[0]
    assert "Fay Free is your escalation engineer" in " ".join(letter.text.split())
    assert [row.to for row in make.letters(second, "engineer_assigned")] == [free.email]


@pytest.mark.parametrize(
    ("of_product", "of_category", "knows"),
    [(True, False, True), (False, True, True), (True, True, True), (False, False, False)],
)
def test_a_speciality_is_of_a_product_of_a_category_or_of_both(of_product, of_category, knows):
    stock, category = people.product(), Category.objects.first()
    expert = people.staff(Role.ENGINEER, name="Zoe Expert")  # the last by name
    people.staff(Role.ENGINEER, name="Ann Other")
    speciality = Speciality.objects.create(
        name_en="Such",
        name_fr="Tel",
        product=stock if of_product else None,
        category=category if of_category else None,
    )
    Specialist.objects.create(speciality=speciality, person=expert)
    escalation = make.received(make.case(people.customer(), product=stock))
    escalation.ticket.category = category
    assert (propose(escalation) == expert) is knows


def test_who_is_away_is_not_proposed_and_without_engineers_nobody_is(client):
    from portal.accounts.absence import today

    assert make.approved().engineer is None
    people.staff(Role.ENGINEER, away_from=today())
    assert make.approved().engineer is None


# S4-24, S4-25
def test_the_engineer_can_be_changed_and_the_customer_sees_the_first_contact(client):
    eva = people.staff(Role.ENGINEER, name="Eva Brandt")
    escalation = make.approved()
    assert "Your first contact" in shown(client, escalation) and "Eva Brandt" in shown(client, escalation)
    olga = people.staff(Role.ENGINEER, name="Olga Petit")
    client.force_login(make.resolutions())
    form = page(client.get(case(escalation, "assign_engineer")))
    assert form.index("Olga Petit, 0 open escalations") < form.index("Eva Brandt, 1 open escalation")
    sent = {"engineer": olga.pk, "form_key": new_key()}
    assert client.post(case(escalation, "assign_engineer"), sent).status_code == 302
    escalation.refresh_from_db()
    assert escalation.engineer == olga != eva
    (letter,) = make.letters(escalation, "contact_told")
    assert "Olga Petit is your contact now" in letter.subject
    with pytest.raises(IllegalMove, match="is the engineer already"):
        actions.assign_engineer(escalation, by=eva, engineer=olga)


# S1-27
def test_the_agent_of_the_case_still_hears_of_the_approval_before_the_engineer():
    people.staff(Role.ENGINEER)
    escalation = make.approved(ticket=make.case(agent=people.staff()))
    kinds = make.kinds(escalation)
    assert kinds.index("agent_first") < kinds.index("engineer_assigned") < kinds.index("approved")


def test_proposing_costs_the_same_for_any_number(django_assert_num_queries):
    for _number in range(3):
        people.staff(Role.ENGINEER)
        make.approved()
    escalation = make.received()
    with django_assert_num_queries(1):
        propose(escalation)


# --- Who takes part -----------------------------------------------------------------------------


# S4-26
def test_the_participants_are_listed_with_role_and_side_and_the_customer_sees_them(client):
    escalation = make.planned()
    client.force_login(make.resolutions(name="Mireille Caron"))
    add = case(escalation, "add_participant")
    nobody = client.post(add, {"side": "third", "form_key": new_key()})
    assert nobody.status_code == 422 and "Choose a colleague or write a name." in page(nobody)
    words = {"name": "Sam Hill", "role": "Network", "address": "sam@carrier.example", "side": "third"}
    assert client.post(add, {**words, "form_key": new_key()}).status_code == 302
    row = escalation.participants.get()
    assert (row.name, row.role, row.side, row.added_by.name) == (
        "Sam Hill",
        "Network",
        "third",
        "Mireille Caron",
    )
    inside = page(client.get(case(escalation)))
    assert "sam@carrier.example" in inside and "Added by Mireille Caron" in inside
    outside = shown(client, escalation)
    assert "Sam Hill, Network" in outside and "sam@carrier.example" not in outside
    with pytest.raises(IllegalMove, match="takes part already"):
        actions.add_participant(escalation, by=make.resolutions(), **words)


# S4-26
def test_who_is_removed_hears_nothing_more_and_the_history_keeps_that_they_took_part(client):
    escalation = make.planned()
    colleague = people.colleague(escalation.requester)
    actions.add_participant(escalation, by=make.resolutions(), side="customer", person=colleague)
    client.force_login(make.resolutions())
    remove = case(escalation, "remove_participant")
    nobody = client.post(remove, {"form_key": new_key()})
    assert nobody.status_code == 422 and "Choose who no longer takes part." in page(nobody)
    row = escalation.participants.get()
    assert client.post(remove, {"participant": row.pk, "form_key": new_key()}).status_code == 302
    actions.update(escalation, by=make.resolutions(), note="Going well.")
    assert make.letters(escalation, "participant_updated") == []
    assert f"{colleague} no longer takes part" in shown(client, escalation)
    with pytest.raises(IllegalMove, match="do not take part any more"):
        actions.remove_participant(escalation, by=make.resolutions(), participant=row.pk)
    assert "remove_participant" not in page(client.get(case(escalation)))


# S4-44
def test_programme_managers_attend_when_they_are_asked(client):
    escalation = make.planned()
    asked = [people.staff(role) for role in (Role.REGIONAL_PROGRAMME, Role.GLOBAL_PROGRAMME)]
    client.force_login(make.resolutions())
    for person in asked:
        words = {"colleague": person.pk, "side": "ours", "role": "Programme", "form_key": new_key()}
        assert client.post(case(escalation, "add_participant"), words).status_code == 302
    assert [row.person for row in escalation.participants.all()] == asked
    letters = make.letters(escalation, "participant_added")
    assert [letter.to for letter in letters] == [person.email for person in asked]
    assert "to attend its calls" in " ".join(letters[0].text.split())


# S4-26
def test_updates_reach_who_takes_part_for_the_customers_own_organisation_and_nobody_else():
    escalation = make.planned()
    customer = escalation.requester
    sees_all, sees_own = people.colleague(customer), people.colleague(customer, sees="own")
    for person in (sees_all, sees_own, people.customer(), customer):
        actions.add_participant(
            escalation, by=make.resolutions(), side="customer", name="Somebody", address=person.email
        )
    actions.update(escalation, by=make.resolutions(), note="Going well.")
    letters = {letter.to: letter.text for letter in make.letters(escalation, "participant_updated")}
    assert set(letters) == {sees_all.email, sees_own.email}
    assert escalation.get_absolute_url() in letters[sees_all.email]
    assert escalation.get_absolute_url() not in letters[sees_own.email]  # it would lead them nowhere
