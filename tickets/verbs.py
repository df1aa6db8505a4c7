"""The verbs of a request as they look in the back office."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.workflow.admin import Verb
from tickets import actions
from tickets.desk_verbs import DESK_VERBS
from tickets.development_verbs import DEVELOPMENT_VERBS
from tickets.staff_forms import AssignForm, CustomerForm, DevelopmentForm, NoteForm
from tickets.triage_forms import SetSeverityForm, TriageForm

VERBS = {
    **DEVELOPMENT_VERBS,
    **DESK_VERBS,
    "take": Verb(_("Take it"), actions.take, intro=_("You hold this case from now on.")),
    "triage": Verb(
        pgettext_lazy("button", "Triage"),
        actions.triage,
        TriageForm,
        intro=_(
            "Say what it is about and how severe it is. Severity 1 goes to Development at once, by itself; "
            "what is missing is asked of the customer in the same step."
        ),
        wants_case=True,
        tone="primary",
        done=_("Sorted."),
    ),
    "set_severity": Verb(
        _("Set the severity again"),
        actions.set_severity,
        SetSeverityForm,
        intro=_("Severity 1 goes to Development at once, by itself."),
        wants_case=True,
        done=_("The severity is set."),
    ),
    "investigate": Verb(
        _("Investigate further"),
        actions.investigate,
        intro=_("The customer sees that it needs a closer look."),
        done=_("It is under review."),
    ),
    "request_quote": Verb(
        _("Ask for a quote"),
        actions.request_quote,
        DevelopmentForm,
        intro=_("It is chargeable work. Professional Services prepares a quote; the customer sees that."),
        wants_case=True,
        done=_("A quote is asked for."),
    ),
    "start": Verb(_("Start work"), actions.start, intro=_("The customer sees that work has begun.")),
    "answer": Verb(
        _("Answer"),
        actions.answer,
        CustomerForm,
        wants_case=True,
        tone="primary",
        done=_("Your answer is sent."),
    ),
    "ask": Verb(
        _("Ask the customer"),
        actions.ask,
        CustomerForm,
        intro=_(
            "Ask for everything that is missing at once. The clock is paused until the customer replies."
        ),
        wants_case=True,
        tone="primary",
        done=_("Your question is sent; the case waits for the customer."),
    ),
    "resolve": Verb(
        _("Resolve"),
        actions.resolve,
        CustomerForm,
        intro=_("Say what was done and how to try it. The customer tests it and closes the request."),
        wants_case=True,
        tone="primary",
        done=_("The customer is asked to test."),
    ),
    "pend": Verb(
        _("Close if no answer"),
        actions.pend,
        CustomerForm,
        intro=_(
            "Say why it can be closed. The customer is reminded two days before; an answer keeps it open."
        ),
        wants_case=True,
        asks=True,
        done=_("It closes by itself unless the customer writes."),
    ),
    "assign": Verb(_("Assign"), actions.assign, AssignForm, wants_case=True, done=_("Assigned.")),
    "note": Verb(
        _("Internal note"), actions.note, NoteForm, wants_case=True, done=_("The note is kept inside.")
    ),
    "close": Verb(
        _("Close"),
        actions.close,
        CustomerForm,
        intro=_("A closed request can no longer be changed. The customer gets your words by email."),
        wants_case=True,
        tone="alert",
        asks=True,
        done=_("The request is closed."),
    ),
}
# What stands in the menu “More” of the case page, group by group; the other verbs stand in the bar.
MENU = {
    _("Hand on"): ("investigate", "escalate_to_dev", "request_quote"),
    _("Set again"): ("set_severity",),
    _("Other requests"): ("split", "merge", "link", "unlink"),
    _("Help centre"): ("make_article",),
    _("End it"): ("pend",),
    _("Personal data"): ("forget",),
}
# Said in the two forms of the case page, so the bar of verbs need not repeat them.
WRITTEN_ON_THE_PAGE = {"answer", "note"}
