"""What can be done to a complaint. Pages, admin and tasks change one only here."""

from escalations.complaints.actions.customers import add, not_satisfied, satisfied, submit
from escalations.complaints.actions.ringing import ring
from escalations.complaints.actions.working import (
    acknowledge,
    answer,
    contact,
    note,
    propose,
    record_call,
    record_outcome,
    refer_to_manager,
    refer_to_solutions,
    respond,
    review,
    take,
    tell_avenues,
    update,
)

__all__ = [
    "acknowledge",
    "add",
    "answer",
    "contact",
    "not_satisfied",
    "note",
    "propose",
    "record_call",
    "record_outcome",
    "refer_to_manager",
    "refer_to_solutions",
    "respond",
    "review",
    "ring",
    "satisfied",
    "submit",
    "take",
    "tell_avenues",
    "update",
]
