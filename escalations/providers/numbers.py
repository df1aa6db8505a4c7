"""The numbers of providers’ issues: PRV-00012."""

from portal.workflow.numbers import Series

PREFIX = "PRV"
_SERIES = Series(PREFIX)
reference, parse = _SERIES.reference, _SERIES.parse
IssueConverter = _SERIES.converter()
