"""“This looks like 3 questions”: the customer makes a request of each in one step (S3-14 to S3-16)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.accounts.drafts import sign_in_required
from portal.attachments.models import Attachment
from portal.contracts.entitlement import NotEntitled
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, OnceForm, once
from tickets import actions
from tickets.actions.splitting import EVERYWHERE, Piece
from tickets.fields import PlainLine, PlainText
from tickets.forms import TOO_LONG
from tickets.models import Message, Ticket
from tickets.moves import MOVES
from tickets.questions import questions

HERE = "here"
_SUBJECT = gettext_lazy("Say in a few words what it is about.")
_TEXT = gettext_lazy("Describe it, so that we can begin at once.")


def pieces_of(ticket: Ticket, reader, said: list[Message], verbs: set[str]) -> list[str]:
    """The questions of a request that its sender may still take apart; fewer than two: nothing to offer.

    said: its first message, which nobody can change; verbs: what has happened to it.
    """
    may = ticket.requester_id == reader.pk and ticket.status in MOVES["separate"].starts
    if not may or not said or "separate" in verbs or "split_off" in verbs:
        return []
    return questions(said[0].body)


class SeparateForm(OnceForm):
    """Each question but the first with its own subject and text; each file stays, moves, or goes with all."""

    def __init__(self, *args, pieces: list[str], files: list[Attachment], **kwargs):
        super().__init__(*args, **kwargs)
        self.pieces, self.files = pieces, files
        for number, text in enumerate(pieces[1:], 2):
            self._offer(number, text)
        for file in files:
            self.fields[f"file_{file.pk}"] = forms.ChoiceField(
                label=file.name, choices=self._places(), initial=HERE
            )

    def _offer(self, number: int, text: str) -> None:
        self.fields[f"own_{number}"] = forms.BooleanField(
            label=_("Question %(number)d is a request of its own") % {"number": number},
            required=False,
            initial=True,
        )
        # Asked only of the questions that are chosen.
        own = not self.is_bound or bool(self.data.get(f"own_{number}"))
        self.fields[f"subject_{number}"] = PlainLine(
            label=_("Subject of question %(number)d") % {"number": number},
            required=own,
            initial=_first_line(text),
            error_messages={"required": _SUBJECT, "max_length": TOO_LONG},
        )
        self.fields[f"text_{number}"] = PlainText(
            label=_("Text of question %(number)d") % {"number": number},
            required=own,
            rows=5,
            initial=text,
            error_messages={"required": _TEXT, "max_length": TOO_LONG},
        )

    def _places(self) -> list[tuple]:
        numbers = range(2, len(self.pieces) + 1)
        return [
            (HERE, _("Stays here")),
            (EVERYWHERE, _("Goes with all of them")),
            *((str(number), _("Moves to question %(number)d") % {"number": number}) for number in numbers),
        ]

    def clean(self):
        data = super().clean()
        chosen = [number for number in range(2, len(self.pieces) + 1) if data.get(f"own_{number}")]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one question, or leave the request as it is."))
        self.chosen = chosen
        return data

    def made(self) -> list[Piece]:
        """A file whose question stays here stays too."""
        data = self.cleaned_data

        def files(place) -> tuple[Attachment, ...]:
            return tuple(file for file in self.files if data[f"file_{file.pk}"] == place)

        return [
            Piece(
                data[f"subject_{number}"],
                data[f"text_{number}"],
                moved=files(str(number)),
                shared=files(EVERYWHERE),
            )
            for number in self.chosen
        ]

    @property
    def groups(self) -> list[dict]:
        """For the page: the three fields of each question."""
        return [
            {"number": number, "fields": [self[f"{name}_{number}"] for name in ("own", "subject", "text")]}
            for number in range(2, len(self.pieces) + 1)
        ]

    @property
    def places(self) -> list:
        return [self[f"file_{file.pk}"] for file in self.files]


def _first_line(text: str) -> str:
    return Truncator(text.strip().splitlines()[0]).chars(120)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def separate(request, number):
    """One page: the questions, to be corrected, and one button. Sent twice it is done once."""
    ticket = Ticket.objects.visible_to(request.user).filter(pk=number, requester=request.user).first()
    if ticket is None:
        raise Http404
    here = reverse("tickets:detail", args=[ticket.pk])
    first = ticket.messages.public().prefetch_related("attachments").first()
    pieces = questions(first.body)
    if len(pieces) < 2:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SeparateForm(data, pieces=pieces, files=list(first.attachments.all()))
    if request.method == "POST":
        if form.is_valid():
            return _sent(request, ticket, form, here)
    elif not pieces_of(ticket, request.user, [first], set(ticket.events.values_list("verb", flat=True))):
        messages.info(request, _("Each question is a request of its own already, or somebody works on it."))
        return redirect(here)
    context = {"ticket": ticket, "form": form, "first": pieces[0]}
    return render(request, "tickets/separate.html", context, status=422 if form.errors else 200)


def _sent(request, ticket, form, here):
    def act() -> str:
        actions.separate(ticket, by=request.user, pieces=form.made())
        return here

    try:
        url = once(request, form.cleaned_data["form_key"], act)
    except Conflict as conflict:
        messages.error(request, _("This form was already sent with other content. Nothing was changed now."))
        return redirect(conflict.result)
    except (IllegalMove, NotEntitled) as error:
        messages.error(request, str(error))
        return redirect(here)
    messages.success(request, _("Each question is a request of its own now."))
    return redirect(url)
