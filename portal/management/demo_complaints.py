"""Two complaints of the demonstration: one with the Solutions team, one ended in external avenues."""

from __future__ import annotations

from escalations.complaints import actions
from escalations.complaints.models import Avenue, Complaint
from portal.management.demo_story import Days, at
from tickets.models import Ticket

REPRESENTATIVE = "representative@support.example"
MANAGER = "servicemanager@support.example"
SOLUTIONS = "solutions@support.example"
AVENUES = [
    {
        "name_en": "Independent ombudsman for software services",
        "name_fr": "Médiateur indépendant des services logiciels",
        "about_en": "Looks at both sides free of charge and says what would be fair.",
        "about_fr": "Examine gratuitement les deux points de vue et dit ce qui est équitable.",
        "address": "1 Example Street, London\n+44 20 7946 0190\nhttps://ombudsman.example/",
        "time_limit_en": "Within twelve months of our final response",
        "time_limit_fr": "Dans les douze mois qui suivent notre réponse finale",
    },
    {
        "name_en": "Mediation centre for businesses",
        "name_fr": "Centre de médiation des entreprises",
        "about_en": "A mediator whom both sides choose helps them to agree. The costs are shared.",
        "about_fr": "Un médiateur choisi par les deux parties les aide à s’entendre, à frais partagés.",
        "address": "2 Example Street, London\nhttps://mediation.example/",
        "time_limit_en": "At any time, if both sides agree",
        "time_limit_fr": "À tout moment, si les deux parties sont d’accord",
    },
]


def tell(people: dict) -> None:
    days = Days()
    avenues = [Avenue.objects.create(position=place, **row) for place, row in enumerate(AVENUES, 1)]
    with_the_solutions_team(people, days)
    ended_in_avenues(people, days, avenues)


def with_the_solutions_team(people: dict, days: Days) -> None:
    nadia = people["customer@client.example"]
    with at(days.ago(4, "10:05")):
        complaint = actions.submit(
            by=nadia,
            ticket=Ticket.objects.filter(requester=nadia).order_by("pk").first(),
            subject="Told three times that the page was repaired",
            what_happened="Three times I was told that the stock count page was repaired, and each Monday it "
            "was as slow as before. I passed this on to my warehouse and looked foolish.",
            wish="That nobody says “repaired” before it was measured, and a credit for the lost Mondays.",
        )
    with at(days.ago(4, "11:20")):
        actions.acknowledge(complaint, by=people[REPRESENTATIVE])
    with at(days.ago(3, "14:10")):
        actions.answer(
            complaint,
            by=people[REPRESENTATIVE],
            note="You are right, and I apologise: “repaired” was said before anybody had measured. From now "
            "on we measure first. A credit is beyond what I may decide.",
        )
    with at(days.ago(2, "09:15")):
        actions.not_satisfied(
            complaint, by=nadia, note="Thank you, but the lost Mondays were not free for us."
        )
    with at(days.ago(2, "10:30")):
        actions.review(complaint, by=people[MANAGER])
    with at(days.ago(1, "15:45")):
        actions.respond(
            complaint,
            by=people[MANAGER],
            note="I have read everything and agree with you about the words. Your contract gives credits for "
            "outages and not for slowness, so I offer you a review with our engineers, free of charge.",
        )
    with at(days.ago(0, "09:10")):
        actions.not_satisfied(complaint, by=nadia, note="A review does not pay the warehouse.")


def ended_in_avenues(people: dict, days: Days, avenues: list[Avenue]) -> Complaint:
    omar = people["customer@other.example"]
    with at(days.ago(12, "09:30")):
        complaint = actions.submit(
            by=omar,
            subject="The price of our contract rose without notice",
            what_happened="This year’s invoice is 9 % higher. Nobody wrote to us before it came.",
            wish="Last year’s price for this year, because nobody told us.",
        )
    with at(days.ago(12, "11:00")):
        actions.refer_to_manager(
            complaint, by=people[REPRESENTATIVE], note="Prices are not mine to decide; a manager may."
        )
    with at(days.ago(11, "10:00")):
        actions.review(complaint, by=people[MANAGER])
    with at(days.ago(10, "16:00")):
        actions.respond(
            complaint,
            by=people[MANAGER],
            note="The notice went to an address of yours that is no longer read. The price is the one of the "
            "contract, and I cannot lower it.",
        )
    with at(days.ago(9, "12:00")):
        actions.not_satisfied(complaint, by=omar, note="You knew that the address was dead.")
    with at(days.ago(8, "10:40")):
        actions.contact(
            complaint, by=people[SOLUTIONS], how="phone", note="We went through the letters of last year."
        )
    with at(days.ago(5, "11:30")):
        actions.propose(
            complaint,
            by=people[SOLUTIONS],
            note="We offer to spread the rise over two years, and to write to two addresses from now on.",
        )
    with at(days.ago(4, "09:00")):
        actions.not_satisfied(complaint, by=omar, note="Half of a wrong is still a wrong.")
    with at(days.ago(3, "15:00")):
        return actions.tell_avenues(
            complaint,
            by=people[SOLUTIONS],
            avenues=avenues,
            note="We looked at the notice, the contract and our offer once more, and we do not agree about "
            "the price. On the phone we spoke about who could look at it independently.",
        )
