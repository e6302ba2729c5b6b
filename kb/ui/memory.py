"""What the screens keep of answers: see kb/cache.py."""

from kb.cache import cached as remembered
from kb.cache import forget
from kb.store import View
from kb.vocabulary import Vocabulary, vocabulary

__all__ = ["forget", "remembered", "words_of"]


@remembered
def words_of(view: View) -> Vocabulary:
    """The vocabulary of a view."""
    return vocabulary(view)
