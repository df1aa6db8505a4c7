"""Moments, lengths and zones for templates; much cheaper in long lists than Django's date filter."""

from datetime import datetime

from django import template

from portal.businesstime import hours, wording

register = template.Library()


@register.filter
def moment(value: datetime | None) -> str:
    """Monday 23 November, 16:50, in the reader's zone."""
    return wording.long_moment(value) if value else ""


@register.filter
def moment_short(value: datetime | None) -> str:
    """Mon 23 Nov, 09:40; "Today, 11:20" today."""
    return wording.short_moment(value) if value else ""


@register.filter
def day(value) -> str:
    """Monday 23 November, of a day or of a moment in the reader's zone."""
    if not value:
        return ""
    return wording.day(wording.there(value) if isinstance(value, datetime) else value)


@register.filter
def day_short(value) -> str:
    """Mon 23 Nov."""
    if not value:
        return ""
    return wording.short_day(wording.there(value) if isinstance(value, datetime) else value)


@register.filter
def length(minutes: int | None) -> str:
    """7 h 10; 30 minutes."""
    return "" if minutes is None else wording.length(minutes)


@register.filter
def hour_of(minutes: int) -> str:
    """08:45, of minutes since midnight."""
    return wording.hour_of(minutes)


@register.simple_tag
def support_hours() -> str:
    """Monday to Friday, 08:45 to 17:15, London time."""
    return hours.support_hours()


@register.simple_tag
def zone_name(zone=None) -> str:
    """London time; of the reader's zone when none is given."""
    return wording.zone_name(zone)
