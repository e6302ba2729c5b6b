"""The moves of a session desk, and the one place where each is made: what is kept in the log is always well formed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from kb.domain.refusals import Refused
from kb.domain.words import LANGUAGES
from kb.errors import ChangeRefused

SAID_LENGTH, NAME_LENGTH = 1000, 200
# What a note is in unless something else is said; the desk shows it in the form. Earlier logs say nothing else.
USUAL_LANGUAGE = "en"
LONGEST_MINUTES = 240


class Kind(StrEnum):
    """What a move does."""

    PROGRAMME = "programme"
    PART = "part"
    ADD = "add"
    PLACE = "place"
    MINUTES = "minutes"
    IDENTIFY = "identify"
    FLOOR = "floor"
    END = "end"
    SKIP = "skip"
    WITHDRAW = "withdraw"
    WAIT = "wait"
    NOTE = "note"
    MARK = "mark"
    UNDO = "undo"
    CLOSE = "close"
    REOPEN = "reopen"
    RECORDED = "recorded"


class QuestionStatus(StrEnum):
    """What facilitators did with a question to the room; OPEN takes a mark away again."""

    PINNED = "pinned"
    DROPPED = "dropped"
    ASKED = "asked"
    OPEN = "open"


@dataclass(frozen=True)
class Move:
    """A move to be made."""

    kind: Kind
    content: Mapping[str, Any]


def programme(parts: Sequence[Mapping[str, Any]]) -> Move:
    """The session's parts with their speakers, as kb/session/programme.py makes them; the first move of every desk."""
    return Move(Kind.PROGRAMME, {"parts": list(parts)})


def part(code: str) -> Move:
    """The session is now at this part."""
    return Move(Kind.PART, {"part": code})


def add(
    part: str,
    speaker: str,
    *,
    contributor: str | None = None,
    state: str | None = None,
    speaker_kind: str = "state",
    kind: str = "statement",
    minutes: int | None = None,
) -> Move:
    """A speaker more of a part (kb/session/replay.py says where); `minutes` None: as the part allots.

    Raises ChangeRefused.
    """
    return Move(
        Kind.ADD,
        {
            "part": part,
            "speaker": _words(speaker, "the speaker", NAME_LENGTH),
            "contributor": contributor,
            "state": state,
            "speaker_kind": speaker_kind,
            "kind": kind,
            "minutes": None if minutes is None else _minutes(minutes),
        },
    )


def place(slot: str, before: str | None) -> Move:
    """The speaker comes before another one of its part, or last."""
    return Move(Kind.PLACE, {"slot": slot, "before": before})


def minutes(slot: str, allotted: int) -> Move:
    """The speaker has this many minutes. Raises ChangeRefused."""
    return Move(Kind.MINUTES, {"slot": slot, "minutes": _minutes(allotted)})


def identify(slot: str, contributor: str, state: str | None, speaker_kind: str) -> Move:
    """A speaker whose name was typed is this State or organisation of the knowledge base."""
    content = {"slot": slot, "contributor": contributor, "state": state, "speaker_kind": speaker_kind}
    return Move(Kind.IDENTIFY, content)


def _of_slot(kind: Kind, slot: str) -> Move:
    return Move(kind, {"slot": slot})


# The speaker has the floor, and whoever had it has ended; has ended; is passed over for now; does not speak; waits
# again, after having been skipped or withdrawn.
floor = partial(_of_slot, Kind.FLOOR)
end = partial(_of_slot, Kind.END)
skip = partial(_of_slot, Kind.SKIP)
withdraw = partial(_of_slot, Kind.WITHDRAW)
wait = partial(_of_slot, Kind.WAIT)


def note(
    slot: str,
    line: str,
    said: str,
    codes: Sequence[tuple[str, str]] = (),
    passage: str | None = None,
    language: str = USUAL_LANGUAGE,
) -> Move:
    """What the speaker said, in one sentence, with (provision, assessment) pairs. Raises ChangeRefused.

    `language`: ISO 639-1 code of what was taken down, one of LANGUAGES. `passage`: the sentence is this passage of the
    knowledge base and not anything taken down in the room.
    """
    said = _words(said, "what was said", SAID_LENGTH)
    if passage is None and language not in LANGUAGES:
        raise ChangeRefused(Refused.NO_LANGUAGE)
    pairs = [list(one) for one in codes]
    content = {"slot": slot, "line": line, "said": said, "codes": pairs, "passage": passage, "language": language}
    return Move(Kind.NOTE, content)


def mark(question: str, marked: QuestionStatus, words: str) -> Move:
    """A question to the room is pinned, dropped, asked or open again; `words`: how it was put."""
    return Move(Kind.MARK, {"question": question, "mark": marked.value, "words": words})


def undo(number: int) -> Move:
    """The move with this number is as if it had not been made; undoing that puts it back."""
    return Move(Kind.UNDO, {"number": number})


def close() -> Move:
    """The session has ended."""
    return Move(Kind.CLOSE, {})


def reopen() -> Move:
    """The session goes on after all."""
    return Move(Kind.REOPEN, {})


def recorded(revision: int, notes: Sequence[int]) -> Move:
    """These notes were recorded in the knowledge base, as this revision."""
    return Move(Kind.RECORDED, {"revision": revision, "notes": list(notes)})


def _words(text: str, what: str, most: int) -> str:
    words = " ".join(text.split())
    if not words:
        raise ChangeRefused(Refused.EMPTY, what=what)
    if len(words) > most:
        raise ChangeRefused(Refused.TOO_LONG, what=what, most=most)
    return words


def _minutes(given: int) -> int:
    if not 0 < given <= LONGEST_MINUTES:
        raise ChangeRefused(Refused.MINUTES, most=LONGEST_MINUTES)
    return given
