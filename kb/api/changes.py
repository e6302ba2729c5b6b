"""What changed, for programs: between two revisions, or between two meetings."""

import json
from collections.abc import Sequence
from dataclasses import replace

from kb.api.params import ApiQuery
from kb.api.problems import unprocessable
from kb.api.responses import ResultPage, page_of
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS
from kb.questions import Row, Rows
from kb.questions.changes import MEETING_CHANGES, REPORT_CHANGES, in_order, meeting_changes, report_changes
from kb.questions.history import CELL_CHANGES, cell_changes, concerning, differences
from kb.questions.vocabulary import vocabulary
from kb.tables import Column

# A speaker may be named as a person; which State or organisation spoke stands in other columns.
NAMES = frozenset({"speaker"})


def changes(query: ApiQuery) -> ResultPage:
    """The records that differ between two revisions, of the States and provisions that the scope names, if any."""
    later, earlier = _revisions(query)
    changed = differences(later, earlier, staff=False)
    changed = concerning(changed, (later, earlier), query.scope.states, query.scope.provisions)
    rows = [
        {
            "table": one.table,
            "key": [str(value) for value in json.loads(one.key)],
            "change": one.kind,
            "before": _unnamed(one.before),
            "after": _unnamed(one.after),
        }
        for one in changed
    ]
    return _between(query, rows, later, earlier)


def cells(query: ApiQuery) -> ResultPage:
    """The cells that differ between two revisions in their state or their number of passages, in the scope."""
    later, earlier = _revisions(query)
    rows = cell_changes(later, earlier, query.scope)
    return _between(query, rows, later, earlier, CELL_CHANGES)


def reports(query: ApiQuery) -> ResultPage:
    """What States report in the later revision and not in the earlier, or not any more, and what was recoded or
    corrected.
    """
    later, earlier = _revisions(query)
    rows = report_changes(later, earlier, query.scope, staff=False)
    return _between(query, rows, later, earlier, REPORT_CHANGES, "changes")


def meetings(query: ApiQuery) -> ResultPage:
    """What States reported at one of two meetings, or at both: give `meeting` twice. What is not held says nothing.

    Raises RequestRefused unless the scope names two.
    """
    chosen = [one for one in query.scope.meetings if one not in (ANY_MEETING, OUTSIDE_MEETINGS)]
    if len(chosen) != 2 or len(query.scope.meetings) != 2:
        raise unprocessable([_("Two meetings are compared: give “meeting” twice")])
    earlier, later = in_order(query.view, query.scope, chosen)
    rows = meeting_changes(query.view, query.scope, earlier, later)
    link = query.link("changes", meeting=chosen, instrument=query.scope.instrument)
    return page_of(rows, query, lambda _row: link, MEETING_CHANGES)


def _revisions(query: ApiQuery) -> tuple[View, View]:
    """The later and the earlier revision that are compared."""
    since, until = query.params.since, query.params.until or query.view.revision
    for number in (since, until):
        if number > query.latest:
            fault = _("There is no revision {number}; the latest is {latest}")
            raise unprocessable([fault.format(number=number, latest=query.latest)])
    if since >= until:
        fault = _("Revision {since} is not before revision {until}")
        raise unprocessable([fault.format(since=since, until=until)])
    return query.store.snapshot(until, query.audience), query.store.snapshot(since, query.audience)


def _between(
    query: ApiQuery, rows: Rows, later: View, earlier: View, columns: Sequence[Column] = (), screen: str = "history"
) -> ResultPage:
    link = query.link(screen, since=earlier.revision, until=later.revision)
    return page_of(rows, replace(query, words=vocabulary(later)), lambda _row: link, columns)


def _unnamed(record: Row | None) -> Row | None:
    return {name: value for name, value in record.items() if name not in NAMES} if record else None
