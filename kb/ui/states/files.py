"""What the screen States shows, as tables for files: the directory, one State, records of several or at meetings."""

from collections.abc import Sequence
from dataclasses import replace

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import coverage
from kb.questions.passages import passages
from kb.questions.provisions import DUE_DATES, due_dates
from kb.questions.states import state_contributions, state_listings
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Column, Table
from kb.ui.coordination import bodies
from kb.ui.passages import passage_table
from kb.ui.states.comparison import there
from kb.ui.states.directory import directory

_AT = Column("at", _("At the meeting (code)"), meaning=_("Empty: as filtered."), codes="meeting", may_be_empty=True)


@cached
def of_state(view: View, scope: Scope) -> tuple[Table, ...]:
    """All that is shown of the one State that the scope chooses, what others say of it last."""
    words, state = vocabulary(view), scope.states[0]
    name = words.label("state", state)
    plain = replace(scope, provisions=(), regions=(), affected=(), statuses=())
    due = [row for one in words.labels["instrument"] for row in due_dates(view, replace(plain, instrument=one))]
    own, listed = (question.rows(view, scope, state=state) for question in (state_contributions, state_listings))
    others = passages(view, scope, state=state, part="others")
    return (
        table_of(coverage, f"Coverage of {name}", _shown(view, scope), words),
        labelled_table(f"Due dates of {name}", DUE_DATES, due, words),
        table_of(state_contributions, f"Contributions of {name}, latest first", own, words),
        *bodies.tables(view, scope),
        table_of(state_listings, f"{name} in programmes and reports", listed, words),
        passage_table(others.rows, words, f"Passages by others about {name}; not what it said"),
    )


@cached
def of_several(view: View, scope: Scope) -> tuple[Table, Table]:
    """The States that the scope chooses, and their records."""
    records = table_of(coverage, "The States’ records", _shown(view, scope), vocabulary(view))
    return directory(view, scope).table, records


@cached
def of_meetings(view: View, scope: Scope, meetings: Sequence[str]) -> Table:
    """The record of the one State that the scope chooses, as filtered and at each of these meetings."""
    words = vocabulary(view)
    scopes = [(None, scope), *((meeting, there(scope, meeting)) for meeting in meetings)]
    rows = ({"at": meeting, **row} for meeting, one in scopes for row in _shown(view, one))
    name = words.label("state", scope.states[0])
    return labelled_table(f"{name} at several meetings", (_AT, *coverage.columns), rows, words)


def _shown(view: View, scope: Scope) -> list[dict[str, object]]:
    """The rows of the coverage that screens show."""
    return [row for row in coverage.rows(view, scope) if row["shown"]]
