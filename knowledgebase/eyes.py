"""Whose eyes a page of the help centre is looked at with: one's own, or others' that staff borrow to check.

Borrowed eyes see what that reader sees and nothing besides; they are asked for by an address (`?as=public`)
or kept in the session until they are given back. Pages kept ready are for those without a session.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledgebase.models import ReaderGroup
from knowledgebase.querysets import READERS, Reader, one_of, reader_of
from knowledgebase.states import Audience

KEY = "view_as"
_GROUP = re.compile(r"group-([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Eyes:
    """`chosen` is empty while they are one's own."""

    reader: Reader
    chosen: str = ""
    name: str = ""


def eyes_of(request) -> Eyes:
    """Looked up once a request; whoever has lost the right looks with their own again."""
    if not hasattr(request, "_eyes"):
        request._eyes = _borrowed(request) or Eyes(reader_of(request.user))
    return request._eyes


def may_borrow(user) -> bool:
    """Staff who may read everything, drafts too: no other eyes see more than theirs."""
    return user.is_authenticated and user.is_staff and user.has_perm("knowledgebase.view_article")


def choices() -> list[tuple[str, str]]:
    groups = [(f"group-{group.pk}", _in_group(group)) for group in ReaderGroup.objects.all()]
    return [*((name, str(Audience(name).label)) for name in READERS), *groups]


@require_POST
def view_as(request):
    """Borrow eyes, or give them back by choosing nobody's."""
    if not may_borrow(request.user):
        raise Http404
    chosen = request.POST.get("as", "")
    if _named(chosen):
        request.session[KEY] = chosen
    else:
        request.session.pop(KEY, None)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ) and back.startswith("/")
    return redirect(back if safe else "knowledgebase:home")


def _borrowed(request) -> Eyes | None:
    if not may_borrow(request.user):
        return None
    return _named(request.GET.get("as", "")) or _named(request.session.get(KEY, ""))


def _named(chosen: str) -> Eyes | None:
    if chosen in READERS:
        return Eyes(READERS[chosen], chosen, str(Audience(chosen).label))
    if found := _GROUP.fullmatch(str(chosen)):
        group = ReaderGroup.objects.filter(pk=found[1]).first()
        return group and Eyes(one_of(group.pk), chosen, _in_group(group))
    return None


def _in_group(group: ReaderGroup) -> str:
    return _("People of the group “%(name)s”") % {"name": group}
