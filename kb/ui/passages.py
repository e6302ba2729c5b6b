"""Passages as they are shown everywhere, and as a table for files; how they look is templates/_passages.html."""

from collections.abc import Iterable

from kb.domain import passage_words
from kb.domain.catalogue import gettext as _
from kb.domain.model import FACT
from kb.domain.vocabulary import Vocabulary
from kb.queries import Row
from kb.queries.passages import PASSAGE_COLUMNS
from kb.queries.vocabulary import labelled_table
from kb.tables import Column, Table
from kb.ui.markup import Html, Query, join
from kb.ui.templates import macro

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


# Pieces of a passage, for what is not yet a template of its own.
def text_held(said: str, row: Row) -> Html:
    """The text of a passage, after a word on whose words it is in."""
    return macro("_passages.html", "text_held")(said, row)


def speaker(row: Row, words: Vocabulary) -> Html:
    """Who speaks, in which voice, where and when, and about whom."""
    return macro("_passages.html", "speaker")(row, words)


def codes(row: Row, words: Vocabulary, query: Query) -> Html:
    """What a passage is coded to, its themes, and the replies to that; links keep the filters of `query`."""
    return macro("_passages.html", "codes")(row, words, query)


def provenance(row: Row, query: Query) -> Html:
    """Where the passage can be found and read on, and every caveat."""
    return macro("_passages.html", "provenance")(row, query)


def voice(code: str, *, brief: bool = False) -> Html:
    """The voice as a tag; any but the contributor's own stands out. `brief`: only its name."""
    return macro("_passages.html", "voice")(code, brief)
