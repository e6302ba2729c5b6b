"""What a move may say: checked when it is made, and again when it is read from the log."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kb.db.desks import Entry
from kb.domain.words import LANGUAGES
from kb.session.moves import LONGEST_MINUTES, USUAL_LANGUAGE, Kind, QuestionStatus

Check = Callable[[Any], bool]
Shape = dict[str, Check]
# Numbers of moves and positions are kept as 32-bit integers.
_LARGEST = 2**31 - 1


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


class Step(NamedTuple):
    """An entry of the log as it was read; `kind` is None where it cannot be read."""

    entry: Entry
    kind: Kind | None
    content: Mapping[str, Any]


def is_well_formed(kind: str, content: object) -> bool:
    """Whether there is such a move, and this is what it may say."""
    return kind in set(Kind) and isinstance(content, Mapping) and _is_a(SHAPES[Kind(kind)])(content)


def step(entry: Entry) -> Step:
    """An entry with what its kind takes of its content; what it does not know is left out."""
    if not is_well_formed(entry.kind, entry.content):
        return Step(entry, None, {})
    kind = Kind(entry.kind)
    return Step(entry, kind, {key: entry.content[key] for key in SHAPES[kind]})


def position_listed(slot: Mapping[str, Any]) -> int | None:
    """The place in the programme of a speaker of a PROGRAMME move; those of earlier versions do not say it."""
    listed = slot.get("listed")
    return listed if _is_number(listed) else None


def language_of(content: Mapping[str, Any]) -> str:
    """The language of a NOTE move; those of earlier versions do not say it."""
    language = content.get("language")
    return language if is_text(language) and language in LANGUAGES else USUAL_LANGUAGE
