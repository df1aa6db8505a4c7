"""How each verb looks in the back office: its words, its form, who may."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from escalations import actions, staff_forms
from portal.workflow.admin import Verb

VERBS = {
    "acknowledge": Verb(
        _("Acknowledge"),
        actions.acknowledge,
        staff_forms.AcknowledgeForm,
        intro=_(
            "The customer hears that it is being assessed. The decision is promised within one working day."
        ),
        tone="primary",
        done=_("Acknowledged. The letter is on its way."),
    ),
    "approve": Verb(
        _("Approve"),
        actions.approve,
        staff_forms.ApproveForm,
        intro=_(
            "The agent of the case is told first (the team leads where nobody holds it), then the customer. "
            "A plan follows within one working day."
        ),
        tone="primary",
        done=_("Approved. Who works on the case was told first, then the customer."),
    ),
    "share_plan": Verb(
        _("Share the plan"),
        actions.share_plan,
        staff_forms.PlanForm,
        intro=_(
            "The customer gets every step with who and by when. An update follows within two working days."
        ),
        tone="primary",
        wants_case=True,
        done=_("The plan is shared."),
    ),
    "update": Verb(
        _("Send an update"), actions.update, staff_forms.UpdateForm, done=_("The update is on its way.")
    ),
    "ask": Verb(
        _("Ask the customer"), actions.ask, staff_forms.AskForm, done=_("Asked. It is the customer’s turn.")
    ),
    "record_call": Verb(
        _("Record a call"), actions.record_call, staff_forms.CallForm, done=_("The call is recorded.")
    ),
    "raise_level": Verb(
        _("Raise one level"),
        actions.raise_level,
        staff_forms.RaiseForm,
        permission="escalations.view_escalation",
        intro=_("One step up the ladder. Its people and the customer are told."),
        done=_("Raised. The people of the next level were told."),
    ),
    "take": Verb(
        _("Take it"),
        actions.take,
        intro=_("You hold it from now on, and the customer sees your name."),
        done=_("You hold it now."),
    ),
    "note": Verb(
        _("Internal note"), actions.note, staff_forms.InternalForm, done=_("The note is kept inside.")
    ),
    "improve": Verb(
        _("Note an improvement"),
        actions.improve,
        staff_forms.ImproveForm,
        intro=_("What we change in how we work. It stands in the register with its owner."),
        done=_("The improvement is in the register."),
    ),
    "resolve": Verb(
        _("Back on track"),
        actions.resolve,
        staff_forms.ResolveForm,
        intro=_("The escalation ends. The case itself goes on."),
        asks=True,
        done=_("The escalation has ended. The customer was told."),
    ),
    "prioritise": Verb(
        _("Prioritise"),
        actions.prioritise,
        staff_forms.PrioritiseForm,
        intro=_("It goes before the others, and its ground is shown in the queue."),
        asks=True,
        done=_("It stands first now, with its ground."),
    ),
    "decline": Verb(
        _("Decline"),
        actions.decline,
        staff_forms.DeclineForm,
        intro=_("The customer hears no, with your reason."),
        tone="alert",
        asks=True,
        done=_("Declined. The customer was told why."),
    ),
}
