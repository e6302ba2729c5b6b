"""The screen What changed: what States newly reported and what is no longer there, a line each, and what opens it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.changes import CORRECTIONS, TURNS, CorrectionWords, TurnWords
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, Cell, Scope
from kb.domain.words import CELLS, cell_name, counted
from kb.questions import Row, scope_day
from kb.questions.changes import (
    MEETING_CHANGES,
    Turned,
    between_meetings,
    in_order,
    meeting_changes,
    meeting_table,
    report_changes,
    revision_table,
)
from kb.questions.looks import meeting_coverage
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, Query, address, choices, passage_address, render
from kb.ui.overview import any_reported

CELLS_SAID = (
    Column("then", _("Then"), meaning=_("The State’s record at the earlier meeting.")),
    Column("now", _("Later"), meaning=_("The State’s record at the later meeting.")),
)


@cached
def pair(view: View, scope: Scope) -> tuple[str, str] | None:
    """The two meetings compared, the earlier first: those chosen, or the one chosen and that before it, or the latest.

    Of those not chosen only meetings count at which States reported. None where there are no such two.
    """
    chosen = [one for one in scope.meetings if one not in (ANY_MEETING, OUTSIDE_MEETINGS)]
    if len(chosen) != len(scope.meetings) or len(chosen) > 2:
        return None
    if len(chosen) < 2:
        at_each = meeting_coverage.rows(view, replace(scope, meetings=()))
        held = [row["meeting"] for row in at_each if any_reported(row)]
        end = held.index(chosen[0]) + 1 if chosen and chosen[0] in held else 0 if chosen else len(held)
        chosen = held[:end][-2:]
    if len(chosen) != 2:
        return None
    earlier, later = in_order(view, scope, chosen)
    return earlier, later


@cached
def of_meetings(view: View, scope: Scope) -> Page:
    """What changed from one meeting to another, or what to do where no two can be compared."""
    compared, query = pair(view, scope), filters.query(scope)
    if compared is None:
        html = render("changes/choose.html", chosen=len(scope.meetings), query=query)
        return Page(_("Choose two meetings to compare"), (html,))
    words = vocabulary(view)
    found = between_meetings(view, scope, *compared)
    is_chosen = len(scope.meetings) == len(compared)
    number = Counter(one.turn for one in found)
    names = [words.label("meeting", one) for one in compared]
    both = replace(scope, meetings=compared)
    parts = [f"{number[turn]} {said.short}" for turn, said in TURNS.items() if number[turn]]
    meanings = _meanings(TURNS, [one.turn for one in found], is_chosen=is_chosen)
    return Page(
        f"{counted(len(found), 'report')}: {', '.join(parts)}" if found else _("No State reported at either meeting"),
        (_listed(view, scope, found, compared) if found else None, meanings),
        (meeting_table(view, scope, *compared),),
        _("From {earlier} to {later}.").format(earlier=names[0], later=names[1]) if is_chosen else "",
        # Two meetings that nobody chose stand in no filter.
        None if is_chosen else filters.sentence(both, words, scope_day(view, both)),
    )


def _listed(view: View, scope: Scope, found: Sequence[Turned], compared: tuple[str, str]) -> Listing:
    """A line a State and action, kind by kind; each opens the passages of the later meeting, or of the earlier."""
    order, rows = list(TURNS), meeting_changes(view, scope, *compared)
    lines = [
        (one, {**row, "then": _cell(one.earlier), "now": _cell(one.later)})
        for one, row in sorted(zip(found, rows, strict=True), key=lambda line: order.index(line[0].turn))
    ]
    columns = (*MEETING_CHANGES, *CELLS_SAID)
    return Listing(
        labelled_table(_("What changed"), columns, [row for _one, row in lines], vocabulary(view)),
        ("name", "change_label", "provision_label", "then", "now"),
        tuple(_opens(one, compared, filters.query(scope)) for one, _row in lines),
        title="",
    )


def _opens(one: Turned, compared: tuple[str, str], query: Query) -> str:
    meeting = compared[1] if one.later["cell"] == Cell.REPORTED else compared[0]
    return address("coverage", {**query, "meeting": [meeting], "cell": f"{one.state}.{one.provision}"})


def _cell(cell: Row) -> str:
    """A cell in a mark and words."""
    text = f"{CELLS[Cell(cell['cell'])].mark} {cell_name(cell)}"
    if cell["cell"] != Cell.REPORTED:
        return text
    second = f"; {_('second-hand')}" if cell["second_hand"] == cell["passages"] else ""
    return f"{text}: {counted(int(cell['passages']), 'passage')}{second}"


@cached
def of_revisions(later: View, earlier: View, scope: Scope, staff: bool) -> Page:
    """What changed in what is reported between two revisions."""
    rows = report_changes(later, earlier, scope, staff=staff)
    query = {key: value for key, value in filters.query(scope).items() if key != "rev"}
    every = {"since": earlier.revision, "until": later.revision}
    table = revision_table(later, earlier, scope, staff)
    opens = tuple(_place(row, query) for row in rows)
    columns = ("name", "change_label", "provision_label", "passages")
    labels = {"passages": _("Passages")}
    return Page(
        _("{changes} in what is reported").format(changes=counted(len(rows), "change")),
        (
            Listing(table, columns, opens, labels, title="") if rows else None,
            _meanings(CORRECTIONS, [row["change"] for row in rows]),
            render("changes/records.html", is_empty=not rows, every=every),
        ),
        (table,),
        _("From revision {earlier} to {later}.").format(earlier=earlier.revision, later=later.revision),
    )


def _place(row: Row, query: Query) -> str:
    """The first of the passages concerned; without any the cell as it is now."""
    if not row["passages"]:
        return address("coverage", {**query, "cell": f"{row['state']}.{row['provision']}"})
    return passage_address(row["passages"].split()[0])


def refused(why: str, query: Query, latest: int) -> Page:
    """Why two revisions cannot be compared, and the way on; `latest` is the number of the latest."""
    html = render("changes/refused.html", why=why, query=query, is_only=latest == 1)
    return Page(_("These revisions cannot be compared"), (html,))


def choice(query: Query, latest: int, *, by_revision: bool) -> Html:
    """The way between the two comparisons; none while there is only one revision."""
    if latest == 1 and not by_revision:
        return Html()
    plain = {key: value for key, value in query.items() if key != "rev"}
    pair = {**plain, "since": max(latest - 1, 1), "until": latest}
    ways = (
        (_("Between two meetings"), address("changes", plain), not by_revision),
        (_("Between two revisions"), address("changes", pair), by_revision),
    )
    return choices(ways, _("What is compared"))


def _meanings(
    kinds: Mapping[Any, TurnWords | CorrectionWords], found: Iterable[object], *, is_chosen: bool = True
) -> Html:
    """What the kinds of change mean: those found, and those looked for and not found."""
    there = set(found)
    every = [(f"{said.mark} {said.name}", said.meaning, kind in there) for kind, said in kinds.items()]
    return render("changes/meanings.html", kinds=every, is_chosen=is_chosen)
