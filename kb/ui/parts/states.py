"""The States screen put together: the directory, one State, States side by side, one State at several meetings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from kb import charts
from kb.cache import cached
from kb.domain import filters
from kb.domain.model import InstrumentId, Scope, Voice
from kb.domain.passage_words import ALIGNED
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import VOICES
from kb.queries import Row, Rows, coverage, provisions, records
from kb.queries.looks import state_standing
from kb.queries.passages import passages
from kb.queries.states import state_contributions, state_directory, state_listings, state_profile
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.blocks import Picture
from kb.ui.markup import Html, element, join, link, text
from kb.ui.parts import mechanisms
from kb.ui.parts.state_comparison import Column, side_by_side
from kb.ui.parts.state_directory import directory
from kb.ui.parts.state_facts import deadlines, facts, obligations
from kb.ui.parts.state_held import contribution_table, described, is_missing, listings
from kb.ui.parts.state_record import record

COMPARED = 4
MEETINGS = 3
VOICE_ORDER = (VOICES[Voice.OWN].whole, VOICES[Voice.REPORTED].whole, ALIGNED)


class Named(NamedTuple):
    """The other meetings an address names, and a sentence for each that was left out."""

    meetings: tuple[str, ...]
    dropped: tuple[str, ...]


class Profile(NamedTuple):
    """One State: what stands above the picture of its contributions, the picture, its table, and what comes after."""

    html: Html
    picture: Picture | None
    table: Html
    rest: Html


def other_meetings(given: Iterable[str], scope: Scope, words: Vocabulary) -> Named:
    """The meetings to compare one State at. What is unknown, the filter's own, or too much is left out and said."""
    kept: list[str] = []
    dropped: list[str] = []
    for one in dict.fromkeys(given):
        label = words.labels["meeting"].get(one)
        if label is None:
            dropped.append(f"Meeting “{filters.shown(one)}” is not known here and was left out.")
        elif len(scope.states) != 1:
            dropped.append(f"{label} was left out: only one State at a time is compared at several meetings.")
        elif scope.meetings == (one,):
            dropped.append(f"{label} is the meeting already chosen as filter and is not shown twice.")
        elif len(kept) == MEETINGS:
            dropped.append(f"{label} was left out: at most {MEETINGS} other meetings are compared.")
        else:
            kept.append(one)
    return Named(tuple(kept), tuple(dropped))


@cached
def directory_rows(view: View, scope: Scope) -> Rows:
    """The States of the scope, each with how it stands and where it is known to have spoken or been."""
    standing = {row["state"]: row for row in records(state_standing(view, scope))}
    nothing = {"bound": 0, "reported": 0, "reported_bound": 0}
    listed = state_listings.rows(view, replace(scope, states=()), state=None)
    missing = Counter(row["state"] for row in listed if is_missing(row))
    seen = {row["state"] for row in listed if row["in_scope"]} - {
        row["state"] for row in listed if row["spoke"] or row["as_coordinator"]
    }
    chairs = {row["state"] for row in listed if row["in_scope"] and row["as_coordinator"]}
    return [
        {
            **nothing,
            **standing.get(row["state"], {}),
            **row,
            "spoke": missing[row["state"]],
            "seen": row["state"] in seen,
            "chaired": row["state"] in chairs,
        }
        for row in state_directory.rows(view, scope)
    ]


@cached
def all_states(view: View, scope: Scope, dropped: tuple[str, ...] = ()) -> Html:
    """The directory of the States in the scope; where more are chosen than can be compared, it says so."""
    rows = directory_rows(view, scope)
    many = len(scope.states) > COMPARED
    said = f"{len(scope.states)} States are chosen, and at most {COMPARED} are compared. Below are those you chose."
    return join(
        [_said(dropped), element("p", said, class_="note") if many else "", directory(rows, filters.query(scope))]
    )


@cached
def one_state(view: View, scope: Scope, dropped: tuple[str, ...] = ()) -> Profile:
    """Everything about the one State that the scope chooses."""
    words, query, state = vocabulary(view), filters.query(scope), scope.states[0]
    column = _column(view, scope, state)
    profile, own = column.profile, column.own
    plain = replace(scope, provisions=(), regions=(), affected=(), statuses=())
    whole = [replace(plain, instrument=one) for one in InstrumentId]
    bound = {one.instrument.value: _cells(view, one) for one in whole}
    due = [row for one in whole for row in provisions.deadlines(view, one)]
    texts = {row["id"]: row for row in provisions.provision_text(view)}
    about, count = by_others(view, scope, state)
    name = profile["name"]
    inside = sum(bool(row["in_scope"]) for row in own)
    above = [
        _said(dropped),
        facts(profile, words),
        obligations(profile, bound, words, query),
        deadlines(due, texts, profile["day"], words, query),
        record(profile, column.cells, own, words, query),
        _compare(column, scope, (), words),
        element("h2", f"Its contributions over time: {len(own)} held, {inside} of them in what is shown"),
        "" if own else element("p", f"No contribution of {name} is held, whatever the meeting and the convention."),
    ]
    return Profile(
        join(above),
        _over_time(own) if own else None,
        contribution_table(name, own, words),
        join(
            [
                mechanisms.of_state(view, scope, name),
                listings(name, column.listings),
                described(name, about, count, words, query),
            ]
        ),
    )


@cached
def compared(view: View, scope: Scope, dropped: tuple[str, ...] = ()) -> Html:
    """The States that the scope chooses, side by side."""
    words, query = vocabulary(view), filters.query(scope)
    titles = (link(words.label("state", one), "states", {**query, "state": one}) for one in scope.states)
    columns = [
        _column(view, scope, state)._replace(title=title) for state, title in zip(scope.states, titles, strict=True)
    ]
    caption = "The States’ records; choose one to read what stands behind it"
    return join([_said(dropped), side_by_side(columns, words, caption)])


@cached
def at_meetings(view: View, scope: Scope, named: Named) -> Html:
    """The one State that the scope chooses, as filtered and at each of these meetings."""
    words, query, state = vocabulary(view), filters.query(scope), scope.states[0]
    meetings = named.meetings
    chosen = " and ".join(words.short["meeting"].get(one, words.label("meeting", one)) for one in scope.meetings)
    first = _column(view, scope, state)
    columns = [first._replace(title=text(f"As filtered: {chosen or 'every meeting of the Convention'}"))]
    for meeting in meetings:
        rest = [one for one in meetings if one != meeting]
        label = words.label("meeting", meeting)
        away = link("leave out", "states", {**query, "with": rest}, aria_label=f"Leave out {label}")
        columns.append(_column(view, there(scope, meeting), state)._replace(title=join([label, " (", away, ")"])))
    dated = scope.since or scope.until
    period = element("p", "The period you chose holds for the first column only.") if dated else Html()
    back = element("p", link(f"All of {first.profile['name']}", "states", query))
    caption = f"{first.profile['name']} at several meetings; choose a record to read what stands behind it"
    return join(
        [
            _said(named.dropped),
            back,
            period,
            side_by_side(columns, words, caption),
            _compare(first, scope, meetings, words),
        ]
    )


def there(scope: Scope, meeting: str) -> Scope:
    """The scope at one meeting, which is its own period: the filter's period would only empty it."""
    return replace(scope, meetings=(meeting,), since=None, until=None)


def _said(sentences: Sequence[str]) -> Html:
    return join(element("p", one) for one in sentences)


def _column(view: View, scope: Scope, state: str) -> Column:
    one = replace(scope, states=(state,))
    profile = state_profile(view, one, state)
    if profile is None:
        raise LookupError(f"{state} passed the check of the address but is not held")
    cells = [row for row in _cells(view, one) if row["shown"]]
    own, listed = (question.rows(view, one, state=state) for question in (state_contributions, state_listings))
    return Column(text(profile["name"]), filters.query(one), profile, cells, own, listed)


def _cells(view: View, scope: Scope) -> Rows:
    return coverage.rows(view, scope)


def by_others(view: View, scope: Scope, state: str) -> tuple[list[Row], int]:
    """The newest passages by others about the State, and how many there are."""
    first = passages(view, scope, state=state, limit=1)
    # Its own come first in the answer; however many there are, those by others are not pushed out.
    found = passages(view, scope, state=state, offset=first.count("own")).rows
    return [row for row in found if row["part"] == "others"], first.count("others")


def _compare(column: Column, scope: Scope, meetings: tuple[str, ...], words: Vocabulary) -> Html:
    """Ways to set the State beside others, and beside itself at meetings where it is known to have contributed."""
    query, name = column.query, column.profile["name"]
    peers = [
        link(words.label("state", one), "states", {**query, "state": [column.profile["state"], one]})
        for one in column.profile["peers"]
    ]
    known = [row["meeting"] for row in column.own] + [row["meeting"] for row in column.listings if row["spoke"]]
    others = [one for one in dict.fromkeys(known) if one and one not in meetings and scope.meetings != (one,)]
    offered = [
        link(words.label("meeting", one), "states", {**query, "with": [*meetings, one]})
        for one in sorted(others, key=list(words.labels["meeting"]).index)
    ]
    lead = "Choose up to four States in the filter State to see their records side by side."
    near = join([" States Parties with victims in its regional group: ", join(peers, ", "), "."]) if peers else ""
    parts = [element("p", lead, near)]
    if offered and len(meetings) < MEETINGS:
        parts.append(element("p", f"{name} beside itself at another meeting: ", join(offered, "; "), "."))
    return element("section", element("h2", f"Compare {name}"), *parts)


def _over_time(own: Rows) -> Picture:
    df = pd.DataFrame(
        {
            "date": [row["date"] for row in own],
            "year": [row["first_date"].year if row["first_date"] else None for row in own],
            "voice_label": [ALIGNED if row["aligned"] else VOICES[row["voice"]].whole for row in own],
            "meeting_label": [row["meeting_label"] for row in own],
            "title": [row["source_title"] for row in own],
        }
    )
    said = charts.describe_contributions_over_time(df)
    return Picture(charts.spec(charts.contributions_over_time(df, VOICE_ORDER)), said, "Contributions over time")
