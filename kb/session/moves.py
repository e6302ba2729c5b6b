"""The moves of a session desk: what each may say, and the one place where each is made.

It is checked when it is made, so that what is kept in the log is well formed, and again when it is read from there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from kb.db.desks import Entry
from kb.domain.refusals import Refused
from kb.domain.words import LANGUAGES
from kb.errors import ChangeRefused

SAID_LENGTH, NAME_LENGTH = 1000, 200
# What a note is in unless something else is said; the desk shows it in the form. Earlier logs say nothing else.
USUAL_LANGUAGE = "en"
LONGEST_MINUTES = 240
# Numbers of moves and positions are kept as 32-bit integers.
_LARGEST = 2**31 - 1
Check = Callable[[Any], bool]
Shape = dict[str, Check]


class Kind(StrEnum):
    """What a move does."""

    # The session's parts with their speakers, as kb/session/programme.py makes them; the first move of every desk.
    PROGRAMME = "programme"
    # The session is now at this part.
    PART = "part"
    ADD = "add"
    # The speaker comes before another one of its part, or last.
    PLACE = "place"
    MINUTES = "minutes"
    # A speaker whose name was typed is this State or organisation of the knowledge base.
    IDENTIFY = "identify"
    # The speaker has the floor, and whoever had it has ended; has ended; is passed over for now; does not speak; waits
    # again, after having been skipped or withdrawn.
    FLOOR = "floor"
    END = "end"
    SKIP = "skip"
    WITHDRAW = "withdraw"
    WAIT = "wait"
    NOTE = "note"
    # A question to the room is pinned, dropped, asked or open again; with the words in which it was put.
    MARK = "mark"
    # The move with this number is as if it had not been made; undoing that puts it back.
    UNDO = "undo"
    CLOSE = "close"
    # The session goes on after all.
    REOPEN = "reopen"
    # These notes were recorded in the knowledge base, as this revision.
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


def is_text(value: object) -> bool:
    """Whether a value is a text, and can be shown: half a pair of surrogates cannot."""
    try:
        return isinstance(value, str) and len(value.encode()) >= 0
    except UnicodeEncodeError:
        return False


def _is_text_or_none(value: object) -> bool:
    return value is None or is_text(value)


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) <= _LARGEST


def _is_minutes(value: object) -> bool:
    return type(value) is int and 0 < value <= LONGEST_MINUTES


def _is_list_of(check: Check) -> Check:
    return lambda value: isinstance(value, (list, tuple)) and all(map(check, value))


def _is_pair(value: Any) -> bool:
    return _is_list_of(is_text)(value) and len(value) == 2


def _is_a(shape: Shape) -> Check:
    return lambda value: (
        isinstance(value, Mapping) and all(key in value and is_it(value[key]) for key, is_it in shape.items())
    )


_SLOT: Shape = {"slot": is_text}
_SPEAKER: Shape = {
    "speaker": is_text,
    "contributor": _is_text_or_none,
    "state": _is_text_or_none,
    "speaker_kind": is_text,
    "kind": is_text,
}
LISTED: Shape = _SPEAKER | {"detail": _is_text_or_none}
PART: Shape = {
    "code": is_text,
    "title": is_text,
    "line": _is_text_or_none,
    "session": _is_text_or_none,
    "description": _is_text_or_none,
    "coordinators": _is_list_of(is_text),
    "complete": lambda value: isinstance(value, bool),
    "note": _is_text_or_none,
    "source_title": _is_text_or_none,
    "source_url": _is_text_or_none,
    "minutes": _is_minutes,
}
SHAPES: Mapping[Kind, Shape] = {
    Kind.PROGRAMME: {"parts": _is_list_of(_is_a(PART | {"slots": _is_list_of(_is_a(LISTED))}))},
    Kind.PART: {"part": is_text},
    Kind.ADD: _SPEAKER | {"part": is_text, "minutes": lambda value: value is None or _is_minutes(value)},
    Kind.PLACE: _SLOT | {"before": _is_text_or_none},
    Kind.MINUTES: _SLOT | {"minutes": _is_minutes},
    Kind.IDENTIFY: _SLOT | {"contributor": is_text, "state": _is_text_or_none, "speaker_kind": is_text},
    Kind.FLOOR: _SLOT,
    Kind.END: _SLOT,
    Kind.SKIP: _SLOT,
    Kind.WITHDRAW: _SLOT,
    Kind.WAIT: _SLOT,
    Kind.NOTE: _SLOT | {"line": is_text, "said": is_text, "codes": _is_list_of(_is_pair), "passage": _is_text_or_none},
    Kind.MARK: {
        "question": is_text,
        "mark": lambda value: is_text(value) and value in set(QuestionStatus),
        "words": is_text,
    },
    Kind.UNDO: {"number": _is_number},
    Kind.CLOSE: {},
    Kind.REOPEN: {},
    Kind.RECORDED: {"notes": _is_list_of(_is_number)},
}


def _move(kind: Kind, *values: object) -> Move:
    return Move(kind, dict(zip(SHAPES[kind], values, strict=True)))


# Moves that say what they are given, in the order of SHAPES.
programme, part, place, identify, mark, undo = (
    partial(_move, kind) for kind in (Kind.PROGRAMME, Kind.PART, Kind.PLACE, Kind.IDENTIFY, Kind.MARK, Kind.UNDO)
)
floor, end, skip, withdraw, wait = (
    partial(_move, kind) for kind in (Kind.FLOOR, Kind.END, Kind.SKIP, Kind.WITHDRAW, Kind.WAIT)
)
close, reopen = partial(_move, Kind.CLOSE), partial(_move, Kind.REOPEN)


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


def minutes(slot: str, allotted: int) -> Move:
    """The speaker has this many minutes. Raises ChangeRefused."""
    return Move(Kind.MINUTES, {"slot": slot, "minutes": _minutes(allotted)})


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


class Step(NamedTuple):
    """An entry of the log as it was read; `kind` is None where it cannot be read."""

    entry: Entry
    kind: Kind | None
    content: Mapping[str, Any]


def is_well_formed(kind: str, content: object) -> bool:
    """Whether there is such a move, and this is what it may say."""
    return kind in set(Kind) and isinstance(content, Mapping) and _is_a(SHAPES[Kind(kind)])(content)


def step(entry: Entry) -> Step:
    """An entry with what its kind takes of its content; what it does not know is left out.

    A NOTE move of an earlier version does not say its language.
    """
    if not is_well_formed(entry.kind, entry.content):
        return Step(entry, None, {})
    kind = Kind(entry.kind)
    content = {key: entry.content[key] for key in SHAPES[kind]}
    if kind is Kind.NOTE:
        language = entry.content.get("language")
        content["language"] = language if is_text(language) and language in LANGUAGES else USUAL_LANGUAGE
    return Step(entry, kind, content)


def position_listed(slot: Mapping[str, Any]) -> int | None:
    """The place in the programme of a speaker of a PROGRAMME move; those of earlier versions do not say it."""
    listed = slot.get("listed")
    return listed if _is_number(listed) else None
