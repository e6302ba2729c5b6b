"""The results of a search as a table for files: what is known of each, where it was found and the text that fits."""

from collections.abc import Sequence

from kb.domain.catalogue import gettext as _
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES
from kb.questions import Row
from kb.questions.columns import NOTE, PASSAGES, PROVISION, SOURCED, TEXT_STATUS, count
from kb.questions.vocabulary import labelled_table
from kb.search import Hit
from kb.search.words import PLACES_FOUND, PLACES_FOUND_IN_PROVISION
from kb.tables import Column, Table
from kb.ui.passages import passage_table

FOUND_IN = Column(
    "found_in", _("Found in"), meaning=_("Where words of the question stand, and which."), may_be_empty=True
)
SNIPPET = Column(
    "snippet",
    _("Where it fits most"),
    meaning=_("What was searched of it, or the part of it with most that fits."),
    may_be_empty=True,
)
CONTRIBUTIONS = (FOUND_IN, SNIPPET, *SOURCED, count("passages", _("Passages"), PASSAGES, _("All its passages.")))
PROVISIONS = (
    FOUND_IN,
    SNIPPET,
    PROVISION,
    Column("instrument", _("Instrument (code)"), meaning=_("VAP or CCM."), codes="instrument"),
    Column("number", _("Number"), meaning=_("Its number in the instrument.")),
    Column("chapter", _("Chapter"), meaning=_("The chapter it stands in.")),
    TEXT_STATUS,
    NOTE,
)


def hits_table(hits: Sequence[Hit], kind: str, words: Vocabulary, title: str) -> Table:
    """The results shown, of one kind: `passage`, `contribution` or `provision`."""
    rows = [_row(hit) for hit in hits]
    if kind == "passage":
        return passage_table(rows, words, title, FOUND_IN)
    return labelled_table(title, CONTRIBUTIONS if kind == "contribution" else PROVISIONS, rows, words)


def _row(hit: Hit) -> Row:
    return {**hit.row, "found_in": found_in(hit), "snippet": "".join(piece.text for piece in hit.pieces) or None}


def found_in(hit: Hit) -> str | None:
    """Where words of the question stand, and which, names and titles whole: cut, they might lack the very word that
    fits. None where nothing was asked for by words.
    """
    named = PLACES_FOUND_IN_PROVISION if hit.kind == "provision" else PLACES_FOUND
    places = [
        f"{named[why.place].format(language=LANGUAGES.get(why.language or '', why.language))}"
        f" {', '.join(f'“{word}”' for word in why.words)}"
        for why in hit.why
    ]
    return "; ".join(dict.fromkeys(places)) or None
