"""Which verb leads where: the legal moves of a request, and who may make them."""

from portal.workflow.moves import move
from tickets.states import OF_DEVELOPMENT, OPEN, TESTING, WITH_US, Status

# Where support has the case in hand, whoever has the next step.
WITH_SUPPORT = OPEN - OF_DEVELOPMENT - TESTING
# Not taken up, or come back: what is in triage from the moment somebody looks at it.
TO_SORT = frozenset({Status.NEW, Status.TRIAGE, Status.CUSTOMER_RESPONDED, Status.REACTIVATED})
# Made, so that a review or a test can fail.
DEVELOPED = frozenset(
    {Status.DEV_DONE_REVIEW, Status.DEV_DONE_QA, Status.QA_IN_PROGRESS, Status.READY_FOR_RELEASE}
)

# verb: (may start from, ends in). The order is the order of the buttons.
MOVES = {
    "reply": move(OPEN, actor="customer"),
    "separate": move({Status.NEW, Status.TRIAGE}, actor="customer"),
    "confirm": move(TESTING, Status.CLOSED, actor="customer"),
    "refuse": move(TESTING, Status.CUSTOMER_RESPONDED, actor="customer"),
    "hold": move(OPEN - TESTING - OF_DEVELOPMENT - {Status.ON_HOLD}, Status.ON_HOLD, actor="customer"),
    "resume": move({Status.ON_HOLD}, Status.CUSTOMER_RESPONDED, actor="customer"),
    "reopen": move({Status.CLOSED}, Status.REACTIVATED, actor="customer"),
    "absorb": move(OPEN, actor="system"),
    "hand_back": move(OPEN, actor="system"),
    "remind": move({Status.PENDING_CLOSURE}, actor="system"),
    "lapse": move({Status.PENDING_CLOSURE}, Status.CLOSED, actor="system"),
    "take": move(OPEN),
    "triage": move(WITH_SUPPORT),
    # S2-118 to S2-124: one step of development after the other, and the ways back.
    "plan": move({Status.ESCALATED_TO_DEV}, Status.PLANNED),
    "develop": move({Status.ESCALATED_TO_DEV, Status.PLANNED}, Status.DEV_IN_PROGRESS),
    "review": move({Status.DEV_IN_PROGRESS}, Status.DEV_DONE_REVIEW),
    "hand_to_qa": move({Status.DEV_DONE_REVIEW}, Status.DEV_DONE_QA),
    "test": move({Status.DEV_DONE_QA}, Status.QA_IN_PROGRESS),
    "make_ready": move({Status.QA_IN_PROGRESS}, Status.READY_FOR_RELEASE),
    "release": move({Status.READY_FOR_RELEASE}, Status.RELEASED),
    "send_back": move(DEVELOPED, Status.DEV_IN_PROGRESS),
    "return_to_support": move(OF_DEVELOPMENT, Status.WORK_IN_PROGRESS),
    "start": move((WITH_US | {Status.ON_HOLD}) - {Status.WORK_IN_PROGRESS}, Status.WORK_IN_PROGRESS),
    "answer": move(OPEN),
    "ask": move(OPEN - TESTING, Status.WAITING_FOR_CUSTOMER),
    "resolve": move(OPEN - TESTING, Status.ON_CUSTOMER_TEST),
    "investigate": move(WITH_US - {Status.UNDER_REVIEW}, Status.UNDER_REVIEW),
    "escalate_to_dev": move(WITH_SUPPORT, Status.ESCALATED_TO_DEV),
    "escalate_at_once": move(WITH_SUPPORT, Status.ESCALATED_TO_DEV, actor="system"),
    "request_quote": move(WITH_SUPPORT - {Status.QUOTE_REQUIRED}, Status.QUOTE_REQUIRED),
    "set_severity": move(OPEN - TESTING),
    "pend": move(OPEN - OF_DEVELOPMENT - {Status.PENDING_CLOSURE}, Status.PENDING_CLOSURE),
    "assign": move(OPEN),
    "note": move(Status),
    "forget": move(Status),
    "supplement": move(OPEN),
    "split": move(OPEN),
    "merge": move(OPEN, Status.CLOSED),
    # Back to where it stood before the merge.
    "unmerge": move({Status.CLOSED}),
    "link": move(Status),
    "unlink": move(Status),
    "make_article": move(Status),
    "close": move(OPEN, Status.CLOSED),
}

# Where a verb without an end of its own leads, by where it starts; what is not listed stays as it is. A reply
# leaves New and the statuses of development alone: there somebody else has the next step anyway.
LEADS = {
    "reply": dict.fromkeys(OPEN - OF_DEVELOPMENT - {Status.NEW}, Status.CUSTOMER_RESPONDED),
    "take": {Status.NEW: Status.TRIAGE},
    "triage": dict.fromkeys(TO_SORT, Status.TRIAGE),
    "answer": dict.fromkeys(
        {Status.NEW, Status.CUSTOMER_RESPONDED, Status.REACTIVATED}, Status.WORK_IN_PROGRESS
    ),
}
