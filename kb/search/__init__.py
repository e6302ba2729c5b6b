"""Search over passages, contributions and provisions: words, phrases, operators, facets.

`search` is the one way in, for the screen, the HTTP API and notebooks alike. Nothing here knows of screens.
"""

from kb.search.finding import PAGE, Needed, Nothing, SearchHit, SearchResults, Sort, search
from kb.search.marking import MatchReason, Piece

__all__ = ["PAGE", "MatchReason", "Needed", "Nothing", "Piece", "SearchHit", "SearchResults", "Sort", "search"]
