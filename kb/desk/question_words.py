"""The fixed words of the questions to the room. What is put into them are names, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence

from kb.desk.pairs import Near, Pair, Told
from kb.desk.signs import Why
from kb.queries import Row
from kb.words import counted

_ANNOUNCED = {
    Why.WAITING: "On the list under line {line} and not yet heard under it: {names}. Do they wish to take the floor?",
    Why.SKIPPED: "Passed over under line {line}: {names}. Do they wish to take the floor now?",
    Why.TEXT: "Handed in a text under line {line} and not on the list: {names}. Do they wish to present it?",
}
_APART = {
    Why.WAITING: "On the list: {names}.",
    Why.SKIPPED: "Passed over: {names}.",
    Why.TEXT: "Handed in a text for this meeting: {names}.",
}
_ANSWERS = {Near.PRACTICE: "a practice", Near.PROGRESS: "progress", Near.THEME: "a practice"}


def named(names: Sequence[str]) -> str:
    """Names in a row: `A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def silent(line: str, title: str, names: Sequence[str]) -> str:
    """Bound States that have not spoken under a line."""
    return f"Not yet heard under line {line}, {title}: {named(names)}. Do they wish to contribute?"


def told_apart(by_why: Mapping[Why, Sequence[str]], unknown: Sequence[str]) -> Iterator[str]:
    """Which of these States are announced, and which more are not known to be bound."""
    for why, names in by_why.items():
        if names:
            yield _APART[why].format(names=named(names))
    if unknown:
        yield f"Not known whether bound, and so not among them: {named(unknown)}."


def announced(why: Why, line: str, names: Sequence[str]) -> str:
    """Who announced and has not spoken."""
    return _ANNOUNCED[why].format(line=line, names=named(names))


def text(row: Row) -> str:
    """A text that was handed in (a row of desk_texts.sql)."""
    published = "" if row["status"] == "published" else ", not published"
    return f"{row['contributor_label']}: “{row['source_title']}”{published}."


def pair(pair: Pair, subject: str, asks: str, answers: str, asks_here: bool, answers_here: bool) -> str:
    """A challenge of one State, and a practice or progress of another."""
    if answers_here:
        question = f"Could {answers} say how it went about it?"
    elif asks_here:
        question = f"Would {asks} say where it stands now?"
    else:
        question = "Can anybody in the room say more?"
    first, second = _told(pair.asks, asks), _told(pair.answers, answers)
    return f"{first} a challenge on {subject}; {second} {_ANSWERS[pair.near]} on it. {question}"


def _told(told: Told, name: str) -> str:
    """Who told, and how it is known; what somebody else reports is marked second-hand."""
    if told.note or not told.passage:
        return f"{name}, as noted today, spoke of"
    if told.passage["aligned"]:
        second_hand = ", as others report (second-hand)," if told.passage["second_hand"] else ""
        return f"{name}, in a statement made for several States,{second_hand} reported"
    if told.passage["second_hand"]:
        return f"{name}, as others report (second-hand), spoke of"
    return f"{name} reported"


def untouched(action: str) -> str:
    """An action that nobody has touched."""
    return f"Nothing is noted or announced yet on {action}. Who can report on it?"


def reported_before(passages: int, states: int) -> str:
    """What was reported on an action before."""
    if not passages:
        return "Nothing on it is held from earlier meetings of the Convention."
    return f"From earlier meetings of the Convention: {counted(passages, 'passage')} of {counted(states, 'State')}."
