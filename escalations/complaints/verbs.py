"""How each verb looks in the back office: its words, its form, who may."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from escalations.complaints import actions, staff_forms
from escalations.complaints.querysets import VIEW
from portal.workflow.admin import Verb


def _verb(*args, **kwargs) -> Verb:
    """Which level a complaint is at says who may; the page asks that (`people.may_work_on`)."""
    return Verb(*args, permission=VIEW, **kwargs)


# Whoever reads a complaint may leave a note, and take one that has come to their level.
FOR_EVERY_READER = frozenset({"note"})

VERBS = {
    "acknowledge": _verb(
        _("Acknowledge"),
        actions.acknowledge,
        staff_forms.ReadForm,
        intro=_("The customer hears that you look into it. An answer is promised within three working days."),
        tone="primary",
        done=_("Acknowledged. The letter is on its way."),
    ),
    "answer": _verb(
        _("Answer"),
        actions.answer,
        staff_forms.AnswerForm,
        intro=_("A fair and reasonable decision, with its reasons. You may decide first-level complaints."),
        tone="primary",
        done=_("Answered. The customer says whether it settles it."),
    ),
    "review": _verb(
        _("Begin the review"),
        actions.review,
        staff_forms.ReadForm,
        intro=_("The customer hears that you review the whole dispute. The promised answer stays as it is."),
        tone="primary",
        done=_("The review has begun."),
    ),
    "respond": _verb(
        _("Answer"),
        actions.respond,
        staff_forms.AnswerForm,
        intro=_("The result of your review. If it does not settle it, the Solutions team takes over."),
        tone="primary",
        done=_("Answered. The customer says whether it settles it."),
    ),
    "contact": _verb(
        _("Record the contact"),
        actions.contact,
        staff_forms.ContactForm,
        intro=_("You have spoken with the customer. This stops the clock of the referral."),
        tone="primary",
        done=_("Recorded. An answer is promised within five working days."),
    ),
    "propose": _verb(
        _("Answer"),
        actions.propose,
        staff_forms.AnswerForm,
        intro=_("What the Solutions team offers to settle it."),
        tone="primary",
        done=_("Answered. The customer says whether it settles it."),
    ),
    "record_outcome": _verb(
        _("Record the outcome"),
        actions.record_outcome,
        staff_forms.OutcomeForm,
        intro=_("What the customer said to our answer on another way than on their page."),
        tone="primary",
        wants_case=True,
        done=_("The outcome is recorded."),
    ),
    "record_call": _verb(
        _("Record a call"), actions.record_call, staff_forms.CallForm, done=_("The call is recorded.")
    ),
    "update": _verb(
        _("Write to the customer"), actions.update, staff_forms.UpdateForm, done=_("It is on its way.")
    ),
    "take": _verb(
        _("Take it"),
        actions.take,
        intro=_("You have it from now on, and the customer sees your name."),
        done=_("You have it now."),
    ),
    "note": _verb(
        _("Internal note"), actions.note, staff_forms.InternalForm, done=_("The note is kept inside.")
    ),
    "refer_to_manager": _verb(
        _("Refer to a manager"),
        actions.refer_to_manager,
        staff_forms.ReferForm,
        intro=_("A manager gets it at once; whoever stands in for them when none is there."),
        asks=True,
        done=_("Referred. The manager and the customer were told."),
    ),
    "refer_to_solutions": _verb(
        _("Refer to the Solutions team"),
        actions.refer_to_solutions,
        staff_forms.ReferForm,
        intro=_("They contact the customer within two working days."),
        asks=True,
        done=_("Referred. The Solutions team and the customer were told."),
    ),
    "tell_avenues": _verb(
        _("End with external avenues"),
        actions.tell_avenues,
        staff_forms.AvenuesForm,
        intro=_("We cannot settle it. The customer gets our final response and where else they can go."),
        tone="alert",
        asks=True,
        done=_("Ended. The final response is on its way."),
    ),
}
