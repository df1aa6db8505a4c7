"""What people write when all is well, which says the opposite of a complaint."""

from __future__ import annotations

from knowledgebase.analysis import WORD, fold

# What people write when they are content, word by word, accents folded. Anything more is a message.
_WORDS = """
    thank thanks thankyou you u thx ty cheers great perfect excellent super brilliant lovely ok okay very much
    many so a lot for your help all the best regards kind works it now fine good job well done hello hi dear
    merci beaucoup bien parfait genial nickel top bonjour salut cordialement pour votre aide tout ca marche
    fonctionne maintenant c est bon vous et encore mille bonne journee
"""
_CONTENT = frozenset(_WORDS.split())
_THANKS = frozenset({"thank", "thanks", "thankyou", "thx", "ty", "cheers", "merci"})
_LONGEST = 12  # words


def only_thanks(text: str) -> bool:
    """A bare thank-you in either language: nothing in it says that something is still wrong."""
    said = WORD.findall(fold(text).replace("'", " ").replace("\N{RIGHT SINGLE QUOTATION MARK}", " "))
    return 0 < len(said) <= _LONGEST and not _THANKS.isdisjoint(said) and _CONTENT.issuperset(said)
