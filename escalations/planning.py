"""What changed in an action plan: for the customer, who sees no internal step, and for owners of steps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from escalations.models import Escalation, PlanStep


class Step(NamedTuple):
    """A step as it stood at one moment."""

    what: str
    owner: str
    person_id: int | None
    internal: bool
    due_on: date
    done_on: date | None


@dataclass
class Changes:
    """Each step as it was and as it is; None where it was not there, or is not any more."""

    pairs: list[tuple[Step | None, Step | None]] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return any(before != after for before, after in self.pairs)

    def for_customer(self) -> dict[str, list[Step]]:
        """added, changed, removed and done, of what they see. A step that turns internal is removed."""
        told: dict[str, list[Step]] = {"added": [], "changed": [], "removed": [], "done": []}
        for before, after in self.pairs:
            seen, sees = _shared(before), _shared(after)
            if seen == sees:
                continue
            if seen is None:
                told["added"].append(sees)
            elif sees is None:
                told["removed"].append(seen)
            elif seen.done_on is None and sees.done_on is not None:
                told["done"].append(sees)
            elif seen._replace(person_id=None) != sees._replace(person_id=None):
                told["changed"].append(sees)
        return {name: steps for name, steps in told.items() if steps}

    def owners(self) -> set[int]:
        """The keys of the people for whom something changed."""
        return {
            step.person_id
            for before, after in self.pairs
            if before != after
            for step in (before, after)
            if step is not None and step.person_id is not None
        }


def lay(escalation: Escalation, given: Iterable[dict]) -> Changes:
    """Store the plan as it is given. A step that was there stays the same row: by its key, or its words."""
    there = {step.pk: step for step in escalation.steps.all()}
    changes = Changes()
    for position, fields in enumerate(given):
        fields = {"person": None, "internal": False, "done_on": None, **fields}
        step = _same(there, fields.pop("pk", None), fields["what"])
        before = at_present(step) if step else None
        step = step or PlanStep(escalation=escalation)
        for name, value in {**fields, "position": position}.items():
            setattr(step, name, value)
        step.save()
        changes.pairs.append((before, at_present(step)))
    for step in there.values():
        changes.pairs.append((at_present(step), None))
        step.delete()
    return changes


def _same(there: dict[int, PlanStep], pk: int | None, what: str) -> PlanStep | None:
    if pk is None:
        pk = next((step.pk for step in there.values() if step.what == what), None)
    return there.pop(pk, None)


def at_present(step: PlanStep) -> Step:
    return Step(step.what, step.owner, step.person_id, step.internal, step.due_on, step.done_on)


def _shared(step: Step | None) -> Step | None:
    return None if step is None or step.internal else step


def digest(steps: Iterable[PlanStep]) -> str:
    """Which plan the customer had before their eyes: other words, owners or days make it another one."""
    words = repr([(step.what, step.owner, step.due_on) for step in steps])
    return hashlib.sha256(words.encode()).hexdigest()[:32]
