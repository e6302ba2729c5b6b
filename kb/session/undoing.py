"""Which moves of a log are undone. An undo names a move by its number; nothing is read from words."""

from collections.abc import Callable, Mapping, Sequence

from kb.session.moves import Kind, Step
from kb.session.state import Reason

# What cannot be undone: there would be no session, or the knowledge base has what came of it.
FOR_GOOD = frozenset({Kind.PROGRAMME, Kind.RECORDED})
Numbers = frozenset[int]
# The numbers of these moves, other than those undone, that are carried out.
CarriedOut = Callable[[Sequence[Step], Numbers], Numbers]


def undoing(steps: Sequence[Step], carried_out: CarriedOut) -> tuple[Numbers, Mapping[int, Reason]]:
    """The numbers of the moves that are undone in the end, and why an undo was refused, by its number.

    Each undo is settled once, from what came before it, so that any log is settled in finite time: one that names
    itself, a later move, or nothing, is refused. Undoing an undo puts back what it had undone, and undoing that takes
    it back again: `settled` keeps for each undo the move it comes down to, and whether it takes that back.
    """
    undone: Numbers = frozenset()
    refused: dict[int, Reason] = {}
    kinds: dict[int, Kind | None] = {}
    moves: list[Step] = []
    settled: dict[int, tuple[int, bool]] = {}
    # Results of `carried_out` for the present moves: those who undo and put back ask for the same again.
    known: dict[Numbers, Numbers] = {}

    def others(without: Numbers, moved: int) -> Numbers:
        """The moves that are carried out, other than this one."""
        if without not in known:
            known[without] = carried_out(moves, without)
        return known[without] - {moved}

    for step in steps:
        number = step.entry.number
        if step.kind is not Kind.UNDO:
            moves.append(step)
            known.clear()
        else:
            target = step.content["number"]
            moved, was_taken_back = settled.get(target, (target, False))
            wanted = undone ^ {moved}
            if kinds.get(target) is None or kinds[target] in FOR_GOOD or target in refused:
                refused[number] = Reason.NOTHING_TO_UNDO
            elif (moved in undone) != was_taken_back:
                refused[number] = Reason.PUT_BACK_ALREADY if was_taken_back else Reason.UNDONE_ALREADY
            elif others(undone, moved) != others(wanted, moved):
                refused[number] = Reason.RESTED_ON
            else:
                undone, settled[number] = wanted, (moved, not was_taken_back)
        kinds[number] = step.kind
    return undone, refused
