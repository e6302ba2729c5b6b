"""What the screen States shows, as tables for files: the directory, one State, records of several or at meetings."""

from collections.abc import Sequence
from dataclasses import replace

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.domain.model import InstrumentId, Scope
from kb.queries import columns, coverage
from kb.queries.provisions import DUE_DATES, due_dates
from kb.queries.states import state_contributions, state_directory, state_listings
from kb.queries.vocabulary import labelled_table, table_of, vocabulary
from kb.store import View
from kb.tables import Column, Table
from kb.ui.parts import mechanisms
from kb.ui.parts.states import by_others, directory_rows, there
from kb.ui.passages import passage_table

DIRECTORY = (
    *state_directory.columns,
    columns.count("bound", _("Provisions addressed to it"), columns.PROVISIONS, _("Those whose text is known.")),
    columns.count("reported", _("Provisions reported on"), columns.PROVISIONS, _("Those on which it reported.")),
    columns.count("reported_bound", _("Of those addressed to it"), columns.PROVISIONS, _("Those that bind it.")),
    columns.count("spoke", _("Spoke, text not held"), _("times"), _("How often it spoke and no text of it is held.")),
    columns.truth("seen", _("Seen"), _("Whether it was seen at a meeting and is not known to have spoken.")),
    columns.truth("chaired", _("Spoke as Coordinator"), _("Whether it spoke as Coordinator or chair.")),
)
_AT = Column("at", _("At the meeting (code)"), meaning=_("Empty: as filtered."), codes="meeting", may_be_empty=True)


@cached
def directory(view: View, scope: Scope) -> Table:
    """The States of the scope: how each stands, and what is held and known of it."""
    return labelled_table("States", DIRECTORY, directory_rows(view, scope), vocabulary(view))


@cached
def of_state(view: View, scope: Scope) -> tuple[Table, ...]:
    """All that is shown of the one State that the scope chooses, what others say of it last."""
    words, state = vocabulary(view), scope.states[0]
    name = words.label("state", state)
    plain = replace(scope, provisions=(), regions=(), affected=(), statuses=())
    due = [row for one in InstrumentId for row in due_dates(view, replace(plain, instrument=one))]
    own, listed = (question.rows(view, scope, state=state) for question in (state_contributions, state_listings))
    about, _count = by_others(view, scope, state)
    return (
        table_of(coverage, f"Coverage of {name}", _shown(view, scope), words),
        labelled_table(f"Due dates of {name}", DUE_DATES, due, words),
        table_of(state_contributions, f"Contributions of {name}, latest first", own, words),
        *mechanisms.tables(view, scope),
        table_of(state_listings, f"{name} in programmes and reports", listed, words),
        passage_table(about, words, f"Passages by others about {name}; not what it said"),
    )


@cached
def of_several(view: View, scope: Scope) -> tuple[Table, Table]:
    """The States that the scope chooses, and their records."""
    return directory(view, scope), table_of(coverage, "The States’ records", _shown(view, scope), vocabulary(view))


@cached
def at_meetings(view: View, scope: Scope, meetings: Sequence[str]) -> Table:
    """The record of the one State that the scope chooses, as filtered and at each of these meetings."""
    words = vocabulary(view)
    scopes = [(None, scope), *((meeting, there(scope, meeting)) for meeting in meetings)]
    rows = ({"at": meeting, **row} for meeting, one in scopes for row in _shown(view, one))
    name = words.label("state", scope.states[0])
    return labelled_table(f"{name} at several meetings", (_AT, *coverage.columns), rows, words)


def _shown(view: View, scope: Scope) -> list[dict[str, object]]:
    """The rows of the coverage that screens show."""
    return [row for row in coverage.rows(view, scope) if row["shown"]]
