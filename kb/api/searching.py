"""Search for a program: what the Search screen finds, with why it was found."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.api.answering import Found, sentence
from kb.api.asking import Asked
from kb.api.said import linked, passages_said, sourced
from kb.domain.model import ANY_MEETING
from kb.domain.vocabulary import Vocabulary
from kb.questions import Row
from kb.search import Hit, Sort, search

_LANGUAGE = re.compile("[a-z]{2}")


def language(given: str, _words: Vocabulary) -> str | None:
    """Reads the code of a language."""
    return given if _LANGUAGE.fullmatch(given) else None


def passages(asked: Asked) -> Found:
    """The passages that fit."""
    return _found(asked, "passage", lambda rows: passages_said(rows, asked))


def contributions(asked: Asked) -> Found:
    """The contributions that fit."""
    return _found(asked, "contribution", lambda rows: [linked(row, asked) for row in sourced(rows, asked)])


def provisions(asked: Asked) -> Found:
    """The provisions that fit."""

    def shown(rows: Sequence[Row]) -> list[Row]:
        return [
            {**row, "link": asked.link("actions", instrument=row["instrument"], read=row["provision"])} for row in rows
        ]

    return _found(asked, "provision", shown)


def _found(asked: Asked, kind: str, shown: Callable[[Sequence[Row]], list[Row]]) -> Found:
    # Without a choice of meetings a search is through everything, which the sentence has to say.
    scope = asked.scope if asked.scope.meetings else replace(asked.scope, meetings=(ANY_MEETING,))
    found = search(
        asked.view,
        asked.own["q"] or "",
        scope,
        kind=kind,
        languages=asked.own["language"],
        sort=Sort(asked.own["sort"] or Sort.RELEVANCE),
        fuzzy=asked.own["fuzzy"] is not None,
        offset=asked.offset,
        limit=asked.limit,
    )
    rows = shown([hit.row for hit in found.hits])
    return Found(
        [{**row, **_fits(hit)} for row, hit in zip(rows, found.hits, strict=True)],
        found.total,
        {
            "scope": sentence(asked, scope),
            "reading": found.reading.said,
            "mended": list(found.reading.mended),
            "unknown": list(found.why.unknown) if found.why else [],
            "begun": dict(found.begun),
            "needed": list(found.needed) if found.needed else None,
            "kinds": dict(found.kinds),
            "facets": {facet: dict(codes) for facet, codes in found.facets.items()},
        },
    )


def _fits(hit: Hit) -> Row:
    return {
        "snippet": [{"text": piece.text, "marked": piece.marked} for piece in hit.pieces],
        "why": [{"place": why.place, "words": list(why.words)} for why in hit.why],
    }
