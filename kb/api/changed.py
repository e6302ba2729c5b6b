"""What changed, for a program: between two revisions, or between two meetings."""

import json
from collections.abc import Sequence

from kb.api.answering import Found, page_of
from kb.api.asking import Asked
from kb.api.questions import linked
from kb.db import View
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS
from kb.questions import Row, Rows
from kb.questions.changes import MEETING_CHANGES, REPORT_CHANGES, in_order, meeting_changes, report_changes
from kb.questions.history import CELL_CHANGES, cell_changes, concerning, differences
from kb.questions.vocabulary import labelled, vocabulary
from kb.tables import Column

# A speaker may be named as a person; which State or organisation spoke stands in other columns.
NAMES = frozenset({"speaker"})


def changes(asked: Asked) -> Found:
    """The records that differ between two revisions and concern the scope's States and provisions, if it names any."""
    later, earlier = _compared(asked)
    found = differences(later, earlier, staff=False)
    found = concerning(found, (later, earlier), asked.scope.states, asked.scope.provisions)
    rows = [
        {
            "table": one.table,
            "key": [str(value) for value in json.loads(one.key)],
            "change": one.kind,
            "before": _unnamed(one.before),
            "after": _unnamed(one.after),
        }
        for one in found
    ]
    return _between(asked, rows, later, earlier)


def cells(asked: Asked) -> Found:
    """The cells of the coverage that differ between two revisions."""
    later, earlier = _compared(asked)
    return _between(asked, [one.row for one in cell_changes(later, earlier, asked.scope)], later, earlier, CELL_CHANGES)


def reports(asked: Asked) -> Found:
    """What States report in the later of two revisions and not in the earlier, or not any more, or coded otherwise."""
    later, earlier = _compared(asked)
    rows = report_changes(later, earlier, asked.scope, staff=False)
    return _between(asked, rows, later, earlier, REPORT_CHANGES, "changes")


def meetings(asked: Asked) -> Found:
    """What States reported at one of two meetings, or at both. Raises RequestRefused unless the scope names two."""
    chosen = [one for one in asked.scope.meetings if one not in (ANY_MEETING, OUTSIDE_MEETINGS)]
    if len(chosen) != 2 or len(asked.scope.meetings) != 2:
        raise asked.refuse("Two meetings are compared: give “meeting” twice.")
    earlier, later = in_order(asked.view, asked.scope, chosen)
    rows = list(labelled(meeting_changes(asked.view, asked.scope, earlier, later), MEETING_CHANGES, asked.words))
    link = asked.link("changes", meeting=chosen, instrument=asked.scope.instrument)
    return linked(page_of(rows, asked), lambda _row: link)


def _compared(asked: Asked) -> tuple[View, View]:
    since, until = asked.own["since"], asked.own["until"] or asked.view.revision
    unknown_one = next((one for one in (since, until) if one > asked.latest), None)
    if unknown_one is not None:
        raise asked.refuse(f"There is no revision {unknown_one}; the latest is {asked.latest}.")
    if since >= until:
        raise asked.refuse(f"Revision {since} is not before revision {until}.")
    return asked.store.snapshot(until, asked.audience), asked.store.snapshot(since, asked.audience)


def _between(
    asked: Asked, rows: Rows, later: View, earlier: View, columns: Sequence[Column] = (), screen: str = "history"
) -> Found:
    link = asked.link(screen, since=earlier.revision, until=later.revision)
    return linked(page_of(list(labelled(rows, columns, vocabulary(later))), asked), lambda _row: link)


def _unnamed(record: Row | None) -> Row | None:
    return {name: value for name, value in record.items() if name not in NAMES} if record else None
