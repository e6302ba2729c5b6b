"""Contributions and passages for programs, each with its source, voice and caveats; listed, read and searched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any

from kb.api.params import ApiQuery
from kb.api.problems import RequestRefused, unprocessable
from kb.api.responses import ResultPage, only, page_of, sentence
from kb.api.schemas import Passage
from kb.domain.catalogue import gettext as _
from kb.domain.citations import citation
from kb.domain.model import ANY_MEETING, Audience, Voice
from kb.domain.vocabulary import Vocabulary
from kb.questions import Row
from kb.questions.api import api_sources, api_unpublished
from kb.questions.columns import SOURCED
from kb.questions.contributions import contribution_list, contribution_read
from kb.questions.passages import PARTS, PASSAGE_COLUMNS
from kb.questions.passages import passages as passages_question
from kb.questions.vocabulary import labelled, vocabulary
from kb.search import search

# More than any contribution has.
MOST_READ = 100_000


def contributions(query: ApiQuery) -> ResultPage:
    """The published contributions of the scope, latest first; where it chooses States, first their own, then others
    about them.
    """
    about = query.params.about
    if about is not None and about not in _known(query).labels["state"]:
        raise _no_value("about", about)
    ask = partial(contribution_list, query.view, query.scope, about)
    return _counted(ask, query, PARTS[:2], _contributions)


def contribution(query: ApiQuery) -> Row:
    """A published contribution with its passages, in order.

    Raises RequestRefused for an id that names none.
    """
    row = contribution_read(query.view, query.scope, query.id)
    if row is None:
        raise query.unknown("published contribution")
    passages = passages_question(query.view, query.scope, contribution=query.id, limit=MOST_READ).rows
    (row,) = labelled([row], SOURCED, query.words)
    counts = {"part": None, "held": len(passages), "passages": len(passages)}
    return {
        **_linked({**_marked(row), **counts}, query),
        "citation": _cited(row, query),
        "text": [only(one, Passage.model_fields) for one in _passages(passages, query)],
    }


def _known(query: ApiQuery) -> Vocabulary:
    """The words of the latest revision: what an older one does not know yet is no fault, its answer is empty."""
    return vocabulary(query.store.snapshot(query.latest, query.audience))


def passages(query: ApiQuery) -> ResultPage:
    """The published passages of the scope, latest first; or with `cell` those behind one cell of the coverage."""
    scope, state, provision = query.scope, None, None
    if query.params.cell is not None:
        state, _dot, provision = query.params.cell.partition(".")
        known = _known(query)
        instrument = known.groups["provision"].get(provision)
        if state not in known.labels["state"] or instrument is None:
            raise _no_value("cell", query.params.cell)
        scope = replace(scope, provisions=(provision,), instrument=instrument)
    part = query.params.part
    ask = partial(passages_question, query.view, scope, state=state, provision=provision, part=part)
    return _counted(ask, query, (part,) if part else PARTS, _passages)


def unpublished(query: ApiQuery) -> ResultPage:
    """Passages that are received or coded and not published, for the token of a person who works on them.

    Raises RequestRefused for everybody else.
    """
    if query.audience is not Audience.STAFF:
        detail = _("What is not published takes the token of a person who works on it.")
        raise RequestRefused(HTTPStatus.FORBIDDEN, detail)
    page = page_of(api_unpublished(query.view, query.scope), query, lambda row: query.link("code", code=row["passage"]))
    rows = _sourced(page.rows, query)
    return replace(page, rows=[{**row, "citation": _cited(row, query, row["position"])} for row in rows])


def search_passages(query: ApiQuery) -> ResultPage:
    """The published passages that fit a question, with why each fits. Without a choice of meetings everything held is
    searched, other conventions and material made to no meeting included. The instrument limits nothing.
    """
    return _search(query, "passage", _passages)


def search_contributions(query: ApiQuery) -> ResultPage:
    """The published contributions that fit a question, likewise. Without a choice of meetings everything held is
    searched, other conventions and material made to no meeting included. The instrument limits nothing.
    """
    return _search(query, "contribution", _contributions)


def search_provisions(query: ApiQuery) -> ResultPage:
    """The provisions that fit a question, of every instrument; only the choice of provisions limits them."""

    def linked(rows: Iterable[Row], query: ApiQuery) -> list[Row]:
        return [
            {**row, "link": query.link("actions", instrument=row["instrument"], read=row["provision"])} for row in rows
        ]

    return _search(query, "provision", linked)


def _search(query: ApiQuery, kind: str, complete: Callable[[Sequence[Row], ApiQuery], list[Row]]) -> ResultPage:
    # Without a choice of meetings a search is through everything, which the sentence has to say.
    scope = query.scope if query.scope.meetings else replace(query.scope, meetings=(ANY_MEETING,))
    params = query.params
    result = search(
        query.view,
        params.q,
        scope,
        kind=kind,
        languages=tuple(params.language),
        sort=params.sort,
        fuzzy=params.fuzzy is not None,
        offset=params.offset,
        limit=query.limit,
    )
    rows = complete([hit.row for hit in result.hits], query)
    beside = {
        "scope": sentence(query, scope),
        "reading": result.reading.said,
        "mended": list(result.reading.mended),
        "unknown": list(result.why.unknown) if result.why else [],
        "begun": dict(result.begun),
        "needed": list(result.needed) if result.needed else None,
        "kinds": dict(result.kinds),
        "facets": {facet: dict(codes) for facet, codes in result.facets.items()},
    }
    matches = [
        {
            **row,
            "snippet": [piece._asdict() for piece in hit.pieces],
            "why": [{"place": why.place, "words": list(why.words)} for why in hit.why],
        }
        for row, hit in zip(rows, result.hits, strict=True)
    ]
    return ResultPage(matches, result.total, beside)


def _no_value(key: str, value: str) -> RequestRefused:
    """The refusal of a code that the knowledge base does not have."""
    return unprocessable([_("“{value}” is no value of “{key}”").format(value=value, key=key)])


def _counted(
    ask: Callable[..., Any],
    query: ApiQuery,
    parts: Iterable[str],
    complete: Callable[[Sequence[Row], ApiQuery], list[Row]],
) -> ResultPage:
    """A page of a question that counts its parts itself."""
    page = ask(limit=query.limit, offset=query.params.offset)
    # The counts stand on every row, and a page beyond the last has none.
    counts = page if page.rows else ask(limit=1, offset=0)
    return ResultPage(complete(page.rows, query), sum(counts.count(part) for part in parts))


def _contributions(rows: Iterable[Row], query: ApiQuery) -> list[Row]:
    return [_linked(row, query) for row in _sourced(rows, query)]


def _passages(rows: Iterable[Row], query: ApiQuery) -> list[Row]:
    """Passages with all that must stand beside them."""
    return [
        {
            **row,
            "citation": _cited(row, query, row["position"]),
            "link": query.link("contributions", contribution=row["contribution"], passage=row["position"]),
        }
        for row in labelled(_sourced(rows, query), PASSAGE_COLUMNS, query.words)
    ]


def _linked(row: Row, query: ApiQuery) -> Row:
    return {**row, "link": query.link("contributions", contribution=row["contribution"])}


def _sourced(rows: Iterable[Row], query: ApiQuery) -> list[Row]:
    """The rows with their source and the States aligned, which not every question gives."""
    rows = list(rows)
    sources = {one["contribution"]: one for one in api_sources(query.view, {row["contribution"] for row in rows})}
    beside = ({**row, **sources[row["contribution"]]} for row in rows)
    return [_marked(row) for row in labelled(beside, SOURCED, query.words)]


def _marked(row: Row) -> Row:
    return {**row, "second_hand": row["voice"] == Voice.REPORTED}


def _cited(row: Row, query: ApiQuery, position: int | None = None) -> str:
    described = row["about_state"]
    about = query.words.label("state", described) if described not in (None, row["state"]) else None
    return citation(row, query.view.revision, about=about, position=position)
