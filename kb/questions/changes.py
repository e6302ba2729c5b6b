"""What changed in what States reported: between two meetings, or between two revisions of the knowledge base."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.changes import Correction, Turn
from kb.domain.model import Cell, Scope
from kb.questions import Row, scope_day
from kb.questions.columns import NAME, ONLY_AS_COORDINATOR, PASSAGES, PROVISION, STATE, count, truth
from kb.questions.history import Difference, cell_changes, concerning, differences, history_places, shown_cells
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column, Table

Record = Mapping[str, Any]

# What a report is, by what is known of the earlier meeting; by anything else nothing follows.
_AFTER: Mapping[str, Turn] = {Cell.SILENT: Turn.NEW, Cell.NO_CONTRIBUTION: Turn.FIRST}
# The tables of which a changed record makes a passage read or stand differently.
_CORRECTED, _RECODED = frozenset({"contribution", "passage"}), frozenset({"coding", "passage_theme"})

MEETING_CHANGES = (
    Column("change", _("Change"), meaning=_("How the later meeting stands to the earlier one."), codes="turn"),
    STATE,
    NAME,
    PROVISION,
    Column("earlier_meeting", _("Earlier meeting"), meaning=_("Code of the earlier meeting."), codes="meeting"),
    Column("later_meeting", _("Later meeting"), meaning=_("Code of the later meeting."), codes="meeting"),
    Column("earlier", _("At the earlier meeting"), meaning=_("The cell at the earlier meeting."), codes="cell"),
    Column("later", _("At the later meeting"), meaning=_("The cell at the later meeting."), codes="cell"),
    count("earlier_passages", _("Passages at the earlier meeting"), PASSAGES, _("The State's own on it, then.")),
    count(
        "later_passages", _("Passages at the later meeting"), PASSAGES, _("The State's own on it, at the later one.")
    ),
    truth("earlier_only_as_coordinator", _("Spoke only as Coordinator at the earlier"), ONLY_AS_COORDINATOR.meaning),
    truth("later_only_as_coordinator", _("Spoke only as Coordinator at the later"), ONLY_AS_COORDINATOR.meaning),
)
"""What States reported at one of two meetings, or at both: a row per State and provision."""

REPORT_CHANGES = (
    Column("change", _("Change"), meaning=_("What changed between the two revisions."), codes="correction"),
    STATE,
    NAME,
    replace(PROVISION, may_be_empty=True),
    Column(
        "passages",
        _("Passages (ids)"),
        meaning=_("Ids of the passages recoded or corrected, separated by spaces."),
        may_be_empty=True,
    ),
)
"""What States report otherwise in the later of two revisions: a row per State, provision and change."""


@dataclass(frozen=True)
class Turned:
    """A State and a provision on which it reported at one of two meetings, or at both: the cells, as in `coverage`."""

    turn: Turn
    state: str
    provision: str
    name: str
    position: int
    earlier: Record
    later: Record

    @property
    def cells(self) -> tuple[tuple[str, Record], ...]:
        """Both cells, each with when it was."""
        return ("earlier", self.earlier), ("later", self.later)


def between_meetings(view: View, scope: Scope, earlier: str, later: str) -> list[Turned]:
    """What States reported at one of two meetings, or at both, in the scope; by name of the State and provision.

    It is no longer mentioned only where the State's texts of the later meeting are held and coded: that none are known
    says nothing of the State. It is new where those of the earlier one are, and the first known where no contribution
    to the earlier one is. Else it is unknown.
    """
    before, after = (shown_cells(view, replace(scope, meetings=(meeting,))) for meeting in (earlier, later))
    changed = []
    for place in before.keys() & after.keys():
        then, now = before[place], after[place]
        turn = _turn(then["cell"], now["cell"])
        if turn:
            changed.append(Turned(turn, *place, now["name"], int(now["position"]), then, now))
    return sorted(changed, key=lambda one: (one.name, one.position))


def meeting_changes(view: View, scope: Scope, earlier: str, later: str) -> list[Row]:
    """The same as rows with the columns MEETING_CHANGES."""
    return [
        {
            "change": one.turn.value,
            "state": one.state,
            "name": one.name,
            "provision": one.provision,
            **{f"{when}_meeting": meeting for when, meeting in (("earlier", earlier), ("later", later))},
            **{when: cell["cell"] for when, cell in one.cells},
            **{f"{when}_passages": cell["passages"] for when, cell in one.cells},
            **{f"{when}_only_as_coordinator": cell["only_as_coordinator"] for when, cell in one.cells},
        }
        for one in between_meetings(view, scope, earlier, later)
    ]


@cached
def meeting_table(view: View, scope: Scope, earlier: str, later: str) -> Table:
    """The same as a table for files."""
    words = vocabulary(view)
    caption = _("From {earlier} to {later}").format(
        earlier=words.label("meeting", earlier), later=words.label("meeting", later)
    )
    return labelled_table(caption, MEETING_CHANGES, meeting_changes(view, scope, earlier, later), words)


def in_order(view: View, scope: Scope, meetings: Iterable[str]) -> list[str]:
    """Meetings in the order of the days on which they ended, as far as the knowledge base knows."""
    whenever = replace(scope, since=None, until=None)
    return sorted(meetings, key=lambda one: (scope_day(view, replace(whenever, meetings=(one,))), one))


def report_changes(later: View, earlier: View, scope: Scope, *, staff: bool) -> list[Row]:
    """What differs between two views of the same audience, per State and provision of the scope: REPORT_CHANGES."""
    names, order = vocabulary(later).labels["state"], list(Correction)
    rows: list[Row] = []

    def add(kind: Correction, state: str, provision: str | None, passages: Iterable[str] = ()) -> None:
        row = {"change": kind.value, "state": state, "name": names.get(state, state), "provision": provision}
        rows.append({**row, "passages": " ".join(sorted(passages)) or None})

    for cell in cell_changes(later, earlier, scope):
        if Cell.REPORTED in (cell["before"], cell["after"]) and cell["before"] != cell["after"]:
            kind = Correction.REPORTED if cell["after"] == Cell.REPORTED else Correction.NO_LONGER
            add(kind, cell["state"], cell["provision"])
    changed = concerning(differences(later, earlier, staff=staff), (later, earlier), scope.states, scope.provisions)
    for kind, tables in ((Correction.RECODED, _RECODED), (Correction.CORRECTED, _CORRECTED)):
        some = [one for one in changed if one.table in tables]
        for (state, provision), passages in _of_passages(some, later, earlier).items():
            add(kind, state, provision, passages)
    return sorted(rows, key=lambda row: (order.index(row["change"]), row["state"], row["provision"] or ""))


@cached
def revision_table(later: View, earlier: View, scope: Scope, staff: bool) -> Table:
    """The same as a table for files."""
    caption = _("From revision {since} to {until}: what is reported").format(
        since=earlier.revision, until=later.revision
    )
    rows = report_changes(later, earlier, scope, staff=staff)
    return labelled_table(caption, REPORT_CHANGES, rows, vocabulary(later))


def _of_passages(
    changed: Sequence[Difference], later: View, earlier: View
) -> Mapping[tuple[str, str | None], set[str]]:
    """Per State and provision the published passages that are among what changed, of contributions held before."""
    was, passages = _places(earlier), _places(later)
    names = {
        str(one.record[key]) for one in changed for key in ("passage", "contribution", "id") if one.record.get(key)
    }
    by_place: dict[tuple[str, str | None], set[str]] = {}
    for passage, row in passages.items():
        # What was handed in, or published, in between is new and not corrected.
        if passage in was and names & {passage, row["contribution"]}:
            for state in filter(None, row["states"]):
                for provision in row["provisions"] or [None]:
                    by_place.setdefault((state, provision), set()).add(passage)
    return by_place


def _places(view: View) -> dict[str, Record]:
    return {row["passage"]: row for row in history_places(view) if row["passage"] and row["status"] == "published"}


def _turn(then: str, now: str) -> Turn | None:
    if Cell.REPORTED not in (then, now):
        return None
    if then == now:
        return Turn.STILL
    if then == Cell.REPORTED:
        return Turn.NO_LONGER if now == Cell.SILENT else Turn.UNKNOWN
    return _AFTER.get(then, Turn.UNKNOWN)
