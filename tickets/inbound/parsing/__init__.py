"""From bytes to words: nothing here knows a database, a clock or a case."""

from tickets.inbound.parsing.message import Parsed, Part, TooMuch, parse

__all__ = ["Parsed", "Part", "TooMuch", "parse"]
