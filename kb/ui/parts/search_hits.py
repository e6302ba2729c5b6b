"""One result of a search, with everything that must stand beside it, what fits marked, and where else it fits."""

from kb.domain.model import ANY_MEETING, OWN_VOICES, TextStatus
from kb.domain.passage_words import in_whose_words
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CONTRIBUTION_KINDS, TEXT_STATUSES, counted
from kb.queries import Row
from kb.search import Hit
from kb.ui.markup import Html, Query, element, join, link, source_link
from kb.ui.parts.search_files import found_in
from kb.ui.passages import caveats, codes, provenance, speaker, text_held, to_provision


def hit(found: Hit, words: Vocabulary, query: Query) -> Html:
    """A result; `query` is the shared part of the address."""
    return {"passage": _passage, "contribution": _contribution, "provision": _provision}[found.kind](
        found, words, query
    )


def _passage(found: Hit, words: Vocabulary, query: Query) -> Html:
    row = found.row
    return element(
        "article",
        element("p", speaker(row, words), class_="quiet"),
        text_held(_marked(found), row),
        _why(found),
        # Searched is everything held; what its codes lead to is not to leave out where they were found.
        element("p", codes(row, words, {"meeting": [ANY_MEETING], **query})),
        element("p", provenance(row, query), class_="quiet"),
        class_=_whose(row),
        aria_label=f"Passage {row['position']} of {row['contributor_name']}, {in_whose_words(row)}",
    )


def _contribution(found: Hit, words: Vocabulary, query: Query) -> Html:
    row = found.row
    kind = CONTRIBUTION_KINDS[row["kind"]]
    held = counted(row["passages"], "passage")
    address = {**query, "contribution": row["contribution"]}
    named = f"{kind} of {row['contributor_name']}, {row['meeting_label']}, {row['date'] or 'no date'}"
    return element(
        "article",
        element("p", speaker(row, words), class_="quiet"),
        element(
            "p", link(f"{kind}: read its {held}", "contributions", address, aria_label=f"{named}: read its {held}")
        ),
        text_held(_marked(found), row) if found.pieces else "",
        _why(found),
        element("p", "Source: ", source_link(row["source_title"], row["source_url"]), caveats(row), class_="quiet"),
        class_=_whose(row),
        aria_label=named,
    )


def _provision(found: Hit, words: Vocabulary, query: Query) -> Html:
    row = found.row
    label = words.label("provision", row["provision"])
    status = TextStatus(row["text_status"])
    name, meaning = TEXT_STATUSES[status]
    return element(
        "article",
        element("p", element("strong", to_provision(label, row["provision"], words, query)), f" · {row['chapter']}"),
        element("p", element("span", f"Text: {name.lower()}", class_="tag strong"), f" {meaning}", class_="quiet"),
        element("p", _marked(found), class_="said") if found.pieces else "",
        _why(found),
        aria_label=label,
    )


def _whose(row: Row) -> str | None:
    return None if row["voice"] in OWN_VOICES and row["state"] is not None else "other"


def _marked(found: Hit) -> Html:
    return join(element("mark", piece.text) if piece.marked else piece.text for piece in found.pieces)


def _why(found: Hit) -> Html:
    places = found_in(found)
    return element("p", f"Found in {places}", class_="quiet why") if places else Html()
