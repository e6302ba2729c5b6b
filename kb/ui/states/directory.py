"""The directory of States: how each stands, those most concerned first."""

from collections import Counter
from dataclasses import replace

import streamlit as st

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Affected, Cell, PartyStatus, Scope
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR, counted
from kb.questions import Row, Rows, columns, records
from kb.questions.looks import state_standing
from kb.questions.overview import overview_states
from kb.questions.states import state_directory, state_listings
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column
from kb.ui import frame, linked, location
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address, element, link
from kb.ui.states.record import is_missing
from kb.ui.templates import render

COMPARED = 4
BOX = "find-state"
DIRECTORY = (
    *state_directory.columns,
    Column("stands", _("How it stands"), meaning=_("By its own words, as said or as others report them.")),
    columns.count("bound", _("Actions addressed to it"), columns.PROVISIONS, _("Those whose text is known.")),
    columns.count("reported", _("Actions reported on"), columns.PROVISIONS, _("Those on which it reported.")),
    columns.count("reported_bound", _("Of those addressed to it"), columns.PROVISIONS, _("Those that bind it.")),
    columns.count(
        "spoke", _("Spoke, text not found"), _("times"), _("How often it spoke and we do not have the text.")
    ),
    columns.truth("seen", _("Seen"), _("Whether it was seen at a meeting and is not known to have spoken.")),
    columns.truth("chaired", _("Spoke as Coordinator"), _("Whether it spoke as Coordinator or chair.")),
)
SHOWN = ("name", "stands", "reported_bound", "bound", "status_label", "affected_label", "regional_group_label")
# Who is most concerned comes first.
STATUSES = [status.value for status in PartyStatus]
VICTIMS = [Affected.YES, Affected.UNKNOWN, Affected.NO]


@cached
def rows(view: View, scope: Scope) -> Rows:
    """The States of the scope, each with how it stands and where it is known to have spoken or been."""
    standing = {row["state"]: row for row in records(state_standing(view, scope))}
    nothing = {"standing": None, "only_as_coordinator": False, "bound": 0, "reported": 0, "reported_bound": 0}
    listed = state_listings.rows(view, replace(scope, states=()), state=None)
    missing = Counter(row["state"] for row in listed if is_missing(row))
    here = [row for row in listed if row["in_scope"]]
    chairs = {row["state"] for row in here if row["as_coordinator"]}
    seen = {row["state"] for row in here} - chairs - {row["state"] for row in here if row["spoke"]}
    found = (
        {
            **nothing,
            **standing.get(row["state"], {}),
            **row,
            "spoke": missing[row["state"]],
            "seen": row["state"] in seen,
            "chaired": row["state"] in chairs,
        }
        for row in state_directory.rows(view, scope)
    )
    every = [{**row, "stands": _stands(row)} for row in found]
    return sorted(every, key=lambda row: (STATUSES.index(row["status"]), VICTIMS.index(row["affected"])))


@cached
def directory(view: View, scope: Scope) -> Listing:
    """The States of the scope, each opening its page."""
    words, query = vocabulary(view), filters.query(scope)
    unit = words.unit(scope.instrument)
    found = rows(view, scope)
    return Listing(
        labelled_table(_("States"), DIRECTORY, found, vocabulary(view)),
        SHOWN,
        tuple(address("states", {**query, "state": row["state"]}) for row in found),
        {
            "reported_bound": _("Reported on"),
            "bound": _("Of {unit}s").format(unit=unit),
            "status_label": _("Convention"),
        },
        most=None,
    )


@cached
def finding(view: View, scope: Scope) -> str:
    """How many of the States of the scope were heard, and how many of the affected ones."""
    found = rows(view, scope)
    if not found:
        return _("No State fits your filters")
    heard = {row["state"] for row in overview_states.rows(view, scope) if row["heard"]}
    affected = {row["state"] for row in found if row["status"] == PartyStatus.PARTY and row["affected"] == Affected.YES}
    text = _("{number} of {states} were heard").format(number=len(heard), states=counted(len(found), "State"))
    if not affected or len(affected) == len(found):
        return text
    return f"{text}, {_('among them {number} of {n} affected').format(number=len(heard & affected), n=len(affected))}"


@cached
def note(view: View, scope: Scope) -> Html:
    """What to do where more States are chosen than can be compared, or none fits the filters."""
    too_many = len(scope.states) if len(scope.states) > COMPARED else 0
    is_empty = not rows(view, scope)
    return render(
        "states/directory.html", too_many=too_many, most=COMPARED, is_empty=is_empty, query=filters.query(scope)
    )


def find() -> None:
    """A box over all States; the one that is chosen is what the screen shows next. One's own has a link."""
    place = frame.here()
    words = place.words

    def chosen() -> None:
        location.change(state=st.session_state.pop(BOX), **{"with": None})

    st.selectbox(
        _("Find a State"),
        list(words.labels["state"]),
        index=None,
        format_func=lambda code: words.label("state", code),
        placeholder=_("Name of a State"),
        key=BOX,
        on_change=chosen,
        label_visibility="collapsed",
        width=400,
    )
    if my := place.my:
        linked.show(element("p", link(words.label("state", my), "states", place.query(state=my))), "my-state")


def _stands(row: Row) -> str:
    """How a State stands on all actions together, and where else it is known of."""
    cell = Cell(row["standing"]) if row["standing"] else None
    if row["contributions"] and cell in (None, Cell.NOT_ADDRESSED):
        texts = [_("● Spoke")]
    elif cell:
        texts = [f"{CELLS[cell].mark} {CELLS[cell].name}"]
    else:
        texts = [] if row["listed"] else [_("Never joined the Convention")]
    if row["contributions"] and row["second_hand"] == row["contributions"]:
        texts.append(_("second-hand"))
    if row["spoke"] and cell is not Cell.TEXT_NOT_HELD:
        texts.append(ngettext("spoke {n} time, text not found", "spoke {n} times, text not found", row["spoke"]).format(
            n=row["spoke"]))  # fmt: skip
    texts += [_("seen at a meeting")] if row["seen"] else []
    texts += [ONLY_AS_COORDINATOR] if row["chaired"] else []
    if row["elsewhere"]:
        texts.append(_("{contributions} elsewhere").format(contributions=counted(row["elsewhere"], "contribution")))
    return "; ".join(texts)
