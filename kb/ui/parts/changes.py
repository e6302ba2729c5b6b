"""The What changed screen: what States newly reported and what is no longer there, per State and per action."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.cache import cached
from kb.domain import filters
from kb.domain.changes import CORRECTIONS, TURNS, Correction, CorrectionWords, Turn, TurnWords
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, Cell, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, cell_name, counted
from kb.queries import Row, scope_day
from kb.queries.changes import (
    Corrected,
    Turned,
    between_meetings,
    between_revisions,
    in_order,
)
from kb.queries.looks import meeting_coverage
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.markup import Html, Query, choices, element, join, link, wide_table


@cached
def pair(view: View, scope: Scope) -> tuple[str, str] | None:
    """The two meetings compared, the earlier first: those chosen, or the one chosen and that before it, or the latest.

    Of those not chosen only meetings count at which States reported. None where there are no such two.
    """
    chosen = [one for one in scope.meetings if one not in (ANY_MEETING, OUTSIDE_MEETINGS)]
    if len(chosen) != len(scope.meetings) or len(chosen) > 2:
        return None
    if len(chosen) < 2:
        held = _reported_at(view, replace(scope, meetings=()))
        end = held.index(chosen[0]) + 1 if chosen and chosen[0] in held else 0 if chosen else len(held)
        chosen = held[:end][-2:]
    if len(chosen) != 2:
        return None
    earlier, later = in_order(view, scope, chosen)
    return earlier, later


def _reported_at(view: View, scope: Scope) -> list[str]:
    """The meetings at which States reported, the earliest first."""
    figures = ("reported", "unknown_reporting", "unbound_reporting")
    return [row["meeting"] for row in meeting_coverage.rows(view, scope) if any(row[one] for one in figures)]


def compared(view: View, scope: Scope, meetings: tuple[str, str]) -> str:
    """The sentence that says what is shown: the scope at the two meetings compared, also where fewer are chosen."""
    both = replace(scope, meetings=meetings)
    return filters.sentence(both, vocabulary(view), scope_day(view, both))


@cached
def meetings(view: View, scope: Scope, earlier: str, later: str) -> Html:
    """What changed from one meeting to another: per State, per action, and each with the way to its passages."""
    words = vocabulary(view)
    found = between_meetings(view, scope, earlier, later)
    names = [words.label("meeting", one) for one in (earlier, later)]
    count = Counter(one.turn for one in found)
    said = ", ".join(f"{count[turn]} {said.short}" for turn, said in TURNS.items() if count[turn])
    title = element("h2", f"From {names[0]} to {names[1]}: {said or 'nothing to compare'}")
    others = element("p", _which(scope), " Choose two others in the filter Meeting.") if len(scope.meetings) < 2 else ""
    if not found:
        return join([title, others, element("p", "No State reported at either meeting on what you filtered.")])
    query = {**filters.query(scope), "meeting": [earlier, later]}
    by_position = sorted(found, key=lambda one: one.position)
    return join(
        [
            title,
            others,
            element("p", "Each is one State on one action or article, by the State’s own words only."),
            *(
                _turned(turn, [one for one in found if one.turn is turn], (earlier, later), scope, words)
                for turn in TURNS
                if count[turn]
            ),
            _none(said for turn, said in TURNS.items() if not count[turn]),
            element("h2", "The same, counted"),
            _summary("state", ((one.state, _name(TURNS[one.turn])) for one in found), query, words),
            _summary("provision", ((one.provision, _name(TURNS[one.turn])) for one in by_position), query, words),
        ]
    )


def _which(scope: Scope) -> str:
    """Which two meetings are compared where fewer than two are chosen."""
    if scope.meetings:
        return "The meeting you chose, and the one before it at which States reported."
    return "The latest two meetings at which States reported."


def _name(said: TurnWords | CorrectionWords) -> str:
    return f"{said.mark} {said.name}"


def _none(kinds: Iterable[TurnWords | CorrectionWords]) -> Html:
    """What was looked for and not found, by its name and meaning."""
    items = [element("li", element("strong", _name(said)), ": ", said.meaning) for said in kinds]
    return join([element("h3", "Looked for and not found"), element("ul", *items)]) if items else Html()


def _turned(turn: Turn, found: Sequence[Turned], pair: tuple[str, str], scope: Scope, words: Vocabulary) -> Html:
    said = TURNS[turn]
    head = element("h3", f"{_name(said)}: {counted(len(found), 'time')}")
    body = [
        (
            words.label("state", one.state),
            words.label("provision", one.provision),
            _cell(one, one.earlier, pair[0], scope),
            _cell(one, one.later, pair[1], scope),
        )
        for one in found
    ]
    columns = ("State", "Action or article", "At the earlier meeting", "At the later meeting")
    caption = f"{said.name}, with the passages of each meeting"
    return join([head, element("p", said.meaning), wide_table(caption, columns, body, label=_name(said))])


def _cell(one: Turned, cell: Row, meeting: str, scope: Scope) -> Html:
    """A cell in words; a reported one leads to its passages."""
    label = f"{CELLS[Cell(cell['cell'])].mark} {cell_name(cell)}"
    if cell["cell"] != Cell.REPORTED:
        return element("span", label)
    number = int(str(cell["passages"]))
    query = {**filters.query(scope), "meeting": [meeting], "cell": f"{one.state}.{one.provision}"}
    second = ", second-hand only" if cell["second_hand"] == cell["passages"] else ""
    return link(f"{label}: {counted(number, 'passage')}{second}", "coverage", query)


@cached
def revisions(later: View, earlier: View, scope: Scope, staff: bool) -> Html:
    """What changed between two revisions, per State and action."""
    words = vocabulary(later)
    found = between_revisions(later, earlier, scope, staff=staff)
    title = element(
        "h2",
        f"From revision {earlier.revision} to {later.revision}: {counted(len(found), 'change')} in what is reported",
    )
    every = link("Every record that changed", "history", {"since": earlier.revision, "until": later.revision})
    if not found:
        nothing = (
            "Nothing of what you filtered is reported or coded otherwise. Other records may have changed, such as what "
            "was received and is not published yet:"
        )
        return join([title, element("p", nothing, " ", every, ".")])
    by_kind = {kind: [one for one in found if one.kind is kind] for kind in CORRECTIONS}
    query = {**filters.query(scope), "since": earlier.revision, "until": later.revision}
    return join(
        [
            title,
            element("p", every, "."),
            *(_corrected(kind, some, scope, words) for kind, some in by_kind.items() if some),
            _none(CORRECTIONS[kind] for kind, some in by_kind.items() if not some),
            element("h2", "The same, counted"),
            _summary("state", ((one.state, _name(CORRECTIONS[one.kind])) for one in found), query, words),
            _summary("provision", ((one.provision, _name(CORRECTIONS[one.kind])) for one in found), query, words),
        ]
    )


def _corrected(kind: Correction, found: Sequence[Corrected], scope: Scope, words: Vocabulary) -> Html:
    said = CORRECTIONS[kind]
    head = element("h3", f"{_name(said)}: {counted(len(found), 'time')}")
    body = [(words.label("state", one.state), _provision(one.provision, words), _where(one, scope)) for one in found]
    table = wide_table(
        f"{said.name}, and where to see it", ("State", "Action or article", "See"), body, label=_name(said)
    )
    return join([head, element("p", said.meaning), table])


def _where(one: Corrected, scope: Scope) -> Html:
    if one.passages:
        return join([_passage(passage) for passage in one.passages], ", ")
    query = {key: value for key, value in filters.query(scope).items() if key != "rev"}
    return link("the cell now", "coverage", {**query, "cell": f"{one.state}.{one.provision}"})


def _passage(passage: str) -> Html:
    contribution, _, position = passage.rpartition(".")
    return link(passage, "contributions", {"contribution": contribution, "passage": position})


def _provision(code: str | None, words: Vocabulary) -> str:
    return words.label("provision", code) if code else "no action or article"


def _summary(key: str, found: Iterable[tuple[str | None, str]], query: Query, words: Vocabulary) -> Html:
    """How often each kind of change happened, per State or provision, in the order in which these come.

    Each leads to its changes alone.
    """
    every = list(found)
    kinds = list(dict.fromkeys(kind for _, kind in every))
    count = Counter(every)

    def name(code: str | None) -> object:
        if code is None:
            return _provision(None, words)
        narrowed = {**query, key: code}
        if key == "provision":
            narrowed["instrument"] = words.groups["provision"][code]
        return link(words.label(key, code), "changes", narrowed)

    body = [(name(code), *(count[code, kind] for kind in kinds)) for code in dict.fromkeys(code for code, _ in every)]
    what = "State" if key == "state" else "Action or article"
    return wide_table(f"{what}: how often each; a name leads to its changes alone", (what, *kinds), body)


def choose(scope: Scope) -> Html:
    """What to do where no two meetings are found to compare."""
    reset = replace(scope, meetings=())
    said = "Choose two meetings in the filters to compare them"
    if len(scope.meetings) > 1:
        said += f"; {len(scope.meetings)} are chosen"
    elif scope.meetings:
        said += "; of the one chosen, or of one before it, no report of a State is held in what you filtered"
    else:
        said += "; in what you filtered, States reported at fewer than two"
    again = join(["; or ", link("compare the latest two", "changes", filters.query(reset))]) if scope.meetings else ""
    return element("p", said, again, ".", class_="note")


def refused(why: str, query: Query, latest: int) -> Html:
    """Why two revisions cannot be compared, and the way on; `latest` is the number of the latest."""
    only = " There is only one revision so far, and nothing to compare it with." if latest == 1 else ""
    ways = [link("Compare two meetings", "changes", query), link("See all revisions", "history", query)]
    return join([element("p", why, only, role="alert"), element("p", join(ways, " · "))])


def choice(query: Query, latest: int, *, by_revision: bool) -> Html:
    """The way between the two comparisons; none while there is only one revision."""
    if latest == 1 and not by_revision:
        return Html()
    plain = {key: value for key, value in query.items() if key != "rev"}
    pair = {**plain, "since": max(latest - 1, 1), "until": latest}
    links = (
        link("Between two meetings", "changes", plain, aria_current=None if by_revision else "page"),
        link("Between two revisions", "changes", pair, aria_current="page" if by_revision else None),
    )
    return choices(links, "What is compared")
