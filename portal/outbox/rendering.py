"""One template becomes a letter: subject, text and HTML, in the reader's language and time zone.

A letter template extends `layout` and fills these blocks with plain text, never HTML (the layouts
escape and draw):

    {% extends layout %}
    {% block subject %}what happened: words of the case [number]{% endblock %}
    {% block news %}the first line, without a full stop{% endblock %}
    {% block body %}paragraphs between blank lines{% endblock %}
    {% block promise %}label / the time / small print: one line each{% endblock %}
    {% block after %}what the reader can do now{% endblock %}
    {% block button_label %}…{% endblock %}
    {% block button_url %}{{ site_url }}{% url "…" %}{% endblock %}
    {% block why %}why you get this{% endblock %}

All but subject and news may be left out. `{{ reader }}` is "Dear Nadia" (or "Hello", when the name is
not known), so the body begins `{{ reader }}, it is about …`. Lines that begin with "- " are a list;
`{{ words|quoted }}` (of `{% load letters %}`) shows what somebody wrote.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.outbox.wording import blocks, clean, one_line

_BLOCKS = ("subject", "news", "body", "promise", "after", "button_label", "button_url", "why")


@dataclass(frozen=True)
class Reader:
    """Who will read it, in which language, at which clock."""

    address: str
    language: str
    zone: str
    name: str = ""
    active: bool = True

    @classmethod
    def of(cls, to, language: str | None = None) -> Reader:
        """From a user, or from an address alone: then in the language being spoken now."""
        if isinstance(to, str):
            spoken = language or translation.get_language() or settings.LANGUAGE_CODE
            return cls(one_line(to, 254), _known(spoken), settings.TIME_ZONE)
        return cls(
            address=one_line(to.email, 254),
            language=_known(language or to.language),
            zone=to.zone,
            name=to.get_short_name() if to.name.strip() else "",
            active=to.is_active,
        )

    @property
    def greeting(self) -> str:
        return _("Dear %(name)s") % {"name": self.name} if self.name else _("Hello")


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(template: str, context: dict, reader: Reader) -> Rendered:
    """The letter `templates/<template>.txt` for this reader. Raises ValueError when it says nothing."""
    with translation.override(reader.language), timezone.override(_zone(reader.zone)):
        context = {**_brand(), **context, "reader": one_line(reader.greeting), "language": reader.language}
        parts = _parts(template, context)
        subject, news = one_line(parts["subject"] or parts["news"]), one_line(parts["news"])
        if not news:
            raise ValueError(f"The letter {template} has no news.")
        told = context | {
            "subject": subject,
            "news": news,
            "body": blocks(parts["body"]),
            "promise": [line.strip() for line in parts["promise"].splitlines() if line.strip()],
            "after": blocks(parts["after"]),
            "button_label": one_line(parts["button_label"]),
            "button_url": parts["button_url"].strip(),
            "why": blocks(parts["why"]),
        }
        return Rendered(
            subject=subject,
            text=_squeezed(_draw("outbox/layout.txt", told, autoescape=False)),
            html=_draw("outbox/layout.html", told, autoescape=True),
        )


def _parts(template: str, context: dict) -> dict[str, str]:
    """What the template says, block by block, as plain text: the one source of both forms."""
    cut = f"<{secrets.token_hex(12)}>"
    said = _draw(f"{template}.txt", {**context, "layout": "outbox/parts.txt", "cut": cut}, autoescape=False)
    return dict(zip(_BLOCKS, (clean(part).strip() for part in said.split(cut)), strict=True))


def _draw(name: str, context: dict, *, autoescape: bool) -> str:
    return get_template(name).template.render(Context(context, autoescape=autoescape))


def _squeezed(text: str) -> str:
    """Without the empty lines that absent parts leave."""
    lines: list[str] = []
    for line in (line.rstrip() for line in text.strip().split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"


def _brand() -> dict:
    return {
        "site_url": settings.SITE_URL,
        "brand_name": settings.BRAND_NAME,
        "brand_short_name": settings.BRAND_SHORT_NAME,
        "support_email": settings.SUPPORT_EMAIL,
        "support_phone": settings.SUPPORT_PHONE,
    }


def _known(language: str) -> str:
    try:
        return translation.get_supported_language_variant(language)
    except LookupError:
        return settings.LANGUAGE_CODE


def _zone(name: str) -> ZoneInfo:
    """A zone this machine does not know must not keep a letter from being written."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
