"""Which verb leads where: the legal moves of a request, and who may make them."""

from portal.workflow.moves import move
from tickets.states import OF_DEVELOPMENT, OPEN, TESTING, WITH_US, Status

# verb: (may start from, ends in). The order is the order of the buttons.
MOVES = {
    "reply": move(OPEN, actor="customer"),
    "confirm": move(TESTING, Status.CLOSED, actor="customer"),
    "refuse": move(TESTING, Status.CUSTOMER_RESPONDED, actor="customer"),
    "hold": move(OPEN - TESTING - OF_DEVELOPMENT - {Status.ON_HOLD}, Status.ON_HOLD, actor="customer"),
    "resume": move({Status.ON_HOLD}, Status.CUSTOMER_RESPONDED, actor="customer"),
    "reopen": move({Status.CLOSED}, Status.REACTIVATED, actor="customer"),
    "remind": move({Status.PENDING_CLOSURE}, actor="system"),
    "lapse": move({Status.PENDING_CLOSURE}, Status.CLOSED, actor="system"),
    "take": move(OPEN),
    "start": move((WITH_US | {Status.ON_HOLD}) - {Status.WORK_IN_PROGRESS}, Status.WORK_IN_PROGRESS),
    "answer": move(OPEN),
    "ask": move(OPEN - TESTING, Status.WAITING_FOR_CUSTOMER),
    "resolve": move(OPEN - TESTING, Status.ON_CUSTOMER_TEST),
    "pend": move(OPEN - OF_DEVELOPMENT - {Status.PENDING_CLOSURE}, Status.PENDING_CLOSURE),
    "assign": move(OPEN),
    "note": move(Status),
    "supplement": move(OPEN),
    "close": move(OPEN, Status.CLOSED),
}

# Where a verb without an end of its own leads, by where it starts; what is not listed stays as it is. A reply
# leaves New and the statuses of development alone: there somebody else has the next step anyway.
LEADS = {
    "reply": dict.fromkeys(OPEN - OF_DEVELOPMENT - {Status.NEW}, Status.CUSTOMER_RESPONDED),
    "take": {Status.NEW: Status.TRIAGE},
    "answer": dict.fromkeys(
        {Status.NEW, Status.CUSTOMER_RESPONDED, Status.REACTIVATED}, Status.WORK_IN_PROGRESS
    ),
}
