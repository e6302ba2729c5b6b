"""The board of a session as HTML: per line who addressed it, who announced it, and what nobody has touched."""

from collections.abc import Iterable, Iterator, Mapping

from kb.desk.board import ActionOnBoard, Before, Board, BoardState, Group, LineOnBoard, Mark, Touch, Why
from kb.domain import filters
from kb.domain.model import PartyStatus, TextStatus
from kb.domain.words import PARTY_STATUSES, TEXT_STATUSES, counted, listed
from kb.ui.markup import Html, element, join, link, wide_table

# A mark and words for each: nothing is told by colour.
TOUCHES = {
    Touch.NOW: ("●", "addressed now"),
    Touch.ANNOUNCED: ("◇", "announced"),
    Touch.NOT: ("□", "not touched"),
}
WHYS = {
    Why.FLOOR: "had the floor",
    Why.NOTE: "noted",
    Why.WAITING: "on the list",
    Why.SKIPPED: "passed over",
    Why.TEXT: "text handed in",
}
GROUPS = {
    Group.BOUND: "States Parties with cluster munition victims, whom the actions bind",
    Group.UNKNOWN: "States Parties of which it is not known whether they have victims: apart, and never counted as no",
    Group.OTHER: "Other States that speak or are announced, in no fraction",
}
MEANT = (
    "● addressed now: the State has or had the floor under the line, or a note of it stands there; for an action, a "
    "note of it is coded to the action, under whatever line; the figure of a line counts only what was noted under "
    "it. ◇ announced: it is on the list or passed over, or handed in a text for this "
    "meeting; for an action, such a text is coded to it. □ not touched: none of these."
)
BEFORE = (
    "Reported before stands beside it and is never added: published passages, own or as reported, at meetings of the "
    "Convention that were over before the day of the session. Only States of this board are named, each by itself: a "
    "passage of a statement made for several States counts for each of them, and a passage on several actions counts "
    "with each of these actions, but once for the line."
)
NOT_KNOWN_BOUND = (
    "Of {states} more it is not known whether they have cluster munition victims, and so whether these actions bind "
    "them: they are not counted under □."
)
NOT_KNOWN_BOUND_OF_SOME = (
    "+ not known: of so many States Parties more it is not known whether they have cluster munition victims, and so "
    "whether the action binds them. They are not counted under □."
)
CHAIR = "As Coordinator, for the chair and not for the State, so counted nowhere here"
NOT_CODED = "No note or text of a State under this line is coded, so it is not known which actions are open."
WORDING = {TextStatus.UNVERIFIED: "wording not checked", TextStatus.MISSING: "wording not known"}
_NOTHING_UNDER = "No action of the Plan stands under this line, so only who speaks is shown."


def board_html(board: Board) -> Html:
    """The board: a section per line, which says how far it is, then the States, and the actions under the line.

    Of the lines that the session is not at, only how far they are and what nobody has touched is unfolded.
    """
    if not board.lines:
        return element("p", "This session has no discussion line, so there is no board.", class_="note")
    meant = _folded("What is counted", element("p", MEANT), element("p", BEFORE), of="counted")
    return join([*(_line(line, is_here=line.id == board.here) for line in board.lines), meant])


def _line(line: LineOnBoard, *, is_here: bool) -> Html:
    heard, bound = line.bound_heard
    addressed, established = line.actions_addressed
    whole = join([*_states(line), _actions(line)])
    chair = f"{CHAIR}: {', '.join(line.chair)}." if line.chair else ""
    return element(
        "section",
        element("h3", f"Line {line.id}: {line.title}"),
        element(
            "ul",
            _figure(heard, bound, "States", "with victims have addressed it") if line.begun else "",
            _figure(addressed, established, "actions", "addressed under this line") if line.coded else "",
            class_="figures",
        ),
        _untouched(line),
        element("p", chair, class_="quiet", dir="auto") if chair else "",
        whole if is_here else _folded(f"Line {line.id}, State by State and action by action", whole, of=line.id),
    )


def _folded(title: str, *content: object, of: str) -> Html:
    """Something folded away; `of` names it, so that it stays unfolded when the board changes."""
    return element("details", element("summary", title), *content, data_of=f"board-{of}")


def _figure(done: int, total: int, what: str, did: str) -> Html:
    """A fraction with both numbers, and a bar beside it; none where there is nothing to count."""
    if not total:
        return element("li", f"No {what} to count")
    width = f"width: {100 * done / total:.0f}%"
    bar = element("span", element("span", style=width), class_="bar", aria_hidden="true")
    return element("li", element("span", f"{done} of {total} ", bar, class_="figure"), f"{what} {did}")


def _untouched(line: LineOnBoard) -> Html:
    """The actions that nobody has touched, set apart; and how many notes are coded to nothing, so may be on them."""
    if not line.actions:
        return Html()
    said: list[object] = ["Every action whose text is established is noted or announced."]
    if not line.coded:
        said = [NOT_CODED]
    elif line.untouched:
        head = f"□ Nothing noted or announced on {counted(len(line.untouched), 'action')}: "
        said = [element("strong", head), join(map(_action_name, line.untouched), "; "), "."]
    if line.uncoded:
        said.append(f" {counted(line.uncoded, 'note')} under this line: not coded, so on no action.")
    return element("p", *said, class_="note" if line.coded and line.untouched else None)


def _states(line: LineOnBoard) -> Iterator[Html]:
    """The States whom the actions bind at once; those of which that is not known, and all who are neither, apart."""
    if not line.bound_heard[1]:
        yield element("p", "No State is known to be bound by these actions on the day.", class_="note")
    for group in (Group.BOUND, Group.UNKNOWN):
        yield _table(line, group)
    others = [one for one in line.states if one.group is Group.OTHER]
    if others or line.others:
        who = [counted(len(others), "other State")] if others else []
        who += [f"{counted(len(line.others), 'speaker')} of no State"] if line.others else []
        title = f"Besides: {' and '.join(who)}"
        yield _folded(title, _table(line, Group.OTHER), _beside(line), of=f"others-{line.id}")


def _table(line: LineOnBoard, group: Group) -> Html:
    states = [one for one in line.states if one.group is group]
    if not states:
        return Html()
    heard = f"{len(line.of(Touch.NOW, group))} of {len(states)} have addressed line {line.id}"
    caption = f"{GROUPS[group]}: {heard if group is Group.BOUND else len(states)}"
    columns = ("State", "In this session", "Reported before, on all these actions")
    return wide_table(caption, columns, (_state(one, line) for one in states))


def _state(state: BoardState, line: LineOnBoard) -> tuple[object, ...]:
    mark = line.marks[state.id]
    status = "" if state.status == PartyStatus.PARTY else f" {PARTY_STATUSES[PartyStatus(state.status)]}"
    name = join([state.name, element("small", status) if status else ""])
    return name, _touch(mark), _before(mark.before, state.name)


def _touch(mark: Mark) -> Html:
    sign, words = TOUCHES[mark.touch]
    why = ", ".join(WHYS[one] for one in mark.why)
    weight = "strong" if mark.touch is Touch.NOW else "span"
    return join([element(weight, f"{sign} {words}"), f": {why}" if why else ""])


def _before(before: Before, name: str) -> object:
    if before.scope is None:
        return "none"
    said = counted(before.passages, "passage")
    query = {**filters.query(before.scope), "list": "passages"}
    return link(said, "contributions", query, aria_label=f"{said} of {name}")


def _beside(line: LineOnBoard) -> Html:
    """Organisations and speakers who are not identified: beside the States, never as one."""
    if not line.others:
        return Html()
    said = (
        element("li", f"{one.name}: {TOUCHES[one.touch][0]} {TOUCHES[one.touch][1]}{_unknown(one.contributor)}")
        for one in line.others
    )
    return join([element("p", "Beside the States, not counted among them:"), element("ul", *said)])


def _unknown(contributor: str | None) -> str:
    return "" if contributor else " (not identified: the name was typed)"


def _actions(line: LineOnBoard) -> Html:
    if not line.actions:
        return element("p", _NOTHING_UNDER, class_="note")
    caption = f"The actions under line {line.id}, and which States address them"
    unknown = {action.id: _unknown_bound(action) for action in line.actions if line.coded and action.established}
    differ = len(set(unknown.values())) > 1
    rows = (_action(action, line, unknown.get(action.id, 0) if differ else 0) for action in line.actions)
    touches = ("● Addressed now", "◇ Announced", *(("□ Not touched, of those with victims",) * line.coded))
    columns = ("Action", *touches, "Reported before on it, by States of this board")
    return join([wide_table(caption, columns, rows), *_meant(line, unknown, differ)])


def _unknown_bound(action: ActionOnBoard) -> int:
    """Of how many States it is not known whether the action binds them."""
    return sum(mark.bound == "unknown" for mark in action.marks.values())


def _meant(line: LineOnBoard, unknown: Mapping[str, int], differ: bool) -> Iterator[Html]:
    """What is meant in the table of actions, once below it."""
    most = max(unknown.values(), default=0)
    if differ:
        yield element("p", NOT_KNOWN_BOUND_OF_SOME, class_="quiet")
    elif most:
        yield element(
            "p", NOT_KNOWN_BOUND.format(states=counted(most, "State Party", "States Parties")), class_="quiet"
        )
    if any(action.text_status == TextStatus.UNVERIFIED for action in line.actions):
        meaning = TEXT_STATUSES[TextStatus.UNVERIFIED][1]
        yield element("p", f"{WORDING[TextStatus.UNVERIFIED].capitalize()}: {meaning}", class_="quiet")


def _action(action: ActionOnBoard, line: LineOnBoard, unknown: int) -> tuple[object, ...]:
    """A row of the table. `unknown`: of how many States more it says that it is not known whether they are bound."""
    names = {one.id: one.name for one in line.states}
    groups = {one.id: one.group for one in line.states}
    now = [names[state] for state in action.states(Touch.NOW)]
    others = [
        f"{one.name} (not a State)" if one.contributor else f"{one.name} (not identified)" for one in action.others
    ]
    bound = [state for state, mark in action.marks.items() if mark.bound == "yes" and groups[state] is Group.BOUND]
    idle = sum(action.marks[state].touch is Touch.NOT for state in bound)
    more = element("small", f"+ {unknown} not known") if unknown else ""
    left = (join([f"{idle} of {len(bound)} States", more]),) * line.coded
    before = [
        join([f"{names[state]}: ", _before(mark.before, f"{names[state]} on {action.name}")])
        for state, mark in action.marks.items()
        if mark.before.passages
    ]
    if not action.established:
        missing = "Its text is not established, so nothing can be coded to it; it is not counted as untouched."
        return _action_head(action, line), missing, "", *(("",) * line.coded), _listed(before)
    announced = [names[state] for state in action.states(Touch.ANNOUNCED)]
    addressed = join([_listed([*now, *others]), _elsewhere(action, line)])
    return _action_head(action, line), addressed, _listed(announced), *left, _listed(before)


def _elsewhere(action: ActionOnBoard, line: LineOnBoard) -> Html:
    """Says under which other lines notes on an action were taken: these are no progress of this line."""
    others = [code for code in action.noted_under if code != line.id]
    if not others:
        return Html()
    too = "too" if line.id in action.noted_under else ""
    return element("small", f" noted under line{'s' if len(others) > 1 else ''} {listed(others)} {too}".rstrip())


def _listed(names: Iterable[object]) -> Html:
    return join(names, "; ") or Html("none")


def _action_head(action: ActionOnBoard, line: LineOnBoard) -> Html:
    tags = [element("span", "□ nothing yet", class_="tag strong")] if line.coded and action.untouched else []
    if action.text_status in WORDING:
        tags.append(element("span", WORDING[TextStatus(action.text_status)], class_="tag"))
    ours = element("small", f"put here by us: {action.reason}") if action.basis == "editorial" else ""
    return join([_action_name(action), " ", *tags, ours])


def _action_name(action: ActionOnBoard) -> Html:
    said = f"{action.name}: {action.short_title}" if action.short_title else action.name
    return link(said, "actions", {"instrument": action.instrument, "read": action.id})
