"""The wordings that search knows of a text: those its editors wrote in it, then those they accepted."""

from __future__ import annotations

from knowledgebase.analysis import fold
from knowledgebase.learning.models import Wording


def asked_as(article: int, language: str, written: str) -> str:
    """One wording a line, none twice. Accepted ones are no part of a revision: no publication drops one."""
    accepted = Wording.objects.filter(article=article, language=language).accepted().order_by("pk")
    accepted = list(accepted.values_list("text", "folded"))
    if not accepted:
        return written
    lines = [line for line in written.split("\n") if line.strip()]
    known = {fold(" ".join(line.split())) for line in lines}
    lines += [text for text, folded in accepted if folded not in known]
    return "\n".join(lines)
