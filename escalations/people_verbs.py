"""The verbs about people as they look in the back office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from escalations import actions, staff_forms
from portal.workflow.admin import Verb

PEOPLE_VERBS = {
    "take_concern": Verb(
        _("Take the concern"),
        actions.take_concern,
        staff_forms.TakeConcernForm,
        intro=_("You arrange the call with the regional or the global manager. The customer hears when."),
        tone="primary",
        done=_("The call is arranged, and the customer knows when."),
    ),
    "close_concern": Verb(
        _("The call was held"),
        actions.close_concern,
        staff_forms.CloseConcernForm,
        intro=_("The customer gets what was agreed in writing."),
        wants_case=True,
        done=_("The concern is closed."),
    ),
    "evaluate": Verb(
        _("Evaluate"),
        actions.evaluate,
        staff_forms.EvaluateForm,
        intro=_("The regional manager’s decision: resources to assign, corrections to make."),
        done=_("The evaluation is recorded."),
    ),
    "assign_engineer": Verb(
        _("Choose the engineer"),
        actions.assign_engineer,
        staff_forms.EngineerForm,
        intro=_("The customer’s first contact from now on. Both are told."),
        wants_case=True,
        done=_("The engineer and the customer are told."),
    ),
    "add_participant": Verb(
        _("Add who takes part"),
        actions.add_participant,
        staff_forms.ParticipantForm,
        intro=_(
            "A colleague is told at once. People of the customer’s own organisation get each update. "
            "The customer sees names and roles."
        ),
        done=_("Added."),
    ),
    "remove_participant": Verb(
        _("Remove who takes part"),
        actions.remove_participant,
        staff_forms.RemoveParticipantForm,
        intro=_("From this moment they get no more updates. We write them no letter about it."),
        wants_case=True,
        done=_("Removed."),
    ),
}
