"""The tables of this room, one file a piece of business."""

from escalations.models.calls import Attendee, Call
from escalations.models.communication import CommunicationPlan
from escalations.models.concerns import Concern
from escalations.models.digests import Digest
from escalations.models.duty import DutyLine, Shift
from escalations.models.ending import Proposal
from escalations.models.engineers import Specialist, Speciality
from escalations.models.escalation import Escalation
from escalations.models.evaluation import Measure, Participant
from escalations.models.ladder import Level
from escalations.models.learning import Improvement
from escalations.models.plan import PlanStep
from escalations.models.posts import Post
from escalations.models.promises import Promise
from escalations.models.reasons import Example, Reason
from escalations.models.stays import Stay
from escalations.models.story import EscalationEvent
from escalations.models.verifying import Verification

__all__ = [
    "Escalation",
    "EscalationEvent",
    "Example",
    "Improvement",
    "Level",
    "PlanStep",
    "Promise",
    "Proposal",
    "Reason",
    "Verification",
    "Concern",
    "Digest",
    "DutyLine",
    "Attendee",
    "Call",
    "CommunicationPlan",
    "Escalation",
    "EscalationEvent",
    "Improvement",
    "Level",
    "Measure",
    "Participant",
    "PlanStep",
    "Post",
    "Promise",
    "Shift",
    "Specialist",
    "Speciality",
    "Stay",
    "PlanStep",
    "Promise",
]
