"""Two escalations of the demonstration near their end: one that was agreed to, one that waits for Nadia."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from escalations import actions as escalation
from escalations.models import Reason
from portal.contracts.models import Product
from portal.management.demo_days import Days, at
from tickets import actions as ticket
from tickets.impact import Impact


def reason(slug: str) -> Reason:
    return Reason.objects.get(slug=slug)


def tell(people: dict, days: Days) -> None:
    labels_twice(people, days)
    prices_agreed(people, days)


def labels_twice(people: dict, days: Days) -> None:
    """Proposed to end; it is Nadia's turn."""
    mireille = people["resolutions@support.example"]
    labels = _in_hand(
        people,
        days,
        began=4,
        subject="Shipping labels are printed twice",
        text="Since the last update every shipping label comes out twice.",
        reason="The paper runs out every afternoon, and nobody could say when it stops.",
        why="no_progress",
        step=("Correct the print queue", "Development"),
    )
    with at(days.ago(1, "15:40")):
        escalation.propose_end(
            labels,
            by=mireille,
            plan_word="The one step of the plan is done since yesterday.",
            analysis_word="The print queue sent each job again after a time-out; that is corrected.",
            progress_word="Since then no label was printed twice, in 212 labels.",
            cause="A time-out that was shorter than the printer’s warm-up.",
            what="Every change of a time-out is tried with the slowest printer we know.",
            owner="Priya, Team Lead",
            due_on=(days.now + timedelta(days=30)).date(),
        )


def prices_agreed(people: dict, days: Days) -> None:
    """Ended with Nadia's agreement, and what it changed is published."""
    nadia, mireille = people["customer@client.example"], people["resolutions@support.example"]
    prices = _in_hand(
        people,
        days,
        began=9,
        subject="Price lists arrive a day late",
        text="The price lists of our suppliers are imported a day after they were sent.",
        reason="We sold for two days at old prices.",
        why="impact_changed",
        step=("Import the lists at night as well", "Jonas, Product Support"),
    )
    with at(days.ago(6, "10:00")):
        escalation.propose_end(
            prices,
            by=mireille,
            plan_word="Both imports run as planned.",
            analysis_word="The import waited for a file that nobody sends any more.",
            progress_word="Three days with the right prices every morning.",
            cause="The import had not been looked at since the supplier changed.",
            what="Imports that wait for a file longer than a night say so to the team.",
            owner="Priya, Team Lead",
            due_on=days.ago(4, "17:00").date(),
        )
    with at(days.ago(5, "09:20")):
        prices = escalation.agree(prices, by=nadia)
    with at(days.ago(3, "11:30")):
        escalation.finish(
            prices.improvements.get(),
            by=mireille,
            done_on=timezone.localdate(days.ago(3, "11:30")),
            publish=True,
            you_said_en="Price lists arrived a day late, and nobody noticed before you did.",
            you_said_fr="Les listes de prix arrivaient un jour trop tard, et vous l’avez vu avant nous.",
            we_changed_en="An import that waits for a file longer than a night now tells our team by itself.",
            we_changed_fr="Un import qui attend un fichier plus d’une nuit prévient désormais notre équipe.",
        )


def _in_hand(people: dict, days: Days, *, began: int, subject: str, text: str, reason: str, why: str, step):
    """A case of Nadia's, escalated, approved and with a plan, within two working days."""
    nadia, jonas = people["customer@client.example"], people["agent@support.example"]
    mireille = people["resolutions@support.example"]
    with at(days.ago(began, "09:05")):
        product = Product.objects.get(name="Northwind Stock")
        case = ticket.submit(by=nadia, subject=subject, text=text, impact=Impact.MODERATE, product=product)
    with at(days.ago(began, "09:30")):
        ticket.take(case, by=jonas)
        ticket.start(case, by=jonas)
    with at(days.ago(began - 1, "11:00")):
        found = escalation.submit(
            case,
            by=nadia,
            subject=subject,
            reason=reason,
            description=text,
            impact=Impact.MODERATE,
            main_reason=Reason.objects.get(slug=why),
            verified=VERIFIED,
        )
    with at(days.ago(began - 1, "14:10")):
        found = escalation.acknowledge(found, by=mireille)
    with at(days.ago(began - 2, "09:40")):
        found = escalation.approve(found, by=mireille, note="Approved: the work of a whole team is held up.")
    with at(days.ago(began - 2, "11:10")):
        what, owner = step
        done = days.ago(began - 3, "16:00").date()
        steps = [{"what": what, "owner": owner, "due_on": done, "done_on": done}]
        return escalation.share_plan(found, by=mireille, version=found.version, steps=steps)


VERIFIED = {
    "problem": ("yes", ""),
    "impact": ("yes", ""),
    "workaround": ("yes", ""),
    "milestone": ("none", ""),
}
