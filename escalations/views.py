"""The customer's pages: escalate a case, follow the escalation, say more."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escalations import actions, agreeing, pages
from escalations.forms import AddForm, AnswerForm, ConcernForm, EscalationForm, NextLevelForm, find_case
from escalations.life_forms import DisagreeForm
from escalations.models import Escalation
from portal.accounts.drafts import (
    as_initial,
    draft_for,
    put_aside,
    save_draft,
    saved_draft,
    sent_draft,
    sign_in_required,
    typed_before,
)
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, once

LONGEST_NUMBER = 100
# Under which name the passport shows the form of a verb that comes back.
SHOWN_AS = {
    "add": "add_form",
    "answer_once": "answer_form",
    "ask_next_level": "next_level_form",
    "agree": "agree_form",
    "disagree": "disagree_form",
    "call_next_level": "higher_form",
    "raise_concern": "concern_form",
    **agreeing.SHOWN_AS,
}


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def submit(request):
    """Escalate My Case."""
    if request.method != "POST":
        return _show_form(request)
    if put_aside(request):
        return redirect(request.get_full_path())
    form = EscalationForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        draft = None
        if "case" in form.errors:
            # Without its number it is not progressed; with it, one click sends what is written here (S1-8).
            draft = save_draft(request)
            messages.info(
                request,
                _("What you wrote is kept as your draft: look up the case number and come back to it."),
            )
        # Asked only to show the facts of the case that was chosen: that is no error.
        status = 422 if form.errors else 200
        shown = pages.submit(form) | {"draft": draft}
        return render(request, "escalations/submit.html", shown, status=status)
    data = form.cleaned_data
    words = {**form.said, "files": data["files"]}
    try:
        url = once(
            request,
            data["form_key"],
            lambda: actions.submit(form.ticket, by=request.user, **words).get_absolute_url(),
        )
    except actions.AlreadyEscalated as second:
        return _lead_to_the_first(request, second.first, form)
    except actions.CaseClosed as error:
        form.add_error("case", str(error))
        return render(request, "escalations/submit.html", pages.submit(form), status=422)
    except Conflict as conflict:
        return _conflict(request, conflict, form)
    sent_draft(request)
    return redirect(url)


@require_safe
@sign_in_required
def check_case(request):
    """A fragment: what the form would say about a number that is being typed."""
    typed = request.GET.get("number", "").strip()[:LONGEST_NUMBER]
    found = {}
    if typed:
        try:
            found["ticket"] = find_case(request.user, typed)
            found["first"] = Escalation.objects.of_case(found["ticket"]).open().first()
        except ValidationError as error:
            found["trouble"] = error.messages[0]
    return render(request, "escalations/_case_checked.html", found)


def _show_form(request):
    draft, wanted = saved_draft(request), request.GET.get("case", "")
    if wanted and typed_before(draft).get("case") not in ("", None, wanted):
        draft = None  # that was written about another case, and waits
    initial = typed_before(draft) | as_initial(draft_for(request))
    initial["case"] = initial.get("case") or wanted
    form = EscalationForm(initial=initial, by=request.user)
    if form.ticket is not None:
        first = Escalation.objects.of_case(form.ticket).open().first()
        if first is not None:
            messages.info(request, _("This case is escalated already. Add here what is new."))
            return redirect(first)
    return render(request, "escalations/submit.html", pages.submit(form) | {"draft": draft})


def _lead_to_the_first(request, first: Escalation, form: EscalationForm):
    """There is one escalation a case at a time. What was typed waits in the form that adds to it."""
    note = "\n\n".join(form.cleaned_data[name] for name in ("subject", "reason", "description"))
    # The same key, so that the files that came with the form are still there.
    typed = {"note": note, "form_key": form.cleaned_data["form_key"]}
    add_form = AddForm(initial=typed, by=request.user, auto_id="id_add_%s")
    add_form.kept = form.kept
    messages.info(
        request,
        _("Case %(case)s is escalated already. Check what you wrote and add it here; nothing was sent yet.")
        % {"case": form.ticket.reference},
    )
    return _passport(request, find(request, first.pk), add_form=add_form, status=409)


@require_http_methods(["GET", "HEAD"])
@sign_in_required
def detail(request, number: int):
    """The passport."""
    escalation = find(request, number)
    drafts = {
        name: as_initial(draft_for(request, f"escalations:{name}"))
        for name in (
            "add",
            "answer_once",
            "ask_next_level",
            "call_next_level",
            "raise_concern",
            "disagree",
        )
    }
    return _passport(
        request,
        escalation,
        add_form=AddForm(initial=drafts["add"], by=request.user, auto_id="id_add_%s"),
        answer_form=AnswerForm(initial=drafts["answer_once"], auto_id="id_answer_%s"),
        next_level_form=AnswerForm(initial=drafts["ask_next_level"], auto_id="id_next_%s"),
        disagree_form=DisagreeForm(initial=drafts["disagree"], auto_id="id_disagree_%s"),
        higher_form=NextLevelForm(initial=drafts["call_next_level"], auto_id="id_higher_%s"),
        concern_form=ConcernForm(initial=drafts["raise_concern"], auto_id="id_concern_%s"),
    )


@require_POST
@sign_in_required(shown_at="escalations:detail")
def add(request, number: int):
    escalation = find_own(request, number)
    form = AddForm(request.POST, request.FILES, by=request.user, auto_id="id_add_%s")
    return act_once(request, escalation, "add", form, done=_("Added. Customer Resolutions has been told."))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def answer_once(request, number: int):
    escalation = find_own(request, number)
    form = AnswerForm(request.POST, auto_id="id_answer_%s")
    return act_once(request, escalation, "answer_once", form, done=_("Sent. We will look at it again."))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def ask_next_level(request, number: int):
    escalation = find_own(request, number)
    form = AnswerForm(request.POST, auto_id="id_next_%s")
    return act_once(request, escalation, "ask_next_level", form, done=_("Sent to the next level."))


def act_once(request, escalation: Escalation, verb: str, form, *, done: str):
    """Check, do it once, and show the passport; what cannot be done now keeps what was typed."""
    shown_as = SHOWN_AS[verb]
    if not form.is_valid():
        return _passport(request, escalation, status=422, **{shown_as: form})
    data = dict(form.cleaned_data)
    key = data.pop("form_key")

    def act() -> str:
        getattr(actions, verb)(escalation, by=request.user, **data)
        return escalation.get_absolute_url()

    try:
        url = once(request, key, act)
    except IllegalMove as error:
        form.add_error(None, str(error))
        return _passport(request, find(request, escalation.pk), status=409, **{shown_as: form})
    except Conflict as conflict:
        return _conflict(request, conflict, form)
    messages.success(request, done)
    return redirect(url)


def _passport(request, escalation: Escalation, *, status: int = 200, **forms):
    context = pages.passport(escalation, request.user, **forms)
    return render(request, "escalations/detail.html", context, status=status)


def _conflict(request, conflict: Conflict, form):
    """The key was used before with other words. These were not sent, so they are shown to be copied."""
    words = ("subject", "reason", "description", "note")
    typed = [(form.fields[name].label, form.cleaned_data[name]) for name in words if name in form.fields]
    return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)


def find(request, number: int) -> Escalation:
    return get_object_or_404(_seen(request.user), pk=number)


def _seen(user):
    return Escalation.objects.visible_to(user).with_people().prefetch_related("steps")


def find_own(request, number: int) -> Escalation:
    """For what only the customer's side may do; staff work in the back office."""
    escalation = find(request, number)
    if not pages.speaks_for_customer(escalation, request.user):
        raise PermissionDenied
    return escalation
