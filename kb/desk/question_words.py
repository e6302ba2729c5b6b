"""The fixed words of the questions to the room. What is put into them are names, and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.desk.pairs import Near
from kb.desk.signs import Why
from kb.queries import Row
from kb.words import counted, listed

_ANNOUNCED = {
    Why.WAITING: "On the list of line {line}, whose part is over, and not heard under it: {names}. Do they still wish "
    "to take the floor?",
    Why.SKIPPED: "Passed over under line {line}: {names}. Do they wish to take the floor now?",
    Why.TEXT: "Handed in a text under line {line} and not on the list: {names}. Do they wish to present it?",
}
_ANSWERS = {Near.PRACTICE: "a practice", Near.PROGRESS: "progress", Near.THEME: "a practice"}


def held_back(line: str, *, begun: bool) -> str:
    """Why it is not asked yet which bound States have not been heard, and when it will be."""
    begins = "" if begun else "the session has begun and "
    return (
        "Which States with victims have not been heard yet is not asked now, as it would name all of them: it is asked "
        f"as soon as {begins}somebody is on the list of line {line}."
    )


def silent(line: str, title: str, names: Sequence[str]) -> str:
    """Bound States that have not spoken under a line and are on no list of it."""
    return (
        f"Not yet heard under line {line}, {title}, and not on its list: {listed(names)}. Do they wish to contribute?"
    )


def told_apart(handed_in: Sequence[str], unknown: Sequence[str]) -> Iterator[str]:
    """Which of these States handed in a text, and which more are not known to be bound."""
    if handed_in:
        yield f"Handed in a text for this meeting: {listed(handed_in)}."
    if unknown:
        yield f"Not known whether bound, and so not among them: {listed(unknown)}."


def announced(why: Why, line: str, names: Sequence[str]) -> str:
    """Who announced and has not spoken."""
    return _ANNOUNCED[why].format(line=line, names=listed(names))


def text(row: Row) -> str:
    """A text that was handed in (a row of desk_texts.sql)."""
    published = "" if row["status"] == "published" else ", not published"
    return f"{row['contributor_label']}: “{row['source_title']}”{published}."


@dataclass(frozen=True)
class Teller:
    """A State that told something: in which voice, for several States or not, noted in this session or not.

    One that is `noted` and `held` is a passage of the knowledge base, as in a replay.
    """

    name: str
    second_hand: bool
    aligned: bool
    noted: bool
    held: bool

    @property
    def reported(self) -> str:
        """The State and how it is known that it told; the object follows."""
        if self.noted and not self.held:
            return f"{self.name}, as noted today, spoke of"
        how = [
            ", in a statement made for several States" if self.aligned else "",
            ", as others report (second-hand)" if self.second_hand else "",
            ", at this meeting" if self.noted else "",
        ]
        said = "".join(how)
        return f"{self.name}{said}{',' if said else ''} {'spoke of' if self.second_hand else 'reported'}"


def pair(near: Near, subject: str, asks: Teller, answers: Teller, asks_here: bool, answers_here: bool) -> str:
    """A challenge of one State, and a practice or progress of another; `..._here`: whether it is in the room."""
    if answers_here:
        question = f"Could {answers.name} say how it went about it?"
    elif asks_here:
        question = f"Would {asks.name} say where it stands now?"
    else:
        question = "Can anybody in the room say more?"
    return f"{asks.reported} a challenge on {subject}; {answers.reported} {_ANSWERS[near]} on it. {question}"


def under(lines: Sequence[str]) -> str:
    """Under which lines a question stands, where these are several."""
    return f"It stands for lines {listed(lines)}, and is asked once."


def untouched(action: str) -> str:
    """An action that nobody has touched."""
    return f"Nothing is noted or announced yet on {action}. Who can report on it?"


def reported_before(passages: int, states: int) -> str:
    """What was reported on an action before."""
    if not passages:
        return "Nothing on it is held from earlier meetings of the Convention."
    said = f"{counted(passages, 'passage')} of {counted(states, 'State')}"
    return f"Reported on it at earlier meetings of the Convention, by any State, on the board or not: {said}."
