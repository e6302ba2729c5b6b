"""The What changed screen: what States newly reported and what is no longer there, per State and per action."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb import filters
from kb.changes import Corrected, Correction, Turn, Turned, between_meetings, between_revisions, in_order
from kb.model import ANY_MEETING, OUTSIDE_MEETINGS, Cell, Scope
from kb.queries import Row, records
from kb.queries.looks import meeting_coverage
from kb.store import View
from kb.ui.markup import Html, choices, element, join, link, wide_table
from kb.ui.memory import remembered, words_of
from kb.vocabulary import Vocabulary
from kb.words import CELLS, counted

TURNS: Mapping[Turn, tuple[str, str, str]] = {
    Turn.NEW: (
        "+ Newly reported",
        "newly reported",
        "Reported at the later meeting; of the earlier one nothing on it is held, although the State’s texts there are "
        "held and coded, or no contribution of the State is known.",
    ),
    Turn.NO_LONGER: (
        "– No longer mentioned",
        "no longer mentioned",
        "Reported at the earlier meeting; at the later one nothing on it is held. That does not say that the State "
        "stopped doing anything.",
    ),
    Turn.UNKNOWN: (
        "? Cannot be compared",
        "cannot be compared",
        "Reported at one meeting; of the other a text is known to exist that is not held or not yet coded.",
    ),
    Turn.STILL: ("= Reported at both", "reported at both", "Reported at the earlier meeting and at the later one."),
}
CORRECTIONS: Mapping[Correction, tuple[str, str]] = {
    Correction.REPORTED: ("+ Reported now", "A published passage of the State speaks to it now and did not before."),
    Correction.NO_LONGER: ("– No longer reported", "No published passage of the State speaks to it any more."),
    Correction.RECODED: ("≠ Recoded", "A passage of or about the State is coded otherwise than before."),
    Correction.CORRECTED: ("≠ Corrected", "The text or the record of a passage of or about the State was changed."),
}


@remembered
def pair(view: View, scope: Scope) -> tuple[str, str] | None:
    """The two meetings compared, the earlier first: those chosen, else the latest two at which States reported.

    None where more or fewer are chosen, or fewer are held.
    """
    chosen = [one for one in scope.meetings if one not in (ANY_MEETING, OUTSIDE_MEETINGS)]
    if not scope.meetings:
        figures = ("reported", "unknown_reporting", "unbound_reporting")
        chosen = [row["meeting"] for row in records(meeting_coverage(view, scope)) if any(row[one] for one in figures)][
            -2:
        ]
    if len(chosen) != 2 or len(scope.meetings) > 2:
        return None
    earlier, later = in_order(view, scope, chosen)
    return earlier, later


@remembered
def meetings(view: View, scope: Scope, earlier: str, later: str) -> Html:
    """What changed from one meeting to another: per State, per action, and each with the way to its passages."""
    words = words_of(view)
    found = between_meetings(view, scope, earlier, later)
    names = [words.label("meeting", one) for one in (earlier, later)]
    count = Counter(one.turn for one in found)
    said = ", ".join(f"{count[turn]} {short}" for turn, (_, short, _) in TURNS.items())
    title = element("h2", f"From {names[0]} to {names[1]}: {said}")
    lead = element("p", "Each is one State on one action or article, by the State’s own words only.")
    if not found:
        return join([title, element("p", "No State reported at either meeting on what you filtered.")])
    details = [
        _turned(turn, [one for one in found if one.turn is turn], (earlier, later), scope, words) for turn in TURNS
    ]
    summaries = [
        _summary("Per State", "State", [(words.label("state", one.state), TURNS[one.turn][0]) for one in found]),
        _summary(
            "Per action or article",
            "Action or article",
            [
                (words.label("provision", one.provision), TURNS[one.turn][0])
                for one in sorted(found, key=lambda one: one.position)
            ],
        ),
    ]
    return join([title, lead, *details, element("h2", "The same, counted"), *summaries])


def _turned(turn: Turn, found: Sequence[Turned], pair: tuple[str, str], scope: Scope, words: Vocabulary) -> Html:
    name, _, meaning = TURNS[turn]
    head = element("h3", f"{name}: {counted(len(found), 'time')}")
    if not found:
        return join([head, element("p", "None.", class_="quiet")])
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
    return join([head, element("p", meaning), wide_table(name, columns, body)])


def _cell(one: Turned, cell: Row, meeting: str, scope: Scope) -> Html:
    """A cell in words; a reported one leads to its passages."""
    said = CELLS[Cell(cell["cell"])]
    label = f"{said.mark} {said.name}"
    if cell["cell"] != Cell.REPORTED:
        return element("span", label)
    number = int(str(cell["passages"]))
    query = {**filters.query(scope), "meeting": [meeting], "cell": f"{one.state}.{one.provision}"}
    second = ", second-hand only" if cell["second_hand"] == cell["passages"] else ""
    return link(f"{label}: {counted(number, 'passage')}{second}", "coverage", query)


@remembered
def revisions(later: View, earlier: View, scope: Scope, staff: bool) -> Html:
    """What changed between two revisions, per State and action."""
    words = words_of(later)
    found = between_revisions(later, earlier, scope, staff=staff)
    title = element("h2", f"From revision {earlier.revision} to {later.revision}: {counted(len(found), 'change')}")
    every = link("Every record that changed", "history", {"since": earlier.revision, "until": later.revision})
    if not found:
        nothing = "Nothing of what you filtered is reported or coded otherwise."
        return join([title, element("p", nothing, " ", every, ".")])
    details = [_corrected(kind, [one for one in found if one.kind is kind], scope, words) for kind in CORRECTIONS]
    named = [(words.label("state", one.state), CORRECTIONS[one.kind][0]) for one in found]
    acted = [(_provision(one, words), CORRECTIONS[one.kind][0]) for one in found]
    counts = [_summary("Per State", "State", named), _summary("Per action or article", "Action or article", acted)]
    return join([title, element("p", every, "."), *details, element("h2", "The same, counted"), *counts])


def _corrected(kind: Correction, found: Sequence[Corrected], scope: Scope, words: Vocabulary) -> Html:
    name, meaning = CORRECTIONS[kind]
    head = element("h3", f"{name}: {counted(len(found), 'time')}")
    if not found:
        return join([head, element("p", "None.", class_="quiet")])
    body = [(words.label("state", one.state), _provision(one, words), _where(one, scope)) for one in found]
    return join([head, element("p", meaning), wide_table(name, ("State", "Action or article", "See"), body)])


def _where(one: Corrected, scope: Scope) -> Html:
    if one.passages:
        return join([_passage(passage) for passage in one.passages], ", ")
    query = {key: value for key, value in filters.query(scope).items() if key != "rev"}
    return link("the cell now", "coverage", {**query, "cell": f"{one.state}.{one.provision}"})


def _passage(passage: str) -> Html:
    contribution, _, position = passage.rpartition(".")
    return link(passage, "contributions", {"contribution": contribution, "passage": position})


def _provision(one: Corrected, words: Vocabulary) -> str:
    return words.label("provision", one.provision) if one.provision else "no action or article"


def _summary(caption: str, what: str, found: Sequence[tuple[str, str]]) -> Html:
    """How often each kind of change happened, in the order in which the names come."""
    kinds = sorted({kind for _, kind in found}, key=[kind for _, kind in found].index)
    count = Counter(found)
    body = [(name, *(count[name, kind] for kind in kinds)) for name in dict.fromkeys(name for name, _ in found)]
    return wide_table(caption, (what, *kinds), body)


def choose(scope: Scope) -> Html:
    """What to do where no two meetings are chosen."""
    said = "Choose two meetings in the filters to compare them"
    many = f"; {len(scope.meetings)} are chosen" if len(scope.meetings) not in (0, 2) else ""
    reset = replace(scope, meetings=())
    return element("p", f"{said}{many}. ", link("Compare the latest two", "changes", filters.query(reset)), ".")


def refused(why: str | None) -> Html:
    """Why two revisions cannot be compared."""
    return element("p", why or "", role="alert")


def choice(query: Mapping[str, object], latest: int, *, by_revision: bool) -> Html:
    """The way between the two comparisons."""
    plain = {key: value for key, value in query.items() if key != "rev"}
    pair = {**plain, "since": max(latest - 1, 1), "until": latest}
    links = (
        link("Between two meetings", "changes", plain, aria_current=None if by_revision else "page"),
        link("Between two revisions", "changes", pair, aria_current="page" if by_revision else None),
    )
    return choices(links, "What is compared")
