"""What can be done to a request. Pages, admin, mail and tasks change one only here."""

from tickets.actions.agents import (
    answer,
    ask,
    close,
    investigate,
    note,
    pend,
    request_quote,
    resolve,
    start,
    supplement,
)
from tickets.actions.assigning import assign, hand_back, take, take_next
from tickets.actions.correcting import correct
from tickets.actions.customers import confirm, hold, refuse, reopen, reply, resume, thank
from tickets.actions.development import (
    develop,
    escalate_to_dev,
    hand_to_qa,
    make_ready,
    plan,
    release,
    return_to_support,
    review,
    send_back,
    test,
)
from tickets.actions.ending import ring
from tickets.actions.forgetting import forget, forget_old
from tickets.actions.merging import link, merge, unlink, unmerge
from tickets.actions.moving import record
from tickets.actions.raising import submit
from tickets.actions.rehoming import put_in, take_out
from tickets.actions.ringing import ring_clock
from tickets.actions.splitting import separate, split
from tickets.actions.teaching import make_article
from tickets.actions.triaging import set_severity, triage

__all__ = [
    "answer",
    "ask",
    "assign",
    "close",
    "confirm",
    "correct",
    "develop",
    "escalate_to_dev",
    "forget",
    "forget_old",
    "hand_back",
    "hand_to_qa",
    "hold",
    "investigate",
    "link",
    "make_article",
    "make_ready",
    "merge",
    "note",
    "pend",
    "plan",
    "put_in",
    "record",
    "refuse",
    "release",
    "reopen",
    "reply",
    "request_quote",
    "resolve",
    "resume",
    "return_to_support",
    "review",
    "ring",
    "ring_clock",
    "send_back",
    "separate",
    "set_severity",
    "split",
    "start",
    "submit",
    "supplement",
    "take",
    "take_next",
    "take_out",
    "test",
    "thank",
    "triage",
    "unlink",
    "unmerge",
]
