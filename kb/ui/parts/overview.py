"""Where things stand: figures that lead to what is behind them, in text and tables and without a chart, so that they are
there at once on a slow line."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kb import filters
from kb.model import Cell, InstrumentId, Scope, TextStatus, Voice
from kb.queries import overview as ask
from kb.queries import rates, records
from kb.store import View
from kb.ui.html import Html, element, join, link, source_link, table
from kb.ui.memory import remembered
from kb.vocabulary import Vocabulary, day_words
from kb.words import CELLS, TEXT_STATUSES, VOICES

Row = Mapping[str, Any]
Query = Mapping[str, Any]

OWN_VOICES = (Voice.OWN, Voice.REPORTED)
# Why nothing is held of a State that a provision binds: cell and order as in the gaps list of the Coverage screen.
REASONS = (Cell.NO_CONTRIBUTION, Cell.TEXT_NOT_HELD, Cell.SILENT, Cell.PENDING)
GAPS_SHOWN, NEWEST_SHOWN = 5, 8
UNITS = {InstrumentId.VAP: "action", InstrumentId.CCM: "provision"}


@remembered
def overview(view: View, scope: Scope, words: Vocabulary) -> Html:
    """The whole screen below its heading."""
    query = filters.query(scope)
    contributions = ask.overview_contributions(view, scope)
    states = ask.overview_states(view, scope)
    sessions = ask.overview_sessions(view, scope)
    on = {(row["kind"], row["code"]): row["passages"] for row in ask.overview_passages(view, scope)}
    rated = [row for row in records(rates(view, scope)) if row["in_matrix"] or scope.provisions]
    parts = [
        start(sessions, scope, query),
        figures(contributions, states, query),
        nothing(scope, query) if not contributions else "",
        rates_table(rated, on, scope.instrument, words, query),
        lines(ask.overview_lines(view, scope), contributions, sessions, on, query),
        gaps(ask.overview_provisions(view, scope), words, query),
        unheard(states, scope.instrument, query),
        newest(contributions, query),
    ]
    return join(parts)


def start(sessions: Iterable[Row], scope: Scope, query: Query) -> Html:
    """One click to the meeting whose programme is held, unless a meeting is chosen, and where each reader finds what."""
    latest = max(sessions, key=lambda row: row["day"], default=None)
    occasion: object = ""
    if latest and not scope.meetings:
        label = f"The {latest['day'].year} intersessional session: victim assistance, {day_words(latest['day'])}"
        occasion = element("p", element("strong", link(label, "", {**query, "meeting": latest["meeting"]})), class_="note")
    ways = element(
        "p",
        "Coordinators: ",
        link("what is missing and why", "coverage", {**query, "look": "gaps"}),
        " · Delegations: ",
        link("the record of your State", "states", query),
        " · Everyone: ",
        link("how this is counted", "method", query),
    )
    return join([occasion, ways])


def figures(contributions: list[Row], states: list[Row], query: Query) -> Html:
    """Contributions by voice, and the States behind them; a figure of States opens to their names."""
    heard = [row for row in states if row["heard"]]
    aligned = [row for row in states if row["aligned"] and not row["heard"]]
    concerned = [row for row in states if row["status"] == "party" and row["affected"] == "yes"]
    unknown = [row for row in states if row["status"] == "party" and row["affected"] == "unknown"]
    not_held = [row for row in states if row["spoke"] and _reason(row) == Cell.TEXT_NOT_HELD and not row["heard"]]
    passages = {**query, "list": "passages"}
    cards = [
        element("li", link(_figure(len(contributions), "contributions"), "contributions", query), _voices(contributions, query)),
        _names(
            _figure(len(heard), "States heard: a text of theirs is held"),
            _linked(heard, "contributions", passages),
            _apart("Only through a collective statement", aligned, query),
        ),
        _names(
            _figure(f"{_heard(concerned)} of {len(concerned)}", "States Parties with cluster munition victims heard"),
            _linked((row for row in concerned if row["heard"]), "contributions", passages),
            _apart("Not heard here", [row for row in concerned if not row["heard"]], query),
            beside=f"Apart: {_heard(unknown)} of {len(unknown)} not known to have victims or not" if unknown else "",
        ),
        _names(
            _figure(len(not_held), "further States known to have spoken; their text is not held"),
            _linked(not_held, "states", query),
        ),
    ]
    return element("section", element("h2", "Where things stand"), element("ul", *cards, class_="figures"))


def nothing(scope: Scope, query: Query) -> Html:
    """Why there is nothing: the filters that leave nothing, each with the way to go on without it."""
    ways = [
        link(f"without the filter {item.label}", "", {key: value for key, value in query.items() if key != item.key})
        for item in filters.FILTERS
        if item.key in query and item.key not in ("instrument", "rev")
    ]
    said = "No published contribution fits all the filters together. Look again " if ways else "Nothing is published here yet."
    return element("p", said, join(ways, ", or "), "." if ways else "", class_="note")


def rates_table(rated: list[Row], on: Mapping[tuple[str, str], int], instrument: InstrumentId, words: Vocabulary, query: Query) -> Html:
    """Per provision: how many of the States it binds reported, who reported besides, and how well its text is known."""
    unit = UNITS[instrument]
    known = [row for row in rated if row["text_status"] != TextStatus.MISSING]
    some = sum(1 for row in known if row["reported"])
    rows = (
        [
            link(words.label("provision", row["provision"]), "actions", {**query, "read": row["provision"]}),
            _rate(row, on.get(("provision", row["provision"]), 0), words, query),
            _besides(row),
            _passages(row["passages"], on.get(("provision", row["provision"]), 0)),
            TEXT_STATUSES[row["text_status"]][0].lower(),
        ]
        for row in rated
    )
    columns = [unit.capitalize(), "States it binds that reported", "Others that reported", "Passages", "Text held here"]
    meanings = (
        f"{name}: {meaning}"
        for status, (name, meaning) in TEXT_STATUSES.items()
        if status in (TextStatus.UNVERIFIED, TextStatus.MISSING) and any(row["text_status"] == status for row in rated)
    )
    return element(
        "section",
        element("h2", f"States it binds have reported on {some} of {_count(len(known), unit)} whose text is known here"),
        _wide(table(f"Reports per {unit}: States that reported, of the States it binds", columns, rows)),
        element("p", join(meanings, " "), " A text that is missing is a gap of this knowledge base, not of States."
            if len(known) < len(rated) else "", class_="quiet"),
    )


def lines(found: Iterable[Row], contributions: list[Row], sessions: list[Row], on: Mapping[tuple[str, str], int], query: Query) -> Html:
    """Per discussion line: contributions under it, passages on its themes, and what is known of its session."""
    cards = []
    for row in found:
        line = row["line"]
        named = sum(1 for one in contributions if one["line"] == line)
        inferred = sum(1 for one in contributions if one["line"] is None and one["line_inferred"] == line)
        passages = on.get(("line", line), 0)
        cards.append(element(
            "li",
            element("h3", f"{line}. {row['title']}"),
            element("p", _maybe(_count(named + inferred, "contribution"), named + inferred, {**query, "line": line}),
                f": for {named} the source names the line, for {inferred} we infer it" if named + inferred else ""),
            element("p", _maybe(_count(passages, "passage"), passages, {**query, "theme": row["themes"], "list": "passages"}),
                f" on {_count(len(row['themes']), 'theme')} of the line, whoever speaks"),
            *(_session(one) for one in sessions if one["in_scope"] and one["line"] == line),
        ))
    return element("section", element("h2", "The three lines of discussion"), element("ul", *cards, class_="figures"))


def gaps(provisions: Iterable[Row], words: Vocabulary, query: Query) -> Html:
    """The provisions on which most of the States they bind are without a report here, by why."""
    missing = {row["provision"]: sum(row[cell] for cell in REASONS) for row in provisions}
    worst = sorted((row for row in provisions if missing[row["provision"]]), key=lambda row: -missing[row["provision"]])
    shown = worst[:GAPS_SHOWN]
    reasons = [cell for cell in REASONS if any(row[cell] for row in shown)]
    rows = []
    for row in shown:
        code = row["provision"]
        # A provision for affected States binds no other; in the gaps list those of which it is not known would stand beside.
        asked = {**query, "look": "gaps", "provision": code} | ({"affected": "yes"} if row["addressed_to"] == "affected" else {})
        label = words.label("provision", code)
        rows.append([
            link(label, "actions", {**query, "read": code}),
            _gap(missing[code], asked, f"{missing[code]} States without a report on {label}"),
            *(
                _gap(row[cell], {**asked, "why": cell.value}, f"{row[cell]} States, {CELLS[cell].name}: {label}")
                for cell in reasons
            ),
        ])
    columns = ["Provision", "States it binds, without a report here", *(CELLS[cell].name for cell in reasons)]
    explained = "A gap is a gap in what is held here. It does not mean that a State did nothing, or said nothing."
    body = _wide(table("Most States without a report, and why", columns, rows)) if rows else element(
        "p", "No provision with a known text binds a State, among those shown, that has not reported on it.")
    return element("section", element("h2", "The largest gaps in what is held here"), element("p", explained), body)


def unheard(states: list[Row], instrument: InstrumentId, query: Query) -> Html:
    """The affected States Parties of which no report on any provision is held, by why."""
    concerned = [row for row in states if row["status"] == "party" and row["affected"] == "yes"]
    without = [row for row in concerned if not row["provisions"]]
    if not without:
        return Html()
    items = (
        element("li", element("strong", CELLS[cell].name), f" ({len(group)}): ", _linked(group, "states", query))
        for cell in REASONS
        if (group := [row for row in without if _reason(row) == cell])
    )
    said = f"Of {len(without)} of {len(concerned)} States Parties with victims no report on these {UNITS[instrument]}s is held"
    return element("section", element("h3", said), element("ul", *items))


def newest(contributions: list[Row], query: Query) -> Html:
    """The latest contributions."""
    if not contributions:
        return Html()
    rows = (
        [
            link(row["contributor_label"], "contributions", {**query, "contribution": row["contribution"]}),
            element("span", VOICES[row["voice"]], class_="tag" if row["voice"] == Voice.OWN else "tag strong"),
            row["meeting_label"],
            row["date"] or "no date",
            element("span", row["passages"], class_="number"),
        ]
        for row in contributions[:NEWEST_SHOWN]
    )
    columns = ["Contributor", "Voice", "Meeting", "Date", "Passages"]
    every = element("p", link(f"All {_count(len(contributions), 'contribution')}", "contributions", query))
    caption = "By the date of the contribution"
    return element("section", element("h2", "Newest entries"), _wide(table(caption, columns, rows)), every)
