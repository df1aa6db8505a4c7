"""How escalations went, month by month: figures that each ask the database once, drawn and exported."""

# The figures put themselves on the list when they are read; their order is that of the page.
from escalations.reports import causes, ending, promises  # noqa: F401
from escalations.reports.figures import FIGURES, Figure, Span, figure

__all__ = ["FIGURES", "Figure", "Span", "figure"]
