"""The ways in which handing a letter over can go wrong."""


class Trouble(Exception):
    """Its text is the reason that staff read."""


class PutOff(Trouble):
    """Refused for now (4xx), or the server hung up before the text was sent. Surely not delivered."""


class Unreachable(PutOff):
    """There is no server to speak with, for this letter or for any other."""


class Refused(Trouble):
    """The server refused this letter for good (5xx). Surely not delivered."""


class OutcomeUnknown(Trouble):
    """The connection broke after the text was begun and before the answer. Perhaps delivered."""
