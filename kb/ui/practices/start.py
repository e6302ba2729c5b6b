"""The beginning of Good practice: choosing my State, and what affected States lack or find hard."""

from dataclasses import replace

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Affected, PartyStatus, Scope
from kb.domain.words import counted
from kb.questions.columns import NAME, PASSAGES, PROVISIONS, STATE, count
from kb.questions.overview import overview_states
from kb.questions.states import state_directory
from kb.questions.vocabulary import vocabulary
from kb.tables import Table
from kb.ui import choose
from kb.ui.elements.listing import Listing, Page
from kb.ui.frame import Here
from kb.ui.markup import address, render
from kb.ui.practices.found import counts, needs_scope

COLUMNS = (
    STATE,
    NAME,
    count("challenges", _("Challenges"), PASSAGES, _("Its own passages assessed as challenge.")),
    count("gaps", _("Gaps"), PROVISIONS, _("Actions and articles addressed to it, or maybe, without a report of it.")),
)


def my_state(named: str | None, scope: Scope) -> str | None:
    """The code of my State: the one that the address names, else the only one in the filter."""
    return named or (scope.states[0] if len(scope.states) == 1 else None)


def choose_state(place: Here, my: str | None) -> None:
    """A box with my State, which changes the address.

    A provision that is looked at stays; a challenge is the State's that was chosen before.
    """
    need = place.first("need")
    kept = {"need": need if need in place.words.labels["provision"] else None, "page": None, "at": None}
    choose.to_address(
        _("My State"),
        place.words.labels["state"],
        my,
        lambda code: {**kept, "my": code},
        placeholder=_("Choose the State whose needs you look from"),
        key="my-state",
    )


@cached
def affected_states(view: View, scope: Scope) -> tuple[str, ...]:
    """The States Parties with victims, by name."""
    rows = overview_states.rows(view, replace(needs_scope(scope, ""), states=()))
    return tuple(row["state"] for row in rows if row["status"] == PartyStatus.PARTY and row["affected"] == Affected.YES)


@cached
def start(view: View, scope: Scope, brief: tuple[str, ...]) -> Page:
    """The affected States with their challenges and gaps, or those that the filters choose; all States for files."""
    words, numbers = vocabulary(view), counts(view, scope)
    query = {**filters.query(scope), **({"brief": brief} if brief else {})}
    every = sorted(numbers, key=lambda state: (-numbers[state][0], -numbers[state][1], words.label("state", state)))
    chosen = [row["state"] for row in state_directory.rows(view, scope)] if scope.limits_states else None
    among = affected_states(view, scope) if chosen is None else chosen
    first = [state for state in every if state in among]

    def table(caption: str, states: list[str]) -> Table:
        rows = (
            {"state": one, "name": words.label("state", one), "challenges": numbers[one][0], "gaps": numbers[one][1]}
            for one in states
        )
        return Table.declared(caption, COLUMNS, rows)

    def to(state: str) -> str:
        return address("practices", {**query, "my": state})

    number = counted(len(among), "affected State" if chosen is None else "State")
    lacking, named = (sum(numbers[one][place] > 0 for one in first) for place in (1, 0))
    near = render(
        "practices/start.html",
        near=[(words.label("state", one), to(one)) for one in scope.states],
        number=len(every if chosen is None else first),
    )
    caption = _("Affected States to begin with") if chosen is None else _("States to begin with")
    return Page(
        _("{some} of {all} have gaps, {named} named challenges").format(some=lacking, all=number, named=named),
        (near, Listing(table(caption, first), ("name", "challenges", "gaps"), tuple(map(to, first)), title="")),
        (table(_("States to begin with"), every),),
        _("Choose your State, and see what others do about the same."),
    )
