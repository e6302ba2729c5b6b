"""What changed, for a program: between two revisions, or between two meetings."""

import json

from kb.api.answering import Found, page_of
from kb.api.asking import Asked
from kb.api.questions import linked
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS
from kb.queries import Row, Rows
from kb.queries.changes import between_meetings, between_revisions, in_order
from kb.queries.history import cell_changes, concerning, differences
from kb.store import View

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
    rows = [
        {
            "state": one.state,
            "provision": one.provision,
            "before": one.before["cell"] if one.before else None,
            "after": one.after["cell"] if one.after else None,
            "passages_before": one.before["passages"] if one.before else None,
            "passages_after": one.after["passages"] if one.after else None,
        }
        for one in cell_changes(later, earlier, asked.scope)
    ]
    return _between(asked, rows, later, earlier)


def reports(asked: Asked) -> Found:
    """What States report in the later of two revisions and not in the earlier, or not any more, or coded otherwise."""
    later, earlier = _compared(asked)
    rows = [
        {"change": one.kind.value, "state": one.state, "provision": one.provision, "passages": list(one.passages)}
        for one in between_revisions(later, earlier, asked.scope, staff=False)
    ]
    return _between(asked, rows, later, earlier, "changes")


def meetings(asked: Asked) -> Found:
    """What States reported at one of two meetings, or at both. Raises RequestRefused unless the scope names two."""
    chosen = [one for one in asked.scope.meetings if one not in (ANY_MEETING, OUTSIDE_MEETINGS)]
    if len(chosen) != 2 or len(asked.scope.meetings) != 2:
        raise asked.refuse("Two meetings are compared: give “meeting” twice.")
    earlier, later = in_order(asked.view, asked.scope, chosen)
    rows = [
        {
            "change": one.turn.value,
            "state": one.state,
            "name": one.name,
            "provision": one.provision,
            "earlier_meeting": earlier,
            "later_meeting": later,
            "earlier": one.earlier["cell"],
            "later": one.later["cell"],
            "earlier_passages": one.earlier["passages"],
            "later_passages": one.later["passages"],
            "earlier_only_as_coordinator": one.earlier["only_as_coordinator"],
            "later_only_as_coordinator": one.later["only_as_coordinator"],
        }
        for one in between_meetings(asked.view, asked.scope, earlier, later)
    ]
    link = asked.link("changes", meeting=chosen, instrument=asked.scope.instrument.value)
    return linked(page_of(rows, asked), lambda _row: link)


def _compared(asked: Asked) -> tuple[View, View]:
    since, until = asked.own["since"], asked.own["until"] or asked.view.revision
    unknown_one = next((one for one in (since, until) if one > asked.latest), None)
    if unknown_one is not None:
        raise asked.refuse(f"There is no revision {unknown_one}; the latest is {asked.latest}.")
    if since >= until:
        raise asked.refuse(f"Revision {since} is not before revision {until}.")
    return asked.store.at(until, asked.audience), asked.store.at(since, asked.audience)


def _between(asked: Asked, rows: Rows, later: View, earlier: View, screen: str = "history") -> Found:
    link = asked.link(screen, since=earlier.revision, until=later.revision)
    return linked(page_of(rows, asked), lambda _row: link)


def _unnamed(record: Row | None) -> Row | None:
    return {name: value for name, value in record.items() if name not in NAMES} if record else None
