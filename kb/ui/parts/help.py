"""The screen Who can help whom: how much is asked for and offered, on what and by whom, as tables and a picture."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kb import charts
from kb.cache import cached
from kb.charts.exchange import describe_exchange, exchange, take_from_exchange
from kb.domain import filters
from kb.domain.model import ANY_MEETING, Assessment, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, counted
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.blocks import Picture
from kb.ui.markup import Html, element, join, link, wide_table
from kb.ui.parts import help_found as found
from kb.ui.parts.help_found import KINDS, Count

COLUMNS = tuple(f"{ASSESSMENTS[one]}s" for one in KINDS)
NO_CLAIM = "Matched by us: no State is thereby said to ask for, or to offer, what the other passage is about."
HOW_MATCHED = (
    "Passages match that are on the same action or article, or a part of it, or on the same theme, and of different "
    "contributors. That two passages match says nothing more of a State than its passage says.",
    "Both instruments are counted, whatever the filter Instrument says: many passages are coded to one of them only.",
)
ON_NO_PROVISION = "No passage on either side is on an action or article"
NOT_ON_ONE = "They are on themes only, or on no single one; they stand below by State and by theme."
BY_STATES = (
    "Your filters on States choose one side, by what these States say themselves, first-hand or as reported; on the "
    "other everybody’s passages are looked through."
)


def is_empty(view: View, scope: Scope) -> bool:
    """Whether no passage is on either side."""
    return not any(found.sides(view, scope))


@cached
def lead(view: View, scope: Scope) -> Html:
    """What the screen does, how much there is on either side, and what is left out."""
    held = found.sides(view, scope)
    others = found.left_out(view, scope)
    left_out = [_without_others(scope, others)] if others else []
    how = (*HOW_MATCHED, *([BY_STATES] if scope.limits_states else []), *left_out)
    return join(
        [
            element(
                "p",
                f"In what you filtered: {counted(len(held.asked), 'passage')} assessed as request or challenge, "
                f"{counted(len(held.given), 'passage')} assessed as offer or practice. ",
                element("strong", NO_CLAIM),
            ),
            element(
                "details",
                element("summary", "How they are matched, and what is left out"),
                *(element("p", one) for one in how),
            ),
        ]
    )


@cached
def nothing(view: View, scope: Scope) -> Html:
    """Why there is nothing, and where there is something."""
    words, said = vocabulary(view), []
    others, waiting = found.left_out(view, scope), found.waiting(view, scope)
    if not found.voices(scope):
        said.append("Your filter Voice leaves out all who speak for themselves. ")
    if not (found.assessed_as(scope, KINDS)):
        names = ", ".join(ASSESSMENTS[one].lower() for one in KINDS)
        said.append(f"Your filter Assessment leaves none of {names}. ")
    wider = Scope(instrument=scope.instrument, states=scope.states, meetings=(ANY_MEETING,))
    ways = [
        element("li", link(f"{title}: {counted(many, 'passage')}", "exchange", filters.query(one)))
        for title, one in (
            *(
                [(f"{_names(scope.states, words)} with no other filter, everything held", wider)]
                if scope.states
                else []
            ),
            ("The same of all States", replace(scope, states=(), regions=(), affected=(), statuses=())),
            ("Everything held, of all States", Scope(meetings=(ANY_MEETING,))),
        )
        if (many := len({said.passage for side in found.sides(view, one) for said in side})) and one != scope
    ]
    return element(
        "div",
        element(
            "p",
            "No passage in what you filtered is assessed as request, challenge, offer or practice. ",
            *said,
            "Look again:" if ways else "",
        ),
        element("ul", *ways) if ways else "",
        element("p", _without_others(scope, others)) if others else "",
        element("p", _being_processed(scope, waiting)) if waiting else "",
        class_="note",
    )


@cached
def overall(view: View, scope: Scope) -> tuple[str, Picture | None, Html]:
    """Per provision: what to take from it, the picture, and the table; the most asked on first. Where no passage is on
    one, that is said and there is no picture.
    """
    words = vocabulary(view)
    counts = found.by_provision(view, scope)
    if not counts:
        return ON_NO_PROVISION, None, element("p", NOT_ON_ONE)
    ordered = found.most(counts, words.labels["provision"])
    df = pd.DataFrame(
        [
            {
                "key": code,
                "label": words.label("provision", code),
                **{f"{one}s": count.kinds[one] for one in KINDS},
                "asked": count.asked,
                "given": count.given,
            }
            for code, count in ordered
        ]
    )
    said, described = take_from_exchange(df), describe_exchange(df)
    caption = "By action and article, of both instruments; a number leads to its passages"
    rows = (
        [_to_provision(code, scope, words), *_numbers(count, scope, words, provision=code)] for code, count in ordered
    )
    return (
        said,
        Picture(charts.spec(exchange(df)), described, "Requests and offers"),
        wide_table(caption, ["Action or article", *COLUMNS], rows, label="By action and article"),
    )


@cached
def rest(view: View, scope: Scope) -> Html:
    """The same per theme, per State, and per organisation."""
    words = vocabulary(view)
    themes = found.by_theme(view, scope)
    states, others = found.by_state(view, scope), found.by_organisation(view, scope)
    names = found.names(view)
    both = sum(bool(one.asked and one.given) for one in themes.values())
    asking = sum(bool(one.asked) for one in states.values())
    giving = sum(bool(one.given) for one in states.values())
    return join(
        [
            element("h2", f"By State: {asking} with requests or challenges, {giving} with offers or practices"),
            _by_state(states, scope, words),
            _folded(
                f"By theme: both sides are found on {both} of {counted(len(themes), 'theme')}",
                "By theme, whatever the provision; a number leads to its passages",
                "Theme",
                (
                    [words.label("theme", code), *_numbers(count, scope, words, theme=code)]
                    for code, count in found.most(themes, words.labels["theme"])
                ),
            ),
            _folded(
                f"By organisation or group: {len(others)} with such passages",
                "Organisations and groups, in their own voice or as reported; a name leads to the passages",
                "Organisation or group",
                (
                    [link(names[code], "exchange", {**filters.query(scope), "by": code}), *_plain(count)]
                    for code, count in found.most(others, sorted(others))
                ),
            ),
        ]
    )


def _folded(title: str, caption: str, first: str, rows: Iterable[list[object]]) -> Html:
    """A table that opens on request, under what to take from it."""
    shown = wide_table(caption, [first, *COLUMNS], rows, label=first)
    return element("details", element("summary", title), shown)


def _by_state(states: Mapping[str, Count], scope: Scope, words: Vocabulary) -> Html:
    if not states:
        said = (
            "No passage of a State is on either side in what you filtered; what is held is of organisations and groups."
        )
        return element("p", said)
    query = filters.query(scope)
    rows = (
        [
            link(words.label("state", code), "exchange", {**query, "state": code}),
            *_numbers(count, scope, words, state=code),
        ]
        for code, count in found.most(states, words.labels["state"])
    )
    caption = "By State, its own passages, first-hand or as reported; a name leads to what matches them"
    return wide_table(caption, ["State", *COLUMNS], rows, label="By State")


def _numbers(count: Count, scope: Scope, words: Vocabulary, **of: str) -> Iterator[object]:
    """How many passages are assessed as each kind, each leading to them."""
    key, code = next(iter(of.items()))
    for one in KINDS:
        number = count.kinds[one]
        label = f"{number} passages assessed as {ASSESSMENTS[one].lower()}: {words.label(key, code)}"
        query = _passages(scope, one, words, **of)
        yield link(number, "contributions", query, aria_label=label) if number else ""


def _plain(count: Count) -> Iterator[object]:
    yield from (count.kinds[one] or "" for one in KINDS)


def _passages(scope: Scope, one: Assessment, words: Vocabulary, **of: str) -> dict[str, Any]:
    """The address of the list of the passages counted."""
    if provision := of.get("provision"):
        scope = found.on_provision(scope, provision, words)
    query: dict[str, Any] = {**filters.query(scope), **of, "assessment": one.value, "list": "passages"}
    return {**query, "voice": [voice.value for voice in found.voices(scope)]}


def _to_provision(code: str, scope: Scope, words: Vocabulary) -> Html:
    """A provision; its name leads to this screen for it alone."""
    query = filters.query(found.on_provision(scope, code, words))
    return link(words.label("provision", code), "exchange", query)


def _being_processed(scope: Scope, many: int) -> str:
    of = " of the States you filtered" if scope.limits_states else ""
    verb, so = ("is", "it is") if many == 1 else ("are", "they are")
    return f"{counted(many, 'contribution')}{of} {verb} still being processed: {so} not assessed yet."


def _without_others(scope: Scope, many: int) -> Html:
    query = {**filters.query(found.by_others(scope)), "list": "passages"}
    verb = "is" if many == 1 else "are"
    return join(
        [
            f"{counted(many, 'passage')} of third parties (monitoring), at any meeting or none, {verb} not matched: "
            "no State said them. ",
            link("Read them", "contributions", query),
            ".",
        ]
    )


def _names(states: Iterable[str], words: Vocabulary) -> str:
    return ", ".join(words.label("state", code) for code in states)
