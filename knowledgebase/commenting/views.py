"""The pages on which an author changes a comment or takes it away."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledgebase import reading
from knowledgebase.commenting import actions
from knowledgebase.commenting.states import Standing
from knowledgebase.forms import CommentForm
from knowledgebase.models import Comment
from knowledgebase.querysets import reader_of
from portal.accounts.drafts import as_initial, draft_for, sign_in_required
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, OnceForm, once


def say_too_many(form: CommentForm) -> None:
    form.add_error(
        "body",
        _("You wrote %(number)d comments within an hour, which is the most. Send this again in an hour.")
        % {"number": actions.MOST_AN_HOUR},
    )


@require_http_methods(["GET", "POST"])
@sign_in_required
def edit(request, pk):
    comment, found = _own_or_404(request, pk)
    if request.method == "GET":
        initial = {"body": comment.body} | as_initial(draft_for(request))
        return _page(request, "edit_comment", comment, found, CommentForm(initial=initial))
    form = CommentForm(request.POST)
    if form.is_valid():
        body = form.cleaned_data["body"]
        try:
            act = _act(comment, found, lambda: actions.edit(comment, by=request.user, body=body))
            return redirect(once(request, form.cleaned_data["form_key"], act))
        except Conflict as conflict:
            typed = [(form.fields["body"].label, body)]
            return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)
        except actions.TooMany:
            say_too_many(form)
        except IllegalMove:  # taken away meanwhile, on another page
            raise Http404 from None
    return _page(request, "edit_comment", comment, found, form, status=422)


@require_http_methods(["GET", "POST"])
@sign_in_required
def withdraw(request, pk):
    """The page says what will happen; sent a second time it leads to where the comment was."""
    if request.method == "POST":
        mine = get_object_or_404(Comment, pk=pk, author=request.user)
        found = _reading_or_404(request, mine)
        try:
            actions.withdraw(mine, by=request.user)
        except IllegalMove:
            pass  # it is away already
        return redirect(f"{found.translation.get_absolute_url()}#comments")
    comment, found = _own_or_404(request, pk)
    return _page(request, "withdraw_comment", comment, found, OnceForm())


def _own_or_404(request, pk: int) -> tuple[Comment, reading.Reading]:
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=pk, author=request.user)
    if comment.state == Standing.WITHDRAWN:
        raise Http404
    return comment, _reading_or_404(request, comment)


def _reading_or_404(request, comment: Comment) -> reading.Reading:
    found = reading.article(comment.article_id, reader_of(request.user), get_language())
    if found is None:
        raise Http404
    return found


def _act(comment: Comment, found: reading.Reading, verb):
    def act() -> str:
        verb()
        return f"{found.translation.get_absolute_url()}#comment-{comment.pk}"

    return act


def _page(request, name: str, comment: Comment, found: reading.Reading, form, status: int = 200):
    context = {
        "comment": comment,
        "translation": found.translation,
        "section": found.article.section,
        "form": form,
        "has_errors": bool(form.errors),
    }
    return render(request, f"knowledgebase/{name}.html", context, status=status)
