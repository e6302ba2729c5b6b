"""The window with what is behind a State and an action, over whichever screen shows a mark for it."""

from functools import partial

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.outcomes import Done
from kb.ui import blocks, frame
from kb.ui.coverage import cells
from kb.ui.elements import change
from kb.ui.frame import Here
from kb.workflow.gaps import Evidence, record_look
from kb.workflow.permission import Operation


def show(cell: str | None) -> None:
    """Open the window if the address names a cell, such as `LAO.VAP-23`."""
    place = frame.here()
    named = place.words.cell(cell)
    if named:
        state, provision = named
        title = f"{place.words.label('state', state)}: {place.words.label('provision', provision)}"
        may_look = place.view.is_latest and place.actor.may(Operation.CODE)
        near = cells.near_to(place.view, place.scope, state, provision) if may_look else None
        below = partial(_look, place, state, provision, near) if near else None
        blocks.window(title, cells.behind(place.view, place.scope, state, provision), leaves="cell", below=below)


def _look(place: Here, state: str, provision: str, near: Evidence) -> None:
    """The button with which somebody says that these passages are not on the provision, unless somebody did."""
    change.say_what_was_done()
    if not near.looked and st.button(
        _("I looked: none of these is on it"), key=change.key("looked", (state, provision))
    ):
        change.carry_out(lambda: record_look(place.store, place.actor, state, provision, near.nearest), Done.LOOKED)
