"""The numbers of complaints: CPL-00012."""

from portal.workflow.numbers import Series

PREFIX = "CPL"
_SERIES = Series(PREFIX)
reference, parse = _SERIES.reference, _SERIES.parse
ComplaintConverter = _SERIES.converter()
