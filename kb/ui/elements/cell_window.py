"""The window with what is behind a State and an action, over whichever screen shows a mark for it."""

from kb.ui import blocks, frame
from kb.ui.coverage import cells


def show(cell: str | None) -> None:
    """Open the window if the address names a cell, such as `LAO.VAP-23`."""
    place = frame.here()
    named = place.words.cell(cell)
    if named:
        state, provision = named
        title = f"{place.words.label('state', state)}: {place.words.label('provision', provision)}"
        blocks.window(title, cells.behind(place.view, place.scope, state, provision), leaves="cell")
