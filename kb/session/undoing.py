"""Which moves of a log are undone. An undo names a move by its number; nothing is read from words."""

from collections.abc import Callable, Sequence

from kb.session.moves import Kind
from kb.session.shapes import Step
from kb.session.state import Reason

# What cannot be undone: there would be no session, or the knowledge base has what came of it.
FOR_GOOD = frozenset({Kind.PROGRAMME, Kind.RECORDED})
Numbers = frozenset[int]
# The numbers of these moves, other than those undone, that are carried out.
CarriedOut = Callable[[Sequence[Step], Numbers], Numbers]


class Undoing:
    """The moves undone after all entries taken so far, and why an undo was refused, by its number.

    Each undo is settled once, from what came before it, so that any log is settled in finite time: one that names
    itself, a later move, or nothing, is refused. Undoing an undo puts back what it had undone, and undoing that takes
    it back again: `_settled` keeps for each undo the move it comes down to, and whether it takes that back.
    """

    def __init__(self, carried_out: CarriedOut) -> None:
        self.undone: Numbers = frozenset()
        self.refused: dict[int, Reason] = {}
        self._carried_out = carried_out
        self._kinds: dict[int, Kind | None] = {}
        self._moves: list[Step] = []
        self._settled: dict[int, tuple[int, bool]] = {}
        # Results of `carried_out` for the present moves: those who undo and put back ask for the same again.
        self._known: dict[Numbers, Numbers] = {}

    def take(self, step: Step) -> None:
        """Take the next move of the log."""
        number = step.entry.number
        if step.kind is Kind.UNDO:
            reason = self._undo(number, step.content["number"])
            if reason:
                self.refused[number] = reason
        else:
            self._moves.append(step)
            self._known.clear()
        self._kinds[number] = step.kind

    def _undo(self, number: int, target: int) -> Reason | None:
        kind = self._kinds.get(target)
        if kind is None or kind in FOR_GOOD or target in self.refused:
            return Reason.NOTHING_TO_UNDO
        moved, was_taken_back = self._settled.get(target, (target, False))
        takes_back = not was_taken_back
        if (moved in self.undone) == takes_back:
            return Reason.UNDONE_ALREADY if takes_back else Reason.PUT_BACK_ALREADY
        wanted = self.undone ^ {moved}
        if self._others(self.undone, moved) != self._others(wanted, moved):
            return Reason.RESTED_ON
        self.undone = wanted
        self._settled[number] = (moved, takes_back)
        return None

    def _others(self, undone: Numbers, moved: int) -> Numbers:
        """The moves that are carried out, other than this one."""
        if undone not in self._known:
            self._known[undone] = self._carried_out(self._moves, undone)
        return self._known[undone] - {moved}
