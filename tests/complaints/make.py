"""Complaints to test with, brought to each status through the actions."""

from escalations.complaints import actions
from escalations.complaints.models import Avenue, Complaint
from portal.accounts.roles import Role
from tests import make

SAID = {
    "subject": "Told three times that it was repaired",
    "what_happened": "Each Monday the page was as slow as before.",
    "wish": "That nobody says so before it was measured.",
}
OUTCOME = {"how": "phone", "note": "She said so on the phone."}


def representative(**fields):
    return make.staff(Role.REPRESENTATIVE, **{"name": "Sam Okafor", **fields})


def manager(**fields):
    return make.staff(Role.SERVICE_MANAGER, **{"name": "Greta Holm", **fields})


def solutions(**fields):
    return make.staff(Role.SOLUTIONS, **{"name": "Yusuf Demir", **fields})


def avenue(**fields) -> Avenue:
    words = {
        "name_en": "Independent ombudsman",
        "name_fr": "Médiateur indépendant",
        "about_en": "Looks at both sides free of charge.",
        "about_fr": "Examine gratuitement les deux points de vue.",
        "address": "1 Example Street\nhttps://ombudsman.example/",
        "time_limit_en": "Within twelve months",
        "time_limit_fr": "Dans les douze mois",
    }
    return Avenue.objects.create(**{**words, **fields})


def received(*, by=None, **said) -> Complaint:
    return actions.submit(by=by or make.customer(), **{**SAID, **said})


def looking(**said) -> Complaint:
    complaint = received(**said)
    return actions.acknowledge(complaint, by=complaint.holder or representative())


def answered(**said) -> Complaint:
    complaint = looking(**said)
    return actions.answer(complaint, by=complaint.holder, note="We are sorry and measure first now.")


def referred(**said) -> Complaint:
    return _refused(answered(**said), "The Mondays are lost.")


def reviewing(**said) -> Complaint:
    complaint = referred(**said)
    return actions.review(complaint, by=complaint.holder or manager())


def responded(**said) -> Complaint:
    complaint = reviewing(**said)
    return actions.respond(complaint, by=complaint.holder, note="I offer you a review.")


def with_solutions(**said) -> Complaint:
    return _refused(responded(**said), "That pays for nothing.")


def contacted(**said) -> Complaint:
    complaint = with_solutions(**said)
    return actions.contact(complaint, by=complaint.holder or solutions(), how="phone", note="We spoke.")


def proposed(**said) -> Complaint:
    complaint = contacted(**said)
    return actions.propose(complaint, by=complaint.holder, note="Half of it.")


def discussing(**said) -> Complaint:
    return _refused(proposed(**said), "Half is not all.")


def resolved(**said) -> Complaint:
    complaint = answered(**said)
    return actions.satisfied(complaint, by=complaint.requester)


def ended(**said) -> Complaint:
    """In external avenues."""
    complaint = discussing(**said)
    return actions.tell_avenues(complaint, by=complaint.holder, note="We do not agree.", avenues=[avenue()])


def _refused(complaint: Complaint, why: str) -> Complaint:
    return actions.not_satisfied(complaint, by=complaint.requester, note=why)


def letters(complaint, kind="") -> list:
    """The letters about it, in the order in which they were queued."""
    from portal.outbox.models import Letter

    found = Letter.objects.filter(about=complaint.reference).order_by("pk")
    return list(found.filter(kind=f"complaints/email/{kind}") if kind else found)


def kinds(complaint, to="") -> list[str]:
    return [letter.kind.rpartition("/")[2] for letter in letters(complaint) if to in ("", letter.to)]


def text(letter) -> str:
    return " ".join(letter.text.split())
