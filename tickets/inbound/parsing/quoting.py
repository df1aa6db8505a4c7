"""What somebody wrote now, apart from what they quote and from their signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

# “On … wrote:” and its like, in the languages of our customers and of their neighbours; may be broken.
_WROTE = re.compile(
    r"\s*(?:On|Le|Am|Op|El|Il)\b.{6,380}?(?:\bwrote|\ba\s+écrit|\ba\s+ecrit|\bschrieb|\bschreef|\bescribió|"
    r"\bha\s+scritto)(?:\s+.{0,120})?\s*:\s*\Z",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\s*\d{4}-\d\d-\d\d\b.{0,200}<[^<>\s]{1,200}@[^<>\s]{1,200}>\s*:\s*\Z")
_RULE = re.compile(
    r"\s*-{2,}\s*(?:Original Message|Message d['’]origine|Message initial|Mail original|Reply message)"
    r"\s*-{2,}\s*\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*\*?(?:From|De|Von)\s?\*?\s*:\*?\s*\S", re.IGNORECASE)
_FIELD = re.compile(
    r"\s*\*?(?:Sent|Date|To|Cc|Subject|Envoyé(?: le)?|Envoye|À|A|Objet|Gesendet|An|Betreff)\s?\*?\s*:",
    re.IGNORECASE,
)
_LINE = re.compile(r"\s*_{8,}\s*\Z")
_FORWARDED = re.compile(
    r"\s*(?:-{4,}\s*(?:Forwarded message|Message transféré|Message transfere)\b|Begin forwarded message\s*:|"
    r"Début du message (?:réexpédié|transféré)\s*:)",
    re.IGNORECASE,
)
_FORWARDS = re.compile(r"\s*(?:fw|fwd|tr|wg)\s?:", re.IGNORECASE)
_SENT_FROM = re.compile(
    r"\s*(?:Sent from (?:my|Outlook|Mail)\b|Envoyé (?:de|depuis|à partir de)\b|Get Outlook for\b|"
    r"Obtenez Outlook pour\b|Télécharger Outlook pour\b).{0,80}\Z",
    re.IGNORECASE,
)
_LONGEST_WROTE = 3  # lines
_LONGEST_LINE = 400


@dataclass(frozen=True)
class Words:
    """text: what was written now; quoted and signature: kept, and shown only when asked for."""

    text: str
    quoted: str = ""
    signature: str = ""


def split(text: str, subject: str = "") -> Words:
    """A forwarded message is meant to be read, so nothing of it is folded."""
    lines = text.split("\n")
    if _FORWARDS.match(subject) or any(_FORWARDED.match(line[:_LONGEST_LINE]) for line in lines):
        return Words(text.strip())
    said, quoted = _without_quotes(lines)
    said, signature = _without_signature(said)
    words = "\n".join(said).strip()
    if not words and quoted:
        # Nothing but a quotation: then that is what they wanted to say.
        return Words(text.strip())
    return Words(words, "\n".join(quoted).strip(), "\n".join(signature).strip())


def _without_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    start, end = _introduction(lines)
    if start is None:
        return _without_marked(lines, lines)
    rest = lines[end:]
    marked = next((line for line in rest if line.strip()), "").lstrip().startswith(">")
    if not marked:
        return lines[:start], lines[start:]
    said, quoted = _without_marked(rest, lines[:start] + rest)
    if not quoted:  # answered between the quoted lines
        return lines[:start] + rest, []
    return lines[:start] + said, lines[start:end] + quoted


def _introduction(lines: list[str]) -> tuple[int | None, int]:
    """Where a quotation is announced, and the line after the announcement."""
    for at, line in enumerate(lines):
        line = line[:_LONGEST_LINE]
        if line.lstrip().startswith(">"):
            continue
        if _RULE.match(line) or _is_head(lines, at):
            return at, at + 1
        if _STAMP.match(line):
            return at, at + 1
        if line.lstrip()[:2].lower() in ("on", "le", "am", "op", "el", "il"):
            for many in range(1, _LONGEST_WROTE + 1):
                if _WROTE.match(" ".join(lines[at : at + many])[:_LONGEST_LINE]):
                    return at, at + many
    return None, 0


def _is_head(lines: list[str], at: int) -> bool:
    """Outlook's block: From or De, and two more such fields within the next lines; perhaps below a rule."""
    first = at
    if _LINE.match(lines[at]):
        first = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), at)
    if not _FROM.match(lines[first][:_LONGEST_LINE]):
        return False
    return sum(bool(_FIELD.match(line[:_LONGEST_LINE])) for line in lines[first + 1 : first + 7]) >= 2


def _without_marked(lines: list[str], whole: list[str]) -> tuple[list[str], list[str]]:
    """The lines without those behind “>”. Who answers between them is left alone: nothing is quoted then."""
    runs = []
    for at, line in enumerate(whole):
        quoted = line.lstrip().startswith(">")
        if quoted and (not runs or runs[-1][1] < at):
            runs.append([at, at + 1])
        elif runs and (quoted or not line.strip()) and runs[-1][1] == at:
            runs[-1][1] = at + 1
    if len(runs) > 1:
        return lines, []
    said = [line for line in lines if not line.lstrip().startswith(">")]
    return said, [line for line in lines if line.lstrip().startswith(">")]


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    for at, line in enumerate(lines):
        if line.rstrip("\r") in ("-- ", "--", "—") and any(other.strip() for other in lines[:at]):
            return lines[:at], lines[at + 1 :]
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), None)
    if last and _SENT_FROM.match(lines[last][:_LONGEST_LINE]) and any(one.strip() for one in lines[:last]):
        return lines[:last], lines[last:]
    return lines, []
