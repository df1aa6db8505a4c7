"""The numbers of escalations: ESC-00147."""

from portal.workflow.numbers import Series

PREFIX = "ESC"
_SERIES = Series(PREFIX)
reference, parse = _SERIES.reference, _SERIES.parse
EscalationConverter = _SERIES.converter()
