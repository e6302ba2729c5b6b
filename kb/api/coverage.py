"""Coverage, provisions, States and meetings for programs: the questions that the screens ask too."""

from collections.abc import Callable
from dataclasses import replace

from kb.api.params import ApiQuery
from kb.api.responses import ResultPage, page_of
from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.model import Scope
from kb.questions import Question, Row, Rows
from kb.questions import coverage as coverage_question
from kb.questions import rates as rates_question
from kb.questions.api import meetings as meetings_question
from kb.questions.looks import GAPS
from kb.questions.overview import who_spoke as who_spoke_question
from kb.questions.provisions import PROVISIONS, provision_rates
from kb.questions.states import state_directory, state_profile
from kb.questions.tagging import QUALITY
from kb.questions.vocabulary import labelled
from kb.workflow import suggestions
from kb.workflow.gaps import gaps_with_evidence


def states(query: ApiQuery) -> ResultPage:
    """The States of the scope, by name, with what is held of each beside the coverage."""
    return _answered(state_directory, query, lambda row: query.link("states", state=row["state"]))


def state(query: ApiQuery) -> Row:
    """Its names, treaty dates, status on the day that counts, and sources.

    Raises RequestRefused for a code that is not known.
    """
    row = state_profile(query.view, query.scope, query.id)
    if row is None:
        raise query.unknown("State")
    return {**row, "link": query.link("states", state=row["state"])}


def provisions(query: ApiQuery) -> ResultPage:
    """The provisions of the scope’s instrument in reading order, each with the States that reported among those it
    binds.
    """
    rows = provision_rates(query.view, query.scope)
    return page_of(rows, query, lambda row: _provision_link(row, query), PROVISIONS)


def provision(query: ApiQuery) -> Row:
    """A provision of whichever instrument, likewise.

    Raises RequestRefused for an id that is not known.
    """
    instrument = query.words.groups["provision"].get(query.id)
    if instrument is None:
        raise query.unknown("provision")
    scope = replace(query.scope, instrument=instrument, provisions=(query.id,))
    (row,) = labelled(provision_rates(query.view, scope), PROVISIONS, query.words)
    return {**row, "link": _provision_link(row, query)}


def rates(query: ApiQuery) -> ResultPage:
    """For each provision of the scope: the States that reported, of those it binds; others that reported beside."""
    return _answered(rates_question, query, lambda row: _provision_link(row, query))


def coverage(query: ApiQuery) -> ResultPage:
    """The record of every State on every provision of the scope: who has reported on what, who has not, and why."""
    return _answered(coverage_question, query, _cell_link(query))


def gaps(query: ApiQuery) -> ResultPage:
    """Where nothing is reported on a provision that binds a State, or may, and why: never that nothing was done."""
    rows = [row for row in _gaps(query.view, query.scope) if query.params.why in (None, row["cell"])]
    return page_of(rows, query, _cell_link(query), GAPS)


def meetings(query: ApiQuery) -> ResultPage:
    """The meetings of the scope, oldest first. Without a choice: those of the Convention."""
    return _answered(meetings_question, query, lambda row: query.link("contributions", meeting=row["meeting"]))


def who_spoke(query: ApiQuery) -> ResultPage:
    """A row for each State and meeting at which it contributed, or is known to have spoken without a text held."""
    return _answered(who_spoke_question, query, lambda row: query.link("states", state=row["state"]))


def quality(query: ApiQuery) -> ResultPage:
    """How often suggested tags are right, each without any tag of its contribution. The scope limits nothing."""
    return page_of(suggestions.quality(query.view), query, lambda _row: query.link("method"), QUALITY)


def _answered(question: Question, query: ApiQuery, link: Callable[[Row], str]) -> ResultPage:
    """A page of a question's rows, with labels beside codes."""
    every = question.table(query.view, query.scope)
    rows = every.slice(query.params.offset, query.limit).to_pylist()
    linked = ({**row, "link": link(row)} for row in rows)
    return ResultPage(list(labelled(linked, question.columns, query.words)), every.num_rows)


@cached
def _gaps(view: View, scope: Scope) -> Rows:
    return gaps_with_evidence(view, scope)


def _provision_link(row: Row, query: ApiQuery) -> str:
    instrument = query.words.groups["provision"][row["provision"]]
    return query.link("actions", instrument=instrument, read=row["provision"])


def _cell_link(query: ApiQuery) -> Callable[[Row], str]:
    scope = filters.query(replace(query.scope, revision=None))
    return lambda row: query.link("coverage", **scope, cell=f"{row['state']}.{row['provision']}")
