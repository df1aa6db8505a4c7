"""How each verb looks in the back office: its words, its form, who may."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from escalations import actions, staff_forms
from escalations.people_verbs import PEOPLE_VERBS
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
            "The customer gets every step with who and by when, but the internal ones, which they never see. "
            "An update follows as the communication plan says, or within two working days."
        ),
        tone="primary",
        wants_case=True,
        done=_("The plan is shared."),
    ),
    "finish_step": Verb(
        _("Finish a step"),
        actions.finish_step,
        staff_forms.FinishForm,
        permission="escalations.view_escalation",
        wants_case=True,
        done=_("The step is done."),
    ),
    "propose_communication": Verb(
        _("Communication plan"),
        actions.propose_communication,
        staff_forms.ProposeForm,
        intro=_("The customer agrees or asks for a change. Promised updates follow what is agreed."),
        wants_case=True,
        done=_("Proposed. It is in force once the customer agrees."),
    ),
    "arrange_call": Verb(
        _("Arrange a call"),
        actions.arrange_call,
        staff_forms.ArrangeForm,
        intro=_("Everybody who is invited gets a letter with the invitation for their calendar."),
        wants_case=True,
        done=_("The invitations are on their way."),
    ),
    "move_call": Verb(
        _("Move a call"),
        actions.move_call,
        staff_forms.MoveForm,
        intro=_("Everybody who is invited hears the new time, and their calendars follow."),
        wants_case=True,
        done=_("Moved. Everybody who is invited was told."),
    ),
    "cancel_call": Verb(
        _("Cancel a call"),
        actions.cancel_call,
        staff_forms.CancelForm,
        intro=_("Everybody who is invited is told, and it leaves their calendars."),
        wants_case=True,
        asks=True,
        done=_("Cancelled. Everybody who is invited was told."),
    ),
    "keep_minutes": Verb(
        _("Keep minutes of a call"),
        actions.keep_minutes,
        staff_forms.MinutesForm,
        intro=_("Everybody who was invited gets them. What is for the team alone stays with the team."),
        wants_case=True,
        done=_("The minutes are kept, and everybody who was invited gets them."),
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
    **PEOPLE_VERBS,
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
    "move_in": Verb(
        _("Move a message here"),
        actions.move_in,
        staff_forms.MoveInForm,
        intro=_("From the conversation of the case: what is about progress stands here, with its files."),
        wants_case=True,
        done=_("It stands here now."),
    ),
    "move_out": Verb(
        _("Move a message to the case"),
        actions.move_out,
        staff_forms.MoveOutForm,
        intro=_("What is about the matter itself stands in the conversation of the case, with its files."),
        wants_case=True,
        done=_("It stands on the case now."),
    ),
    "record_agreement": Verb(
        _("Record the agreement"),
        actions.record_agreement,
        staff_forms.AgreementForm,
        intro=_("The customer told you that they agree. It ends the escalation and stands on the case."),
        wants_case=True,
        done=_("The escalation has ended. The customer has it in writing."),
    ),
    "learn": Verb(
        _("What we learn"),
        actions.learn,
        staff_forms.LessonForm,
        intro=_("The cause, and what we change in how we work."),
        wants_case=True,
        done=_("The lesson is kept."),
    ),
    "propose_end": Verb(
        _("Propose the end"),
        actions.propose_end,
        staff_forms.ProposeEndForm,
        intro=_(
            "The customer reads what shows each condition, and agrees or says why not. "
            "It ends only with their agreement; the case itself goes on."
        ),
        asks=True,
        wants_case=True,
        done=_("Proposed. It is the customer’s turn."),
    ),
    "withdraw_end": Verb(
        _("Take the question back"),
        actions.withdraw_end,
        staff_forms.WithdrawForm,
        intro=_("It is in hand again. The customer is told, and an update is promised."),
        asks=True,
        done=_("It is in hand again, and the customer was told."),
    ),
    "prioritise": Verb(
        _("Prioritise"),
        actions.prioritise,
        staff_forms.PrioritiseForm,
        intro=_("It goes before the others, and its ground is shown in the queue."),
        asks=True,
        wants_case=True,
        done=_("It stands first now, with its ground."),
    ),
    "unprioritise": Verb(
        _("Put it back"),
        actions.unprioritise,
        staff_forms.UnprioritiseForm,
        intro=_("It goes back among the others, in the order of the clock."),
        asks=True,
        done=_("It stands in the order of the clock again."),
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
