"""The customer's labels: several statuses that one chip says, under a word that fits in an address."""

from __future__ import annotations

from tickets.states import MEANINGS, OPEN, Chip, Status, Turn

_CHIPS: dict[str, Chip] = {MEANINGS[status].chip.word: MEANINGS[status].chip for status in Status}

# word: every status that is told by this label.
STATUSES: dict[str, list[Status]] = {
    word: [status for status in Status if MEANINGS[status].chip is chip] for word, chip in _CHIPS.items()
}
CLOSED = next(word for word, told in STATUSES.items() if OPEN.isdisjoint(told))
LABELS = [(word, chip.label) for word, chip in _CHIPS.items()]
OPEN_LABELS = [(word, label) for word, label in LABELS if word != CLOSED]
# Whose turn it is while a request is open.
TURNS = [(turn.value, turn.label) for turn in Turn if turn != Turn.NOBODY]
