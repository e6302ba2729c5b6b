"""What is done at the desk on the screen becomes a move; what became of it is said at once to whoever made it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from kb.db.desks import Entry
from kb.domain.catalogue import gettext as _
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, KnowledgeBaseError
from kb.session import moves
from kb.session.board import board
from kb.session.moves import USUAL_LANGUAGE, Kind, Move, QuestionStatus
from kb.session.names import whom
from kb.session.question_rules import wording
from kb.session.state import Session
from kb.session.words import did, overtaken, why_refused
from kb.ui import interactive, location
from kb.ui.frame import Here
from kb.ui.interactive import UserAction
from kb.ui.session.after import what_no_shows, what_was_recorded
from kb.ui.session.desk import Desk, for_readers, name_of, place_of
from kb.ui.session.parts import RIGHT_OF_REPLY, TYPED
from kb.workflow import desk as desks
from kb.workflow.permission import Operation
from kb.workflow.recording import record, record_no_shows

# The parts of the desk in which something can be done.
PLACES = ("floor", "note", "notes", "speakers", "add", "log", "board", "questions", "after")
# What would stand there twice if it were made twice; anything else is settled when it is played.
_TWICE = frozenset({Kind.NOTE, Kind.ADD})


@dataclass
class _Kept:
    """What the browser's session keeps of a desk: see Desk; `mine` are the numbers of the moves made from it.

    `at` is how many moves had been made when `said` was said.
    """

    said: str = ""
    amiss: bool = False
    at: int = 0
    left: UserAction | None = None
    mine: set[int] = field(default_factory=set)


def _kept(code: str) -> _Kept:
    kept: _Kept = st.session_state.setdefault(f"desk-kept-{code}", _Kept())
    return kept


def desk(place: Here, code: str) -> Desk:
    """The session at a desk, after all that was done on the screen since it was drawn. Raises ValueUnknown."""
    for name in PLACES:
        while action := interactive.take(place_of(name, code)):
            _do(place, code, action)
    kept, runs = _kept(code), place.actor.may(Operation.FACILITATE)
    session = desks.session(place.store, code)
    if any(move.number > kept.at and not move.refused for move in session.log):
        # What was said goes with the next move that is carried out, whoever makes it and in whichever window.
        kept.said, kept.amiss = "", False
    return Desk(
        place,
        session if runs else for_readers(session),
        runs,
        kept.said,
        kept.amiss,
        kept.left,
    )


def _do(place: Here, code: str, action: UserAction) -> None:
    kept, session = _kept(code), desks.session(place.store, code)
    kept.at = session.number
    if action.do == "note":
        kept.left = None
    try:
        if action.do == "record":
            kept.said, kept.amiss = what_was_recorded(record(place.store, place.actor, code)), False
            kept.at = desks.session(place.store, code).number
            return
        if action.do == "no-shows":
            missed = record_no_shows(place.store, place.actor, code, action.of.split())
            kept.said, kept.amiss = what_no_shows(missed), False
            return
        if action.do == "delete":
            desks.delete(place.store, place.actor, code)
            location.go({})
            st.rerun()
        move = _move(place, session, action)
        entry = _made(place, code, move, action) or desks.make(
            place.store, place.actor, code, move, _seen(kept, session, action)
        )
    except KnowledgeBaseError as error:
        kept.said, kept.amiss = str(error), True
        if action.do == "note":
            kept.left = action
        return
    kept.mine.add(entry.number)
    kept.at = entry.number
    kept.said, kept.amiss = _became(place, desks.session(place.store, code), entry.number)


def _became(place: Here, session: Session, number: int) -> tuple[str, bool]:
    """What became of a move, for whoever made it, and whether that is not quite what was wanted."""
    outcome = session.outcome(number)
    if outcome is None:
        return "", False

    def name(person: str) -> str:
        return name_of(place, person)

    if outcome.refused:
        return _("Not carried out: {why}.").format(why=why_refused(session, outcome.refused, name)), True
    text = _("You {did}.").format(did=did(session, outcome))
    if outcome.overtook:
        return text + " " + _("But {overtaken}.").format(overtaken=overtaken(session, outcome, name)), True
    return text, False


def _made(place: Here, code: str, move: Move, action: UserAction) -> Entry | None:
    """The move, where it came in already and is sent again: of what may be made twice, and a restart made forgotten."""
    later = (one for one in place.store.desks.entries(code) if one.number > action.seen)
    mine = (one for one in later if one.person == place.actor.person and one.kind == move.kind in _TWICE)
    return next((one for one in mine if one.content == move.content), None)


def _seen(kept: _Kept, session: Session, action: UserAction) -> int:
    """What was on the screen when it was done; one's own moves that came right after it are known too."""
    seen = action.seen
    while seen + 1 in kept.mine:
        seen += 1
    return min(seen, session.number)


def _move(place: Here, session: Session, action: UserAction) -> Move:
    """The move that an action asks for. Raises ChangeRefused."""
    make = _MOVES.get(action.do)
    if make is None:
        raise ChangeRefused(Refused.UNKNOWN_DEED)
    return make(place, session, action)


def _number(text: str, what: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise ChangeRefused(Refused.NO_NUMBER, what=what)
    return int(text)


def _add(place: Here, _session: Session, action: UserAction) -> Move:
    name = " ".join(action.one("name").split())
    given = action.one("minutes").strip()
    allotted = _number(given, "the minutes") if given else None
    kind = RIGHT_OF_REPLY if action.one("kind") == RIGHT_OF_REPLY else "statement"
    match = whom(place.store.latest(place.audience), name)
    part = action.of or action.one("part")
    if match is None:
        who = action.one("who") if action.one("who") in TYPED else next(iter(TYPED))
        return moves.add(part, name, speaker_kind=who, kind=kind, minutes=allotted)
    return moves.add(
        part,
        match.name,
        contributor=match.contributor,
        state=match.state,
        speaker_kind=match.kind,
        kind=kind,
        minutes=allotted,
    )


def _identify(place: Here, _session: Session, action: UserAction) -> Move:
    name = " ".join(action.one("name").split())
    match = whom(place.store.latest(place.audience), name)
    if match is None:
        raise ChangeRefused(Refused.UNKNOWN_NAME)
    return moves.identify(action.of, match.contributor, match.state, match.kind)


def _note(_place: Here, session: Session, action: UserAction) -> Move:
    slot, line = action.one("slot"), action.one("line")
    if slot not in {one.id for one in session.slots}:
        raise ChangeRefused(Refused.NO_SPEAKER)
    if not line:
        raise ChangeRefused(Refused.NO_LINE_CHOSEN)
    pairs = list(zip(action.fields.get("provision", ()), action.fields.get("assessment", ()), strict=False))
    if any(bool(provision) != bool(assessment) for provision, assessment in pairs):
        raise ChangeRefused(Refused.HALF_A_CODE)
    return moves.note(
        slot,
        line,
        action.one("said"),
        [pair for pair in pairs if pair[0]],
        language=action.one("language") or USUAL_LANGUAGE,
    )


def _mark(place: Here, session: Session, action: UserAction) -> Move:
    if action.value not in set(QuestionStatus):
        raise ChangeRefused(Refused.NO_MARK)
    return moves.mark(
        action.of, QuestionStatus(action.value), wording(board(place.store.latest(place.audience), session), action.of)
    )


def _of_slot(kind: Kind) -> Callable[[Here, Session, UserAction], Move]:
    """A move that says only of which speaker it is."""
    return lambda _place, _session, action: Move(kind, {"slot": action.of})


_MOVES: Mapping[str, Callable[[Here, Session, UserAction], Move]] = {
    **{kind: _of_slot(kind) for kind in (Kind.FLOOR, Kind.END, Kind.SKIP, Kind.WITHDRAW, Kind.WAIT)},
    Kind.PLACE: lambda _place, _session, action: moves.place(action.of, action.value or None),
    Kind.PART: lambda _place, _session, action: moves.part(action.of),
    Kind.MINUTES: lambda _place, _session, action: moves.minutes(
        action.of, _number(action.one("minutes"), "the minutes")
    ),
    Kind.ADD: _add,
    Kind.IDENTIFY: _identify,
    Kind.NOTE: _note,
    Kind.MARK: _mark,
    Kind.UNDO: lambda _place, _session, action: moves.undo(_number(action.of, "the move")),
    Kind.CLOSE: lambda _place, _session, _deed: moves.close(),
    Kind.REOPEN: lambda _place, _session, _deed: moves.reopen(),
}
