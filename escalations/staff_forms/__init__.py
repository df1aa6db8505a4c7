"""The forms of the staff’s verbs. They check; the actions change."""

from escalations.staff_forms.calls import ArrangeForm, CancelForm, MinutesForm, MoveForm
from escalations.staff_forms.communication import ProposeForm
from escalations.staff_forms.ending import AgreementForm, LessonForm, ProposeEndForm, WithdrawForm
from escalations.staff_forms.people import (
    CloseConcernForm,
    EngineerForm,
    EvaluateForm,
    ParticipantForm,
    RemoveParticipantForm,
    TakeConcernForm,
)
from escalations.staff_forms.plan import FinishForm, PlanForm
from escalations.staff_forms.sorting import MoveInForm, MoveOutForm
from escalations.staff_forms.words import (
    AcknowledgeForm,
    ApproveForm,
    AskForm,
    CallForm,
    DeclineForm,
    ImproveForm,
    InternalForm,
    PrioritiseForm,
    RaiseForm,
    UnprioritiseForm,
    UpdateForm,
    WordsForm,
)

__all__ = [
    "AcknowledgeForm",
    "AgreementForm",
    "ApproveForm",
    "ArrangeForm",
    "AskForm",
    "CallForm",
    "CloseConcernForm",
    "DeclineForm",
    "EngineerForm",
    "EvaluateForm",
    "ImproveForm",
    "InternalForm",
    "LessonForm",
    "MoveInForm",
    "MoveOutForm",
    "ParticipantForm",
    "RemoveParticipantForm",
    "PlanForm",
    "PrioritiseForm",
    "ProposeEndForm",
    "CancelForm",
    "DeclineForm",
    "FinishForm",
    "ImproveForm",
    "InternalForm",
    "MinutesForm",
    "MoveForm",
    "PlanForm",
    "PrioritiseForm",
    "ProposeForm",
    "RaiseForm",
    "UnprioritiseForm",
    "ResolveForm",
    "TakeConcernForm",
    "UpdateForm",
    "WithdrawForm",
    "WordsForm",
]
