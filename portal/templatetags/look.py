"""Small parts of the look that every template may use."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop, ngettext

register = template.Library()

# A page draws the same few parts over and over. `typed` keeps words that are safe HTML apart from words
# that are not yet.
_drawn_once = lru_cache(maxsize=2000, typed=True)


@register.simple_tag
@_drawn_once
def icon(name: str, css: str = "icon"):
    """A picture of the sprite, beside words that say the same."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        static("img/sprite.svg"),
        name,
    )


@register.simple_tag
def chip(tone: str, shape: str, label: str):
    """Who must act, as a shape and words: the tone never comes alone."""
    return _chip(tone, shape, label if isinstance(label, str) else str(label))


@_drawn_once
def _chip(tone: str, shape: str, label: str):
    return format_html(
        '<span class="chip tone-{}">{}<span>{}</span></span>', tone, icon(f"s-{shape}", "shape"), label
    )


@register.simple_tag
def avatar(user, css: str = ""):
    """Two letters for a face; the name always stands beside it."""
    return _avatar(bool(getattr(user, "is_staff", False)), css, getattr(user, "initials", "") or "?")


@_drawn_once
def _avatar(is_staff: bool, css: str, initials: str):
    return format_html(
        '<span class="avatar {}{}" aria-hidden="true">{}</span>',
        "avatar-staff " if is_staff else "",
        css,
        initials,
    )


@register.simple_tag
def fuse(share: float, tone: str = "us"):
    """How much of the working time is used, as a bar; the words beside it say the same."""
    return _fuse(max(2, min(100, round(share))), tone)


@_drawn_once
def _fuse(used: int, tone: str):
    return format_html(
        '<svg class="fuse tone-{}" viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="100" height="5"/><rect class="fuse-used" width="{}" height="5"/></svg>',
        tone,
        used,
    )


_LEFT_SHAPES = {"alert": "alert", "you": "soon", "us": "us", "done": "done", "rest": "rest"}


@register.simple_tag
def time_left(tone: str, words: str, share: float | None = None):
    """Staff: the time that is left, as shape, words and (unless paused) a fuse."""
    return format_html(
        '<span class="staff-time tone-{}">{}<span>{}</span>{}</span>',
        tone,
        icon(f"s-{_LEFT_SHAPES[tone]}", "shape"),
        words,
        "" if share is None else fuse(share, tone),
    )


@register.simple_tag
def brand_name() -> str:
    """For the pages that Django draws without any context."""
    return settings.BRAND_NAME


@register.simple_tag
def brand_short_name() -> str:
    """For parts that are included without the page's context."""
    return settings.BRAND_SHORT_NAME


@register.simple_block_tag
def words(content: str) -> str:
    """What a block says, kept in a name: `{% words as nav %}{% block nav %}{% endblock %}{% endwords %}`.

    Given back untouched: a copy without its blanks would count as unescaped.
    """
    return content


@register.inclusion_tag("includes/_crumbs.html")
def crumbs(*parts):
    """`{% crumbs _("My requests") list_url case.reference %}`: words and addresses by turns."""
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    return {"trail": pairs, "here": parts[-1] if len(parts) % 2 else ""}


@register.filter
def near_pages(page) -> list[int | None]:
    """The numbers beside the present page, the ends, and None where numbers are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def explanation(field, value) -> str:
    """The sentence under a choice: `form.fields["impact"].explanations = {value: sentence}`."""
    return getattr(field.field, "explanations", {}).get(str(value), "")


@register.simple_tag
def error_items(form) -> list[dict]:
    """What to repair, in the order of the page: words and the id of the field.

    A form may word the summary apart from the message: `summary_words = {"case": _("Choose the case")}`.
    """
    wording = getattr(form, "summary_words", {})
    items = [{"words": error, "id": ""} for error in form.non_field_errors()]
    for field in form:
        for error in field.errors:
            items.append({"words": _as_link(wording.get(field.name, error)), "id": _focusable(field)})
            if field.name in wording:
                break
    return items


def _as_link(words) -> str:
    """One sentence is a link without its full stop; more than one stay as they are."""
    words = str(words)
    return words[:-1] if words.endswith(".") and words.count(". ") == 0 else words


def _focusable(field) -> str:
    """A group has no id of its own: the link goes to its first control."""
    if field.is_hidden:
        return ""
    return field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id)


_COUNTED = {
    2: gettext_noop("Two answers need your attention"),
    3: gettext_noop("Three answers need your attention"),
    4: gettext_noop("Four answers need your attention"),
    5: gettext_noop("Five answers need your attention"),
}


@register.filter
def answers_need_attention(items) -> str:
    """“Two answers need your attention”: small numbers as words."""
    count = len(items)
    if count in _COUNTED:
        return gettext(_COUNTED[count])
    return ngettext("One answer needs your attention", "%(count)s answers need your attention", count) % {
        "count": count
    }


@register.filter
def loose(words) -> str:
    """A moment that may be broken anywhere between its parts: for columns narrower than “18 Nov, 16:50”."""
    return str(words or "").replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
