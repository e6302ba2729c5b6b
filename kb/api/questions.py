"""From a request that was understood to its rows: the questions that the screens ask too."""

from collections.abc import Callable
from dataclasses import replace

from kb.api.answering import Found, page_of
from kb.api.asking import Asked
from kb.api.problems import unknown
from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.model import Scope
from kb.questions import Question, Row, Rows, rows_in
from kb.questions import coverage as coverage_question
from kb.questions.api import meetings as meetings_question
from kb.questions.provisions import PROVISIONS, provision_rates
from kb.questions.states import state_directory, state_profile
from kb.questions.tagging import QUALITY
from kb.questions.vocabulary import labelled
from kb.workflow import suggestions
from kb.workflow.gaps import gaps_with_evidence


def states(asked: Asked) -> Found:
    """The States of the scope, by name."""
    found = _page(state_directory, asked)
    return linked(found, lambda row: asked.link("states", state=row["state"]))


def state(asked: Asked) -> Row:
    """One State. Raises RequestRefused for a code that is not known."""
    row = state_profile(asked.view, asked.scope, asked.named)
    if row is None:
        raise unknown("State", asked.named, asked.view.revision)
    return {**row, "link": asked.link("states", state=row["state"])}


def provisions(asked: Asked) -> Found:
    """The provisions of the scope, in reading order, each with its rate."""
    return page_of(_provisions(asked, asked.scope), asked)


def provision(asked: Asked) -> Row:
    """One provision, of whichever instrument. Raises RequestRefused for an id that is not known."""
    instrument = asked.words.groups["provision"].get(asked.named)
    if instrument is None:
        raise unknown("provision", asked.named, asked.view.revision)
    scope = replace(asked.scope, instrument=instrument, provisions=(asked.named,))
    return _provisions(asked, scope)[0]


def _provisions(asked: Asked, scope: Scope) -> list[Row]:
    return [
        {**row, "link": asked.link("actions", instrument=row["instrument"], read=row["provision"])}
        for row in labelled(provision_rates(asked.view, scope), PROVISIONS, asked.words)
    ]


def coverage(asked: Asked) -> Found:
    """The record of every State on every provision of the scope."""
    return _cells(asked, _asked_page_by_page(asked.view, "coverage", asked.scope))


def gaps(asked: Asked) -> Found:
    """Where nothing is reported on a provision that binds a State, or may, and why."""
    why = asked.own["why"]
    rows = _gaps_page_by_page(asked.view, asked.scope)
    return _cells(asked, [row for row in rows if why in (None, row["cell"])])


def meetings(asked: Asked) -> Found:
    """The meetings of the scope, oldest first."""
    found = _page(meetings_question, asked)
    return linked(found, lambda row: asked.link("contributions", meeting=row["meeting"]))


def quality(asked: Asked) -> Found:
    """How good suggested tags are, learned and measured of what the asker may see."""
    found = page_of(suggestions.quality(asked.view), asked)
    rows = labelled(found.rows, QUALITY, asked.words)
    return linked(Found(list(rows), found.total), lambda _row: asked.link("method"))


def _page(question: Question, asked: Asked) -> Found:
    """The page asked for of a question's rows, with labels beside codes."""
    return _readable(page_of(question.rows(asked.view, asked.scope), asked), question, asked)


def _readable(found: Found, question: Question, asked: Asked) -> Found:
    return Found(list(labelled(found.rows, question.columns, asked.words)), found.total)


@cached
def _asked_page_by_page(view: View, name: str, scope: Scope) -> Rows:
    """All rows of a question, for whoever walks through its pages; a revision never changes."""
    return rows_in(view, name, scope)


@cached
def _gaps_page_by_page(view: View, scope: Scope) -> Rows:
    return gaps_with_evidence(view, scope)


def _cells(asked: Asked, rows: Rows) -> Found:
    query = filters.query(replace(asked.scope, revision=None))
    found = _readable(page_of(rows, asked), coverage_question, asked)
    return linked(found, lambda row: asked.link("coverage", **query, cell=f"{row['state']}.{row['provision']}"))


def linked(found: Found, link: Callable[[Row], str]) -> Found:
    """The rows, each with its link."""
    return Found([{**row, "link": link(row)} for row in found.rows], found.total)
