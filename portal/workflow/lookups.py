"""Which questions the address of a staff list may ask: those of its own filters and no other.

Django lets `?password__regex=…` ask about any column of the list's own table, so that somebody who may
only look could read out, answer by answer, what the page never shows.
"""

from __future__ import annotations

import re

_SUFFIX = re.compile(r"(__(id|pk))?(__(exact|in|isnull|gte|gt|lte|lt))?\Z")


class NarrowLookups:
    """Mixed into a ModelAdmin. `more_lookups` names columns that links of ours filter by."""

    more_lookups: tuple[str, ...] = ()

    def lookup_allowed(self, lookup, value, request=None):
        filters = self.get_list_filter(request) if request else self.list_filter
        columns = {item[0] if isinstance(item, (tuple, list)) else item for item in filters}
        columns |= {self.date_hierarchy, *self.more_lookups}
        return _SUFFIX.sub("", lookup) in columns and super().lookup_allowed(lookup, value, request)
