"""Contributions and passages for a program, each with everything that must stand beside it."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import Protocol

from kb.api.answering import Found, only, page_of
from kb.api.asking import Asked
from kb.api.problems import RequestRefused, unknown
from kb.api.shapes_said import Passage
from kb.domain.citations import citation
from kb.domain.model import Audience, Voice
from kb.domain.vocabulary import Vocabulary
from kb.questions import Row
from kb.questions.api import api_sources, api_unpublished
from kb.questions.columns import SOURCED
from kb.questions.contributions import contribution_list, contribution_read
from kb.questions.passages import PASSAGE_COLUMNS
from kb.questions.passages import passages as behind
from kb.questions.vocabulary import labelled

# More than any contribution has.
MOST_READ = 100_000
PARTS = ("own", "others", "elsewhere")


class Counted(Protocol):
    """Rows of a page, and how many each part has in all."""

    @property
    def rows(self) -> list[Row]: ...
    def count(self, part: str) -> int: ...


def named_cell(given: str, words: Vocabulary) -> tuple[str, str, str] | None:
    """The State and provision that LAO.VAP-23 names, and the provision's instrument; None if it names none."""
    state, _, provision = given.partition(".")
    instrument = words.groups["provision"].get(provision)
    if state not in words.labels["state"] or instrument is None:
        return None
    return state, provision, instrument


def contributions(asked: Asked) -> Found:
    """The published contributions of the scope, part by part, newest first."""

    def ask(limit: int, offset: int) -> Counted:
        return contribution_list(asked.view, asked.scope, asked.own["about"], limit=limit, offset=offset)

    found = ask(asked.limit, asked.offset)
    # The counts stand on every row, and a page beyond the last has none.
    total = _total(found if found.rows else ask(1, 0), PARTS[:2])
    return Found([linked(row, asked) for row in sourced(found.rows, asked)], total)


def contribution(asked: Asked) -> Row:
    """One published contribution with its passages. Raises RequestRefused for an id that names none."""
    row = contribution_read(asked.view, asked.scope, asked.named)
    if row is None:
        raise unknown("published contribution", asked.named, asked.view.revision)
    found = behind(asked.view, asked.scope, contribution=asked.named, limit=MOST_READ)
    held = len(found.rows)
    (row,) = labelled([row], SOURCED, asked.words)
    read = {**_marked(row), "part": None, "held": held, "passages": held, "citation": _cited(row, asked)}
    return {
        **linked(read, asked),
        "text": [only(one, Passage.model_fields) for one in passages_said(found.rows, asked)],
    }


def passages(asked: Asked) -> Found:
    """The published passages of the scope, or those behind one cell of the coverage, part by part, newest first."""
    scope, state, provision = asked.scope, None, None
    if asked.own["cell"]:
        state, provision, instrument = asked.own["cell"]
        scope = replace(scope, provisions=(provision,), instrument=instrument)
    part = asked.own["part"]

    def ask(limit: int, offset: int) -> Counted:
        return behind(asked.view, scope, state=state, provision=provision, part=part, limit=limit, offset=offset)

    found = ask(asked.limit, asked.offset)
    total = _total(found if found.rows else ask(1, 0), (part,) if part else PARTS)
    return Found(passages_said(found.rows, asked), total)


def unpublished(asked: Asked) -> Found:
    """The passages that are not published, for those who work on them. Raises RequestRefused for everybody else."""
    if asked.audience is not Audience.STAFF:
        raise RequestRefused(HTTPStatus.FORBIDDEN, "What is not published takes the token of a person who works on it.")
    found = page_of(api_unpublished(asked.view, asked.scope), asked)
    rows = [
        {**row, "citation": _cited(row, asked, row["position"]), "link": asked.link("code", code=row["passage"])}
        for row in sourced(found.rows, asked)
    ]
    return Found(rows, found.total)


def _total(found: Counted, parts: Iterable[str]) -> int:
    return sum(found.count(part) for part in parts)


def passages_said(rows: Iterable[Row], asked: Asked) -> list[Row]:
    """Passages with all that must stand beside them."""
    return [
        {
            **row,
            "citation": _cited(row, asked, row["position"]),
            "link": asked.link("contributions", contribution=row["contribution"], passage=row["position"]),
        }
        for row in labelled(sourced(rows, asked), PASSAGE_COLUMNS, asked.words)
    ]


def linked(row: Row, asked: Asked) -> Row:
    """A contribution with its link."""
    return {**row, "link": asked.link("contributions", contribution=row["contribution"])}


def sourced(rows: Iterable[Row], asked: Asked) -> list[Row]:
    """The rows with their source and the States aligned, which not every question gives."""
    held = list(rows)
    sources = {one["contribution"]: one for one in api_sources(asked.view, {row["contribution"] for row in held})}
    beside = ({**row, **sources[row["contribution"]]} for row in held)
    return [_marked(row) for row in labelled(beside, SOURCED, asked.words)]


def _marked(row: Row) -> Row:
    return {**row, "second_hand": row["voice"] == Voice.REPORTED}


def _cited(row: Row, asked: Asked, position: int | None = None) -> str:
    described = row["about_state"]
    about = asked.words.label("state", described) if described not in (None, row["state"]) else None
    return citation(row, asked.view.revision, about=about, position=position)
