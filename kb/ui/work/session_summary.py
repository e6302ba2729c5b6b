"""The summary of a session as HTML."""

from kb.desk.summary import Summary
from kb.ui.markup import Html
from kb.vocabulary import Vocabulary


def summary_html(summary: Summary, words: Vocabulary) -> Html:
    """The summary: who spoke on what, what is new, texts to come, open questions."""
    raise NotImplementedError
