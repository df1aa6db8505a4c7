"""The verbs of development as they look in the back office."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.workflow.admin import Verb
from tickets import actions
from tickets.staff_forms import DevelopmentForm

DEVELOPMENT_VERBS = {
    "escalate_to_dev": Verb(
        _("Escalate to Development"),
        actions.escalate_to_dev,
        DevelopmentForm,
        intro=_(
            "It needs a release, a change of code, a correction, a look at performance or at complex data. "
            "Say what you found. The customer is told by letter that it is with Development."
        ),
        wants_case=True,
        done=_("It is with Development."),
    ),
    "plan": Verb(
        _("Plan"),
        actions.plan,
        intro=_("A developer takes it up when there is capacity."),
        done=_("It is planned."),
    ),
    "develop": Verb(
        _("Start development"),
        actions.develop,
        intro=_("A developer works on it."),
        done=_("Development has begun."),
    ),
    "review": Verb(
        _("Developed: ask for review"),
        actions.review,
        intro=_("A second developer signs it off."),
        done=_("It waits for review."),
    ),
    "hand_to_qa": Verb(
        _("Reviewed: hand to QA"),
        actions.hand_to_qa,
        intro=_("It goes into the next test release."),
        done=_("It waits for the test release."),
    ),
    "test": Verb(
        _("Start testing"),
        actions.test,
        intro=_("It is in the latest test release."),
        done=_("Testing has begun."),
    ),
    "make_ready": Verb(
        _("Tested: ready for release"),
        actions.make_ready,
        intro=_("It goes with the next release."),
        done=_("It is ready for release."),
    ),
    "release": Verb(
        pgettext_lazy("button", "Released"),
        actions.release,
        intro=_("The release is live. A letter asks the customer to test."),
        done=_("It is released, and the customer is asked to test."),
    ),
    "send_back": Verb(
        _("Send back to the developer"),
        actions.send_back,
        DevelopmentForm,
        intro=_("The review or the test has failed. Say what is wrong."),
        wants_case=True,
        done=_("It is with the developer again."),
    ),
    "return_to_support": Verb(
        _("Return to support"),
        actions.return_to_support,
        DevelopmentForm,
        intro=_("Support goes on with it. Say what was found."),
        wants_case=True,
        done=_("It is with support again."),
    ),
}
