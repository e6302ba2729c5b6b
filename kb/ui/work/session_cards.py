"""The pre-briefing as HTML: a card per speaker."""

from collections.abc import Iterable

from kb.desk.cards import Card
from kb.ui.markup import Html
from kb.vocabulary import Vocabulary


def cards_html(cards: Iterable[Card], words: Vocabulary) -> Html:
    """The cards, one below the other."""
    raise NotImplementedError
