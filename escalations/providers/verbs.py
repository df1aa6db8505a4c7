"""How each verb looks in the back office: its words, its form, who may."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from escalations.providers import actions, staff_forms
from portal.workflow.admin import Verb

VERBS = {
    "acknowledge": Verb(
        _("Acknowledge"),
        actions.acknowledge,
        staff_forms.AcknowledgeForm,
        intro=_("The clock stops, and the provider hears that you have it in hand."),
        tone="primary",
        done=_("Acknowledged. The letter is on its way."),
    ),
    "start": Verb(
        _("Start"),
        actions.start,
        intro=_("The provider sees on the page that you are working on it."),
        tone="primary",
        done=_("In progress."),
    ),
    "resolve": Verb(
        _("Resolve"),
        actions.resolve,
        staff_forms.ResolveForm,
        intro=_("The provider reads what was done, and closes it or opens it again."),
        tone="primary",
        done=_("Resolved. The provider was told."),
    ),
    "ask": Verb(
        _("Ask the provider"),
        actions.ask,
        staff_forms.AskForm,
        done=_("Asked. It is the provider’s turn."),
    ),
    "answer": Verb(
        _("Write to the provider"),
        actions.answer,
        staff_forms.AnswerForm,
        done=_("The letter is on its way."),
    ),
    "take": Verb(
        _("Take it"),
        actions.take,
        intro=_("You hold it from now on. It is not acknowledged by that."),
        done=_("You hold it now."),
    ),
    "note": Verb(
        _("Internal note"), actions.note, staff_forms.InternalForm, done=_("The note is kept inside.")
    ),
    "end": Verb(
        _("Close"),
        actions.end,
        intro=_("When the provider has said so elsewhere, or does not answer any more."),
        asks=True,
        done=_("Closed. The provider was told."),
    ),
    "turn_away": Verb(
        _("Turn away"),
        actions.turn_away,
        staff_forms.TurnAwayForm,
        intro=_(
            "It is a customer’s issue under another name. It is not worked on: the provider gets the message "
            "and the link to pass on to the customer."
        ),
        tone="alert",
        asks=True,
        done=_("Turned away. The provider has the message to pass on."),
    ),
}

LAUNCH_VERBS = {
    "accept": Verb(
        _("Accept"),
        actions.accept,
        intro=_("Production is open to the provider from now on, and its people are told."),
        tone="primary",
        asks=True,
        done=_("Accepted. Production is open, and the provider was told."),
    ),
    "send_back": Verb(
        _("Send back"),
        actions.send_back,
        staff_forms.SendBackForm,
        intro=_("The provider reads the reason, completes the template and returns it again."),
        asks=True,
        done=_("Sent back. The provider was told why."),
    ),
    "look_after": Verb(
        _("Look after it"),
        actions.look_after,
        intro=_("The provider sees you as its enablement engineer."),
        done=_("You are the enablement engineer of this provider."),
    ),
}
