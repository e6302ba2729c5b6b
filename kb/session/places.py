"""Where somebody who is added comes on the list of a part."""

from collections.abc import Mapping, Sequence

from kb.session.state import Slot, Standing

# What comes after all statements of a part; a right of reply is in the log under either name.
_LAST = frozenset({"closing", "right of reply", "reply"})


def position(order: Sequence[str], slots: Mapping[str, Slot], kind: str) -> int:
    """The position on a list (codes in order) of a new speaker of this kind.

    A closing or a right of reply comes last; anybody else before the closing and the replies that still wait, unless
    somebody else who waits was put after these.
    """
    at = len(order)
    if kind in _LAST:
        return at
    for position_, code in reversed(list(enumerate(order))):
        if slots[code].standing is Standing.WAITING:
            if slots[code].kind not in _LAST:
                break
            at = position_
    return at
