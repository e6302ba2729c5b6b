"""The beginning of the screen Practices: choosing my State, and what to do without one."""

from collections.abc import Iterator

import streamlit as st

from kb.cache import cached
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Assessment, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.queries.columns import NAME, PASSAGES, PROVISIONS, STATE, count
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui import location
from kb.ui.frame import Here
from kb.ui.markup import Html, element, join, link, wide_table
from kb.ui.parts.practices_cards import rule
from kb.ui.parts.practices_found import counts, needs_scope

OFFERED = 15
CHOICE = "my-state"
COLUMNS = (
    STATE,
    NAME,
    count("challenges", _("Challenges"), PASSAGES, _("Its own passages assessed as challenge.")),
    count("gaps", _("Gaps"), PROVISIONS, _("Provisions that bind it, or may, on which no report of it is held.")),
)


def choose(place: Here) -> str | None:
    """The code of my State, from the address; a selectbox changes the address."""
    my = place.first("my")
    states = place.words.labels["state"]
    st.session_state[CHOICE] = my
    st.selectbox(
        "My State",
        list(states),
        index=None,
        format_func=lambda code: states.get(code, code),
        key=CHOICE,
        placeholder="Choose the State whose needs you look from",
        on_change=_chosen,
        args=(place.words,),
    )
    return my


def _chosen(words: Vocabulary) -> None:
    """To the address. A provision that is looked at stays; a challenge is the State's that was chosen before."""
    need = st.query_params.get("need")
    kept = need if need in words.labels["provision"] else None
    location.change(page=None, at=None, need=kept, my=st.session_state[CHOICE])


@cached
def start(view: View, scope: Scope, own: str | None, brief: tuple[str, ...]) -> Html:
    """What the screen does, and States to begin with; `own` is the contributor that the reader stands for."""
    words, query = vocabulary(view), {**filters.query(scope), **({"brief": brief} if brief else {})}
    found, ranked = counts(view, scope), _ranked(view, scope)
    near = [one for one in dict.fromkeys((own or "", *scope.states)) if one in words.labels["state"]]
    body = (
        [
            link(words.label("state", state), "practices", {**query, "my": state}),
            *_numbers(scope, state, found[state], words),
        ]
        for state in ranked[:OFFERED]
    )
    columns = ("State", "Its passages assessed as challenge", "Provisions on which no report of it is held")
    caption = f"States to begin with: {min(OFFERED, len(ranked))} of {len(ranked)}, those with most challenges first"
    direct = join((link(words.label("state", one), "practices", {**query, "my": one}) for one in near), ", ")
    return join(
        [
            element("h2", "Choose your State, and see what others do about what it lacks or finds hard"),
            element(
                "p",
                "For the State that you choose, this screen takes the passages in which it reports a challenge and the "
                "provisions on which no report of it is held, and shows for each what other States and organisations "
                "report as practice, progress or offer. Collect what is of use in a brief and take it with you.",
            ),
            element("p", "Begin with ", direct, ".") if near else "",
            rule(opened=True),
            wide_table(caption, columns, body, label="States to begin with")
            if ranked
            else element("p", "In what you filtered no State has a challenge or a gap to begin with.", class_="note"),
            element(
                "p",
                f"{counted(len(ranked), 'State')} in all; any other can be chosen above. What is not held may have "
                "been said all the same: a gap here is no verdict on a State.",
                class_="quiet",
            ),
        ]
    )


@cached
def table(view: View, scope: Scope) -> Table:
    """All States with a challenge or a gap for files, those with most challenges first."""
    words, found = vocabulary(view), counts(view, scope)
    rows = (
        {"state": one, "name": words.label("state", one), "challenges": found[one][0], "gaps": found[one][1]}
        for one in _ranked(view, scope)
    )
    return Table.declared("States to begin with", COLUMNS, rows)


def _ranked(view: View, scope: Scope) -> list[str]:
    """The States that have any, those with most challenges first."""
    words, found = vocabulary(view), counts(view, scope)
    return sorted(found, key=lambda state: (-found[state][0], -found[state][1], words.label("state", state)))


def _numbers(scope: Scope, state: str, found: tuple[int, int], words: Vocabulary) -> Iterator[object]:
    """How many challenges and gaps a State has, each number leading to them; nothing where there is none."""
    query, name = filters.query(needs_scope(scope, state)), words.label("state", state)
    challenges = {**query, "list": "passages", "assessment": Assessment.CHALLENGE.value}
    hard, missing = found
    yield link(hard, "contributions", challenges, aria_label=f"{hard} passages: {name}") if hard else ""
    gaps = {**query, "look": "gaps"}
    yield link(missing, "coverage", gaps, aria_label=f"{missing} provisions: {name}") if missing else ""
