"""The parts of the Overview that are text and tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import OWN_VOICES, Cell, Scope, Voice
from kb.domain.words import VOICES, counted, day_words, noun
from kb.queries import Row, rates
from kb.queries import overview as ask
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.markup import Html, Query, element, figure_link, join, link, source_link, wide_table
from kb.ui.overview.provisions import gaps, linked, rates_table
from kb.ui.passages import voice

NEWEST_SHOWN = 8


@cached
def whole(view: View, scope: Scope) -> Html:
    """All of the Overview as text and tables: for a page without a script."""
    return join([occasion(view, scope), _more(view, scope), lines_of(view, scope), newest_of(view, scope)])


@cached
def occasion(view: View, scope: Scope) -> Html:
    """The way to the latest session, the ways on for each group, and why there is nothing, if so."""
    query = filters.query(scope)
    is_empty = not ask.overview_contributions.rows(view, scope)
    return join([start(ask.overview_sessions(view, scope), scope, query), nothing(query) if is_empty else ""])


@cached
def lines_of(view: View, scope: Scope) -> Html:
    """The lines of discussion, with the States that spoke under each."""
    passages = ask.overview_passages(view, scope)
    on = {row["code"]: row["passages"] for row in passages if row["kind"] == "line"}
    contributions, sessions = ask.overview_contributions.rows(view, scope), ask.overview_sessions(view, scope)
    return lines(ask.overview_lines(view, scope), contributions, sessions, on, filters.query(scope))


@cached
def rest(view: View, scope: Scope) -> Html:
    """What was published last, and the figures by voice and action, folded."""
    more = element("details", element("summary", "More figures, by voice and by action"), _more(view, scope))
    return join([newest_of(view, scope), more])


def newest_of(view: View, scope: Scope) -> Html:
    """The contributions published last."""
    return newest(ask.overview_contributions.rows(view, scope), filters.query(scope))


def _more(view: View, scope: Scope) -> Html:
    query, words = filters.query(scope), vocabulary(view)
    states = ask.overview_states.rows(view, scope)
    passages = ask.overview_passages(view, scope)
    on = {row["code"]: row["passages"] for row in passages if row["kind"] == "provision"}
    rated = [row for row in rates.rows(view, scope) if row["shown"]]
    parts = [
        figures(ask.overview_contributions.rows(view, scope), states, query),
        rates_table(rated, on, scope.instrument, words, query),
        gaps(ask.overview_provisions(view, scope), states, scope.instrument, words, query),
    ]
    return join(parts)


def start(sessions: Iterable[Row], scope: Scope, query: Query) -> Html:
    """One click to the latest meeting whose programme is held, unless a meeting is chosen; and who finds what where."""
    latest = max(sessions, key=lambda row: row["day"], default=None)
    occasion = Html()
    if latest and not scope.meetings:
        label = f"{latest['meeting_label']}: the session of {day_words(latest['day'])}"
        to_it = link(label, "", {**query, "meeting": latest["meeting"]})
        occasion = element("p", "Go to ", element("strong", to_it), class_="note")
    ways = element(
        "p",
        "Coordinators: ",
        link("what is missing, and why", "coverage", {**query, "look": "gaps"}),
        " · Delegations: ",
        link("the record of your State", "states", query),
        ", ",
        link("what others do about its gaps", "practices", query),
        " · Everyone: ",
        link("how this is counted", "method", query),
    )
    return join([occasion, ways])


def figures(contributions: Sequence[Row], states: Sequence[Row], query: Query) -> Html:
    """Contributions by voice, and the States behind them; a figure of States opens to their names."""
    heard = [row for row in states if row["heard"]]
    aligned = [row for row in states if row["aligned"] and not row["heard"]]
    not_held = [row for row in states if row["cell"] == Cell.TEXT_NOT_HELD]
    passages = {**query, "list": "passages"}
    cards = [
        element(
            "li",
            figure_link(_figure(*_counted(len(contributions), "contribution")), "contributions", query),
            _voices(contributions, query),
        ),
        _opening(
            _figure(*_counted(len(heard), "State heard", "States heard")),
            _group("Heard", heard, "contributions", passages),
            _group("Only through a collective statement", aligned, "contributions", passages),
        ),
        _affected(states, query),
        _opening(
            _figure(len(not_held), "more known to have spoken; their text is not held"),
            _group("Spoke, text not held", not_held, "states", query),
        ),
    ]
    return element("section", element("h2", "Where things stand"), element("ul", *cards, class_="figures"))


def nothing(query: Query) -> Html:
    """Why there is nothing: the filters that together leave nothing, each with the way to go on without it."""
    ways = [
        link(f"without the filter {item.label}", "", {key: query[key] for key in query if key != item.key})
        for item in filters.FILTERS
        if item.key in query and item.key not in ("instrument", "rev")
    ]
    if not ways:
        return element("p", "No contribution to a meeting of the Convention is published here yet.", class_="note")
    said = "No published contribution fits all the filters together. Look again "
    return element("p", said, join(ways, " or "), ".", class_="note")


def lines(
    found: Iterable[Row],
    contributions: Sequence[Row],
    sessions: Sequence[Row],
    on: Mapping[str, int],
    query: Query,
) -> Html:
    """Per discussion line: the contributions under it, the passages on its themes, what is known of its session.

    `found`: rows of `overview_lines`; `on`: passages by line, whoever speaks.
    """
    cards = (
        element(
            "li",
            element("h3", f"{row['line']}. {row['title']}"),
            _states_under(row["line"], contributions, query),
            _under_line(row["line"], contributions, query),
            _on_themes(on.get(row["line"], 0), row["themes"], query),
            *(_session(one) for one in sessions if one["in_scope"] and one["line"] == row["line"]),
        )
        for row in found
    )
    return element("section", element("h2", "The lines of discussion"), element("ul", *cards, class_="figures"))


def newest(contributions: Sequence[Row], query: Query) -> Html:
    """The contributions published last."""
    if not contributions:
        return Html()
    rows = (
        [
            _entry(row, query),
            voice(row["voice"], brief=True),
            _occasion(row),
            element("span", row["date"] or "no date", class_="number"),
            element("span", row["published_on"], class_="number"),
            element("span", row["passages"], class_="number"),
        ]
        for row in contributions[:NEWEST_SHOWN]
    )
    columns = ["Contributor", "Voice", "Meeting", "Date", "Published", "Passages"]
    return element(
        "section",
        element("h2", "Newest entries"),
        element(
            "p",
            link("What States newly reported at the latest of these meetings", "changes", query),
            ", beside the meeting before it, stands under What changed.",
        ),
        wide_table("Newest entries, by day of publishing", columns, rows),
        element("p", figure_link(f"All {counted(len(contributions), 'contribution')}", "contributions", query)),
    )


def _voices(contributions: Sequence[Row], query: Query) -> Html:
    """How many in each voice; of those that may be a State's own, how many are."""
    number = Counter(row["voice"] for row in contributions)
    of_states = Counter(row["voice"] for row in contributions if row["state"])
    said = []
    for one in Voice:
        if number[one]:
            states = f" ({of_states[one]} of them by States)" if one in OWN_VOICES else ""
            name = f"{VOICES[one].name}: {number[one]}"
            said.append(join([figure_link(name, "contributions", {**query, "voice": one.value}), states]))
    return element("p", join(said, ", "), class_="quiet")


def _affected(states: Sequence[Row], query: Query) -> Html:
    """The fraction of affected States Parties heard; those not known to be affected stand apart."""
    of_party = [row for row in states if row["status"] == "party"]
    affected = [row for row in of_party if row["affected"] == "yes"]
    unknown = [row for row in of_party if row["affected"] == "unknown"]
    heard, unheard = ([row for row in affected if row["heard"] is said] for said in (True, False))
    apart = f"Apart: {sum(row['heard'] for row in unknown)} of {len(unknown)} not known to have victims or not."
    return _opening(
        _figure(f"{len(heard)} of {len(affected)}", "States Parties with cluster munition victims heard"),
        _group("Heard", heard, "contributions", {**query, "list": "passages"}),
        _group("Not heard here", unheard, "states", query),
        beside=element("p", apart, class_="quiet") if unknown else Html(),
    )


def _states_under(line: str, contributions: Sequence[Row], query: Query) -> Html:
    """The States that spoke under a line, each leading to what it said there."""
    spoke = {
        row["state"]: row["contributor_label"]
        for row in contributions
        if row["state"] and row["voice"] in OWN_VOICES and line in (row["line"] or row["line_inferred"] or "").split()
    }
    if not spoke:
        return element("p", element("strong", "No State yet"))
    asked = {**query, "line": line}
    names = sorted(spoke.items(), key=lambda pair: str(pair[1]))
    return element("p", join((link(name, "contributions", {**asked, "state": code}) for code, name in names), ", "))


def _under_line(line: str, contributions: Sequence[Row], query: Query) -> Html:
    named = sum(line in (row["line"] or "").split() for row in contributions)
    inferred = sum(row["line"] is None and row["line_inferred"] == line for row in contributions)
    if not named + inferred:
        return element("p", "No contribution under this line in what is shown.")
    whole = figure_link(counted(named + inferred, "contribution"), "contributions", {**query, "line": line})
    how = [f"the source names it in {named}"] if named else []
    how += [f"we infer it in {inferred}"] if inferred else []
    return element("p", whole, " under this line: ", " and ".join(how), ".")


def _on_themes(passages: int, themes: Sequence[str], query: Query) -> Html:
    if not passages:
        return element("p", "No passage on its themes in what is shown.")
    asked = {**query, "theme": themes, "list": "passages"}
    return element(
        "p", figure_link(counted(passages, "passage"), "contributions", asked), " on its themes, whoever speaks."
    )


def _session(row: Row) -> Html:
    """What is held of a session's programme. That nobody is listed does not mean that nobody spoke."""
    held = f"{row['meeting_label']}, part {row['line']}, {row['day']}: "
    listed = counted(row["speakers"], "intervention") + " listed"
    if row["complete"]:
        return element("p", held, source_link(f"{listed} in the programme", row["source_url"]), ".", class_="quiet")
    gap = "it took place, but its speakers are not known here" if not row["speakers"] else f"{listed}, others not known"
    programme = join([" (", source_link("programme", row["source_url"]), ")."])
    return element(
        "div",
        element("p", held, element("strong", gap), programme, class_="quiet"),
        element("details", element("summary", "Why"), element("p", row["note"] or "The source does not say.")),
    )


def _entry(row: Row, query: Query) -> Html:
    who = row["contributor_label"]
    named = f"{who}: {_occasion(row)}, {row['date'] or 'no date'}"
    return link(who, "contributions", {**query, "contribution": row["contribution"]}, aria_label=named)


def _occasion(row: Row) -> str:
    """Where it was said, and under which line if the source names one."""
    return f"{row['meeting_label']}, line {row['line']}" if row["line"] else str(row["meeting_label"])


def _counted(number: int, singular: str, plural: str | None = None) -> tuple[str, str]:
    """A number and its noun, apart for a figure."""
    return str(number), noun(number, singular, plural)


def _figure(number: object, meaning: str) -> Html:
    return join([element("span", number, " ", class_="figure"), element("span", meaning, class_="meaning")])


def _opening(figure: Html, *behind: Html, beside: Html | None = None) -> Html:
    """A figure that opens to what is behind it, if there is anything."""
    found = any(behind)
    return element("li", element("details", element("summary", figure), *behind) if found else figure, beside or Html())


def _group(title: str, rows: Sequence[Row], screen: str, query: Query) -> Html:
    return element("p", element("strong", f"{title} ({len(rows)}): "), linked(rows, screen, query)) if rows else Html()
