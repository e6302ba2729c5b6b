"""Passages as they are shown everywhere, and as a table for files; how they look is templates/_passages.html."""

from collections.abc import Iterable

from kb.domain import passage_words
from kb.domain.catalogue import gettext as _
from kb.domain.model import FACT
from kb.domain.vocabulary import Vocabulary
from kb.questions import Row
from kb.questions.passages import PASSAGE_COLUMNS
from kb.questions.vocabulary import labelled_table
from kb.tables import Column, Table
from kb.ui.markup import Html, Query, join, macro

NEAR = Column(
    "near",
    _("How near"),
    meaning=_("What is shared: the action; the whole that it is a part of; matched by us; or a theme."),
)


def passage_list(rows: Iterable[Row], words: Vocabulary, query: Query) -> Html:
    """Passages one below the other. Those that are not a State's own words are set apart and say whose they are.

    `query` is the shared part of the address.
    """
    return join(passage(row, words, query) for row in rows)


def passage(row: Row, words: Vocabulary, query: Query) -> Html:
    """One passage with everything that must stand beside it."""
    return macro("_passages.html", "passage")(row, words, query)


def passage_table(rows: Iterable[Row], words: Vocabulary, title: str, *beside: Column) -> Table:
    """The passages as a table for files; `beside` are columns that this screen alone has, which stand first."""
    return labelled_table(title, (*beside, *PASSAGE_COLUMNS), (_in_cells(row, words) for row in rows), words)


def _in_cells(row: Row, words: Vocabulary) -> Row:
    """A passage with its codings and the replies to them as text."""
    return {
        **row,
        "codings": [f"{one['provision']}:{one['assessment'] or FACT}" for one in row["codings"]],
        "codings_label": passage_words.codings_words(row, words),
        "replies": passage_words.replies_words(row, words),
    }
