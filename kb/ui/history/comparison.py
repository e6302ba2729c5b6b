"""What differs between two revisions, as one audience may see it: records, then cells of the coverage."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.cache import cached
from kb.db import Store, View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Audience, Scope
from kb.domain.words import counted
from kb.errors import RevisionUnknown
from kb.questions.history import (
    CELL_CHANGES,
    Difference,
    cell_changes,
    concerning,
    differences,
    history_places,
    touched,
)
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Table
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.history.record_words import counts, shown_as, withheld
from kb.ui.markup import Html, address
from kb.ui.templates import render
from kb.workflow.permission import Operation

MOST = 100
CELLS = ("name", "provision_label", "before_label", "passages_before", "after_label", "passages_after")


@dataclass(frozen=True)
class Comparison:
    """What changed from one revision to another: in a sentence, record by record, and in the coverage."""

    finding: str
    html: Html
    cells: Listing


def chosen(place: Here) -> tuple[int, int]:
    """The revisions that the address compares; without any, the one shown and the one before."""
    until = int(place.first("until") or place.view.revision)
    return int(place.first("since") or max(until - 1, 1)), until


def compared(place: Here) -> Comparison | None:
    """What the address compares; None where it compares nothing. Raises RevisionUnknown."""
    if place.first("since") is None and place.first("until") is None:
        return None
    manages = place.actor.may(Operation.MANAGE_PEOPLE)
    return between(place.store, place.audience, place.scope, *chosen(place), manages)


def refused(store: Store, since: int, until: int) -> str | None:
    """Why two revisions cannot be compared, in a sentence; None if they can."""
    latest = store.revision()
    unknown = next((one for one in (until, since) if not 0 < one <= latest), None)
    if unknown is not None:
        return f"There is no revision {unknown}; there are revisions 1 to {latest}. Choose two of them."
    if since >= until:
        return f"Revision {since} is not before revision {until}. Choose an earlier and a later one."
    return None


def between(
    store: Store, audience: Audience, scope: Scope, since: int, until: int, manages_people: bool = False
) -> Comparison:
    """All that changed from one revision to another, as far as the audience may see it."""
    why = refused(store, since, until)
    if why:
        raise RevisionUnknown(why)
    later, earlier = store.snapshot(until, audience), store.snapshot(since, audience)
    return _between(_before_the_undone(store, audience, since, until), later, earlier, scope, audience, manages_people)


def _before_the_undone(store: Store, audience: Audience, since: int, until: int) -> View | None:
    """The knowledge base before what the one revision between these two undid; None if it undid nothing."""
    if until - since != 1:
        return None
    undone = next(row["undoes"] for row in store.revisions() if row["number"] == until)
    return store.snapshot(undone - 1, audience) if undone and undone > 1 else None


@cached
def seen_changes(later: View, earlier: View, staff: bool) -> tuple[Difference, ...]:
    """The records that differ between two views."""
    return tuple(differences(later, earlier, staff=staff))


@cached
def touched_revisions(latest: View, staff: bool) -> frozenset[int]:
    """The revisions that may have changed something that the audience sees."""
    return touched(latest, staff=staff)


@cached
def changed_cells(later: View, earlier: View, scope: Scope) -> Table:
    """The cells of the coverage that differ between two views of the same audience."""
    caption = f"Cells that changed from revision {earlier.revision} to {later.revision}"
    return labelled_table(caption, CELL_CHANGES, cell_changes(later, earlier, scope), vocabulary(later))


@cached
def _between(
    undone: View | None, later: View, earlier: View, scope: Scope, audience: Audience, manages_people: bool
) -> Comparison:
    words, staff = vocabulary(later), audience is Audience.STAFF
    found = concerning(seen_changes(later, earlier, staff), (later, earlier), scope.states, scope.provisions)
    still = {(one.table, one.key) for one in seen_changes(later, undone, staff)} if undone else set()
    plain = [one for one in found if not withheld(one, manages_people)]
    restored = {(one.table, one.key) for one in plain if undone and (one.table, one.key) not in still and one.after}
    read = _readable(later)
    html = render(
        "history.html",
        earlier=earlier.revision,
        later=later.revision,
        about=", ".join(
            [words.label("state", one) for one in scope.states]
            + [words.label("provision", one) for one in scope.provisions]
        ),
        counts=counts(plain),
        records=[shown_as(one, words, read, (one.table, one.key) in restored) for one in plain[:MOST]],
        more=len(plain) - MOST,
        only_counted=counts(one for one in found if withheld(one, manages_people)),
        query={**filters.query(scope), "rev": later.revision},
    )
    cells = _cells(changed_cells(later, earlier, scope), scope)
    numbers = {"records": counted(len(found), "record"), "cells": counted(len(cells.table.rows), "cell")}
    if later.revision - earlier.revision == 1:
        finding = _("Revision {later} changed {records} and {cells}")
    else:
        finding = _("Revisions {first} to {later} changed {records} and {cells}")
    finding = finding.format(first=earlier.revision + 1, later=later.revision, **numbers)
    return Comparison(finding, html, cells)


def _readable(view: View) -> Mapping[str, Mapping[str, object]]:
    """Where a published contribution or passage can be read, by its id: keys of the address."""
    return {
        id_: {"contribution": row["contribution"]}
        | ({"passage": id_.rpartition(".")[2]} if id_ == row["passage"] else {})
        for row in history_places(view)
        if row["status"] == "published"
        for id_ in (row["contribution"], row["passage"])
        if id_
    }


def _cells(table: Table, scope: Scope) -> Listing:
    """The cells that changed, each opening its window as it is now."""
    query = {key: value for key, value in filters.query(scope).items() if key != "rev"}
    state, provision = table.keys.index("state"), table.keys.index("provision")
    opens = tuple(address("coverage", {**query, "cell": f"{row[state]}.{row[provision]}"}) for row in table.rows)
    number = len(table.rows)
    title = ngettext("{number} cell of Coverage changed", "{number} cells of Coverage changed", number)
    return Listing(table, CELLS, opens, title=title.format(number=number))
