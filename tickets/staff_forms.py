"""The forms of the back office. A reply and an internal note are never the same form."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.models import Team, User
from portal.accounts.roles import Role
from portal.attachments.forms import FilesMixin
from portal.businesstime.wording import short_moment
from portal.workflow.once import OnceForm
from tickets.actions.assigning import stand_in
from tickets.counting import CountUpToOfEach
from tickets.fields import PlainText
from tickets.forms import TOO_LONG
from tickets.models import Ticket
from tickets.querysets import may_hold

_EMPTY = gettext_lazy("Write a few words before you send.")


class StaffForm(FilesMixin, OnceForm):
    """Words and files about one case."""

    text = PlainText(
        label=gettext_lazy("Text"), rows=6, error_messages={"required": _EMPTY, "max_length": TOO_LONG}
    )
    field_order = ["text", "files"]

    def __init__(self, *args, instance: Ticket, by, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.instance = instance


class NoteForm(StaffForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Internal note")
        self.fields["text"].help_text = _("Only colleagues read it.")


class DevelopmentForm(NoteForm):
    """What Development, Professional Services or support needs to know, kept as an internal note."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What they need to know")
        self.fields["text"].help_text = _("Only colleagues read it; it is kept as an internal note.")


class CustomerForm(StaffForm):
    """To the customer. Whoever wrote while the case moved on reads what happened, and sends again."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", self.instance.version)
        self.fields["text"].label = _("To the customer")
        self.fields["text"].help_text = _(
            "%(name)s gets it by email and reads it on the page of the request."
        ) % {"name": self.instance.requester}

    def clean(self):
        data = super().clean()
        seen = data.pop("seen", None)
        if seen and seen != self.instance.version:
            self.data = self.data.copy()
            self.data["seen"] = self.instance.version
            raise ValidationError(self._meanwhile(), "meanwhile")
        return data

    def _meanwhile(self) -> str:
        last = self.instance.messages.select_related("author").order_by("-at", "-pk").first()
        return _(
            "The case has changed while you wrote. Last, %(name)s wrote (%(when)s): “%(words)s”. "
            "Your text is kept; read it again and send it."
        ) % {
            "name": last.author,
            "when": short_moment(last.at),
            "words": Truncator(last.body).words(40),
        }


class HolderField(forms.ModelChoiceField):
    """Each agent with what they hold already, and whether they are away."""

    def label_from_instance(self, agent) -> str:
        words = ngettext("%(name)s: %(load)d open", "%(name)s: %(load)d open", agent.load) % {
            "name": agent,
            "load": agent.load,
        }
        if not agent.is_away:
            return words
        deputy = agent.deputy or _("nobody")
        return _("%(agent)s, away; deputy: %(deputy)s") % {"agent": words, "deputy": deputy}


def holders():
    """Who can hold cases, with how many are open with each, in one statement."""
    load = CountUpToOfEach(Ticket.objects.open().filter(agent=OuterRef("pk")))
    return User.objects.in_role(*_HOLDERS).annotate(load=load).select_related("deputy").order_by("name")


class AssignForm(OnceForm):
    team = forms.ModelChoiceField(Team.objects.none(), label=gettext_lazy("Team"), required=False)
    agent = HolderField(User.objects.none(), label=gettext_lazy("Agent"), required=False)

    def __init__(self, *args, instance: Ticket, by, **kwargs):
        initial = {"team": instance.team_id, "agent": instance.agent_id}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["team"].queryset = Team.objects.all()
        self.fields["team"].empty_label = _("Every team")
        self.fields["agent"].queryset = holders()
        self.fields["agent"].empty_label = _("Nobody yet")

    def clean(self):
        data = super().clean()
        agent, team = data.get("agent"), data.get("team")
        if agent is not None and not may_hold(agent, team):
            self.add_error("agent", _("%(name)s does not see the requests of this team.") % {"name": agent})
        elif agent is not None and stand_in(agent, team) is None:
            self.add_error("agent", _("%(name)s is away, and nobody stands in.") % {"name": agent})
        return data


_HOLDERS = (Role.AGENT, Role.LEAD, Role.RESOLUTIONS, Role.MANAGER)
