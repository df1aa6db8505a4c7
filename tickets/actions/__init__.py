"""What can be done to a request. Pages, admin, mail and tasks change one only here."""

from tickets.actions.agents import answer, ask, assign, close, note, pend, resolve, start, supplement, take
from tickets.actions.customers import confirm, hold, refuse, reopen, reply, resume
from tickets.actions.ending import ring
from tickets.actions.moving import record
from tickets.actions.raising import submit
from tickets.actions.ringing import ring_clock

__all__ = [
    "answer",
    "ask",
    "assign",
    "close",
    "confirm",
    "hold",
    "note",
    "pend",
    "record",
    "refuse",
    "reopen",
    "reply",
    "resolve",
    "resume",
    "ring",
    "ring_clock",
    "start",
    "submit",
    "supplement",
    "take",
]
