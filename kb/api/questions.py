"""From a request that was understood to its rows: the questions that the screens ask too."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from kb import filters
from kb.api.answering import Found, page_of
from kb.api.asking import Asked
from kb.api.problems import unknown
from kb.history import cell_changes, concerning, differences
from kb.model import InstrumentId, Scope
from kb.queries import Row, Rows, rates, records, rows_in
from kb.queries.api import api_meetings
from kb.queries.provisions import provision_text
from kb.queries.states import state_directory, state_profile
from kb.store import View

# A speaker may be named as a person; which State or organisation spoke stands in other columns.
NAMES = frozenset({"speaker"})


def states(asked: Asked) -> Found:
    """The States of the scope, by name."""
    found = page_of(state_directory(asked.view, asked.scope), asked)
    return _linked(found, lambda row: asked.link("states", state=row["state"]))


def state(asked: Asked) -> Row:
    """One State. Raises Refused for a code that is not known."""
    row = state_profile(asked.view, asked.scope, asked.named)
    if row is None:
        raise unknown("State", asked.named, asked.view.revision)
    return {**row, "link": asked.link("states", state=row["state"])}


def provisions(asked: Asked) -> Found:
    """The provisions of the scope, in reading order, each with its rate."""
    return page_of(_provisions(asked, asked.scope), asked)


def provision(asked: Asked) -> Row:
    """One provision, of whichever instrument. Raises Refused for an id that is not known."""
    instrument = asked.words.groups["provision"].get(asked.named)
    if instrument not in list(InstrumentId):
        raise unknown("provision", asked.named, asked.view.revision)
    scope = replace(asked.scope, instrument=InstrumentId(instrument), provisions=(asked.named,))
    return _provisions(asked, scope)[0]


def _provisions(asked: Asked, scope: Scope) -> list[Row]:
    reported = {row["provision"]: row for row in records(rates(asked.view, scope))}
    return [
        {
            **row,
            **reported[row["id"]],
            "link": asked.link("actions", instrument=row["instrument"], read=row["id"]),
        }
        for row in provision_text(asked.view)
        if row["id"] in reported
    ]


def coverage(asked: Asked) -> Found:
    """The record of every State on every provision of the scope."""
    return _cells(asked, _asked_page_by_page(asked.view, "coverage", asked.scope))


def gaps(asked: Asked) -> Found:
    """Where nothing is reported on a provision that binds a State, or may, and why."""
    why = asked.own["why"]
    rows = _asked_page_by_page(asked.view, "gaps", asked.scope)
    return _cells(asked, [row for row in rows if why in (None, row["cell"])])


def meetings(asked: Asked) -> Found:
    """The meetings of the scope, oldest first."""
    found = page_of(api_meetings(asked.view, asked.scope), asked)
    return _linked(found, lambda row: asked.link("contributions", meeting=row["meeting"]))


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


def changed_cells(asked: Asked) -> Found:
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


def _compared(asked: Asked) -> tuple[View, View]:
    since, until = asked.own["since"], asked.own["until"] or asked.view.revision
    unknown_one = next((one for one in (since, until) if one > asked.latest), None)
    if unknown_one is not None:
        raise asked.refuse(f"There is no revision {unknown_one}; the latest is {asked.latest}.")
    if since >= until:
        raise asked.refuse(f"Revision {since} is not before revision {until}.")
    return asked.store.at(until, asked.audience), asked.store.at(since, asked.audience)


def _between(asked: Asked, rows: Rows, later: View, earlier: View) -> Found:
    link = asked.link("history", since=earlier.revision, until=later.revision)
    return _linked(page_of(rows, asked), lambda _row: link)


def _unnamed(record: Row | None) -> Row | None:
    return {name: value for name, value in record.items() if name not in NAMES} if record else None


@lru_cache(maxsize=4)
def _asked_page_by_page(view: View, name: str, scope: Scope) -> Rows:
    """All rows of a question, for whoever walks through its pages; a revision never changes."""
    return rows_in(view, name, scope)


def _cells(asked: Asked, rows: Rows) -> Found:
    query = filters.query(replace(asked.scope, revision=None))
    return _linked(
        page_of(rows, asked),
        lambda row: asked.link("coverage", **query, cell=f"{row['state']}.{row['provision']}"),
    )


def _linked(found: Found, link: Callable[[Row], str]) -> Found:
    return Found([{**row, "link": link(row)} for row in found.rows], found.total)
