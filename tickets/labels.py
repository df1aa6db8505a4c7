"""The customer's labels: several statuses that one chip says, under a word that fits in an address."""

from __future__ import annotations

from tickets.states import MEANINGS, Chip, Status, Turn

# The status that names the label: (word in the address). The others follow it by their chip.
_WORDS = {
    Status.NEW: "new",
    Status.WORK_IN_PROGRESS: "progress",
    Status.WAITING_FOR_CUSTOMER: "yours",
    Status.QUOTE_REQUIRED: "other-team",
    Status.PLANNED: "development",
    Status.READY_FOR_RELEASE: "next-update",
    Status.ON_CUSTOMER_TEST: "resolved",
    Status.ON_HOLD: "held",
    Status.REACTIVATED: "reopened",
    Status.CLOSED: "closed",
}
_CHIPS: dict[str, Chip] = {word: MEANINGS[status].chip for status, word in _WORDS.items()}

# word: every status that is told by this label.
STATUSES: dict[str, list[Status]] = {
    word: [status for status in Status if MEANINGS[status].chip is chip] for word, chip in _CHIPS.items()
}
CLOSED = "closed"
LABELS = [(word, chip.label) for word, chip in _CHIPS.items()]
OPEN_LABELS = [(word, label) for word, label in LABELS if word != CLOSED]
# Whose turn it is while a request is open.
TURNS = [(turn.value, turn.label) for turn in Turn if turn != Turn.NOBODY]
