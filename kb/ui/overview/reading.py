"""The parts of the Overview that are read: the meeting at hand, who is not heard yet, the lines, what is newest."""

from collections.abc import Iterator, Mapping
from typing import Any

from kb.cache import cached, made
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import OWN_VOICES, Scope
from kb.questions import Rows
from kb.questions import overview as ask
from kb.questions.findings import NOT_SILENCE
from kb.questions.looks import line_by_state
from kb.questions.vocabulary import table_of, vocabulary
from kb.ui.coverage import CoverageQuery, coverage_view
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address, element, join, macro
from kb.ui.overview import overview, who_spoke_when

NEWEST_SHOWN = 8
COLUMNS = ("contributor_label", "meeting_label", "date", "published_on", "passages", "voice_label")
# What the screen Coordination shows of which line, by its key in the address.
SHOWN: Mapping[str, Mapping[str, str]] = {"b": {"show": "collaboration"}, "c": {}}


@cached
def occasion(view: View, scope: Scope, *, runs: bool = False) -> Html:
    """The latest session, unless a meeting is chosen; why there is nothing, if so; and the ways on for each group.

    `runs`: whoever looks may run a session.
    """
    query = filters.query(scope)
    sessions = [] if scope.meetings else ask.overview_sessions(view, scope)
    latest = max(sessions, key=lambda row: row["day"], default=None)
    is_empty = not ask.overview_contributions.rows(view, scope)
    return _macro("occasion", latest, _without(query) if is_empty else None, query, runs)


@cached
def not_heard(view: View, scope: Scope) -> Html:
    """The affected States that have not reported, by reason, each leading to its page."""
    groups = [(reason, rows) for reason, rows in overview(view, scope).not_heard.items() if rows]
    return _macro("not_heard", groups, filters.query(scope))


@cached
def lines(view: View, scope: Scope) -> Html:
    """The lines of discussion, also those under which nobody spoke."""
    return _macro("lines", list(_lines(view, scope)), filters.query(scope))


@cached
def newest(view: View, scope: Scope) -> Listing:
    """The contributions published last."""
    rows = ask.overview_contributions.rows(view, scope)[:NEWEST_SHOWN]
    table = table_of(ask.overview_contributions, _("Newest, by day of publishing"), rows, vocabulary(view))
    query = filters.query(scope)
    opens = (address("contributions", {**query, "contribution": row["contribution"]}) for row in rows)
    return Listing(table, COLUMNS, tuple(opens))


@cached
def figures(view: View, scope: Scope) -> Html:
    """The figures side by side, each a link to what is behind it, with dots for its share."""
    found = overview(view, scope)
    return _macro("figures", found.figures, found.day)


@cached
def meanings(view: View, scope: Scope) -> Html:
    """What each of the figures counts."""
    return _macro("meanings", overview(view, scope).figures)


@cached
def whole(view: View, scope: Scope) -> Html:
    """All of the Overview as text and tables, in the order of the screen: for a page without a script."""
    coverage = coverage_view(CoverageQuery("matrix", view, scope))
    parts = [
        element("p", NOT_SILENCE),
        figures(view, scope),
        meanings(view, scope),
        coverage.html,
        not_heard(view, scope),
        occasion(view, scope),
        lines(view, scope),
        element("h2", _("Who spoke when")),
        made(who_spoke_when(view, scope).html),
        element("h2", _("Newest")),
        newest(view, scope).html,
    ]
    return join(parts)


def states_under(line: str, rows: Rows) -> dict[str, str]:
    """The States with a contribution under a line that says something, by code, from rows of `line_by_state`."""
    return {row["state"]: row["name"] for row in rows if row["discussion_line"] == line}


def _macro(name: str, *values: object) -> Html:
    return macro("overview.html", name)(*values)


def _lines(view: View, scope: Scope) -> Iterator[dict[str, Any]]:
    """A line each: the States that spoke under it, how many statements of States, passages on its themes, its sessions.

    Of the statements some are `without_text`: a source only names who spoke. Of some the line is `inferred`. `screen`
    is the address of the screen on it, if there is one.
    """
    every = ask.overview_contributions.rows(view, scope)
    own = [row for row in every if row["state"] and row["voice"] in OWN_VOICES]
    sessions = [row for row in ask.overview_sessions(view, scope) if row["in_scope"]]
    passages = {row["code"]: row["passages"] for row in ask.overview_passages(view, scope) if row["kind"] == "line"}
    under, query = line_by_state.rows(view, scope), filters.query(scope)
    for row in ask.overview_lines(view, scope):
        line = row["line"]
        named = [one for one in own if line in (one["line"] or "").split()]
        inferred = [one for one in own if one["line"] is None and one["line_inferred"] == line]
        yield {
            **row,
            "screen": ("mechanisms", {**query, **SHOWN[line]}) if line in SHOWN else None,
            "states": states_under(line, under).items(),
            "contributions": len(named) + len(inferred),
            "without_text": sum(not one["passages"] for one in (*named, *inferred)),
            "inferred": len(inferred),
            "passages": passages.get(line, 0),
            "sessions": [one for one in sessions if one["line"] == line],
        }


def _without(query: dict[str, list[str]]) -> list[tuple[str, dict[str, list[str]]]]:
    """The filters that together leave nothing, each with the query without it."""
    return [
        (item.label, {key: query[key] for key in query if key != item.key})
        for item in filters.FILTERS
        if item.key in query and item.key not in ("instrument", "rev")
    ]
