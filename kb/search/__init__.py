"""Search over passages, contributions and provisions: words, phrases, operators, facets.

`search` is the one way in, for the screen, the HTTP API and notebooks alike. Nothing here knows of screens.
"""

from kb.search.finding import PAGE, search
from kb.search.found import Found, Hit, Needed, Nothing, Sort
from kb.search.marking import Piece, Why

__all__ = ["PAGE", "Found", "Hit", "Needed", "Nothing", "Piece", "Sort", "Why", "search"]
