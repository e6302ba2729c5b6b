"""The results of a search as a table for files: what the screen shows of each, in columns."""

from collections.abc import Sequence

from kb.domain.model import TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CONTRIBUTION_KINDS, LANGUAGES, TEXT_STATUSES, VOICES
from kb.search import Hit
from kb.search.words import PLACES_FOUND, PLACES_FOUND_IN_PROVISION
from kb.tables import Table, Value
from kb.ui.markup import plain
from kb.ui.parts.contributions import caveats, line
from kb.ui.parts.passages import passage_table

FOUND_IN = "Found in"
CONTRIBUTION_COLUMNS = (
    "Contribution",
    "Contributor",
    "Voice",
    "About",
    "Meeting",
    "Convention",
    "Date",
    "Line",
    "Kind",
    "Language",
    "Passages",
    "Where it fits most",
    "Source",
    "Address of the source",
    "Caveats",
    FOUND_IN,
)
PROVISION_COLUMNS = ("Action or article", "Chapter", "How well its text is established", "Text", FOUND_IN)


def hits_table(hits: Sequence[Hit], kind: str, words: Vocabulary, title: str) -> Table:
    """The results shown, of one kind, as a table; its last or first column says where words of the question stand."""
    if kind == "passage":
        return passage_table([hit.row for hit in hits], words, title, {FOUND_IN: map(found_in, hits)})
    if kind == "contribution":
        return Table.of(title, CONTRIBUTION_COLUMNS, (_contribution(hit, words) for hit in hits))
    return Table.of(title, PROVISION_COLUMNS, (_provision(hit, words) for hit in hits))


def found_in(hit: Hit) -> str | None:
    """Where words of the question stand, and which, names and titles whole: cut, they might lack the very word that
    fits. None where nothing was asked for by words.
    """
    named = PLACES_FOUND_IN_PROVISION if hit.kind == "provision" else PLACES_FOUND
    places = [f"{named[why.place]} {', '.join(f'“{word}”' for word in why.words)}" for why in hit.why]
    return "; ".join(places) or None


def _text(hit: Hit) -> str | None:
    return "".join(piece.text for piece in hit.pieces) or None


def _contribution(hit: Hit, words: Vocabulary) -> Sequence[Value]:
    row = hit.row
    about = row["about_state"] if row["about_state"] != row["state"] else None
    return (
        row["contribution"],
        row["contributor_label"],
        VOICES[row["voice"]].whole,
        words.label("state", about) if about else None,
        row["meeting_label"],
        row["convention"],
        plain(row["date"]),
        line(row),
        CONTRIBUTION_KINDS[row["kind"]],
        LANGUAGES.get(row["language"], row["language"]),
        row["passages"],
        _text(hit),
        row["source_title"],
        row["source_url"],
        ", ".join([*caveats(row)]) or None,
        found_in(hit),
    )


def _provision(hit: Hit, words: Vocabulary) -> Sequence[Value]:
    row = hit.row
    status, _ = TEXT_STATUSES[TextStatus(row["text_status"])]
    return words.label("provision", row["provision"]), row["chapter"], status, _text(hit), found_in(hit)
