"""The questions to the room as HTML, with the buttons that pin, drop and mark them as asked."""

from kb.desk.questions import Questions
from kb.ui.markup import Html
from kb.vocabulary import Vocabulary


def questions_html(questions: Questions, words: Vocabulary, *, acting: bool = True) -> Html:
    """The questions, line by line; without buttons where `acting` is False."""
    raise NotImplementedError
