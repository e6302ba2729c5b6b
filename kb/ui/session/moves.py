"""What is done at the desk on the screen becomes a move; what became of it is said at once to whoever made it."""

from functools import partial

import streamlit as st

from kb.db.desks import Entry
from kb.domain.catalogue import gettext as _
from kb.domain.refusals import Refused
from kb.domain.words import counted
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
from kb.ui.session.desk import Desk, Kept, for_readers, name_of, place_of
from kb.ui.session.parts import RIGHT_OF_REPLY, TYPED
from kb.ui.session.reading import OF_CHAIR
from kb.workflow import desk as desks
from kb.workflow.permission import Operation
from kb.workflow.recording import NoShows, Recorded, record, record_no_shows

# The parts of the desk in which something can be done.
PLACES = ("floor", "note", "notes", "speakers", "add", "log", "board", "questions", "after")
# What would stand there twice if it were made twice; anything else is settled when it is played.
_TWICE = frozenset({Kind.NOTE, Kind.ADD})


def desk(place: Here, code: str) -> Desk:
    """The session at a desk, after all that was done on the screen since it was drawn. Raises ValueUnknown."""
    kept: Kept = st.session_state.setdefault(f"desk-kept-{code}", Kept())
    runs = place.actor.may(Operation.FACILITATE)
    for name in PLACES:
        while action := interactive.take(place_of(name, code)):
            kept.at = desks.session(place.store, code).number
            if action.do == "note":
                kept.left = None
            try:
                kept.said, kept.amiss = _do(place, code, kept, action)
            except KnowledgeBaseError as error:
                kept.said, kept.amiss = str(error), True
                if action.do == "note":
                    kept.left = action
    session = desks.session(place.store, code)
    if any(move.number > kept.at and not move.refused for move in session.log):
        # What was said goes with the next move that is carried out, whoever makes it and in whichever window.
        kept.said, kept.amiss = "", False
    return Desk(place, session if runs else for_readers(session), runs, kept)


def _do(place: Here, code: str, kept: Kept, action: UserAction) -> tuple[str, bool]:
    """Do it; returns what became of it, in words, and whether that is not quite what was wanted."""
    store, actor = place.store, place.actor
    if action.do == "record":
        done = record(store, actor, code)
        kept.at = desks.session(store, code).number
        return _what_was_recorded(done), False
    if action.do == "no-shows":
        return _what_no_shows(record_no_shows(store, actor, code, action.of.split())), False
    if action.do == "delete":
        desks.delete(store, actor, code)
        location.go({})
        st.rerun()
    session = desks.session(store, code)
    move = _move(place, session, action)
    entry = _made(place, code, move, action) or desks.make(store, actor, code, move, _seen(kept, session, action))
    kept.mine.add(entry.number)
    kept.at = entry.number
    return _became(place, desks.session(store, code), entry.number)


def _became(place: Here, session: Session, number: int) -> tuple[str, bool]:
    """What became of a move, for whoever made it, and whether that is not quite what was wanted."""
    outcome, name = session.outcome(number), partial(name_of, place)
    if outcome is None:
        return "", False
    if outcome.refused:
        return _("Not carried out: {why}.").format(why=why_refused(session, outcome.refused, name)), True
    text = _("You {did}.").format(did=did(session, outcome))
    if outcome.overtook:
        return text + " " + _("But {overtaken}.").format(overtaken=overtaken(session, outcome, name)), True
    return text, False


def _what_no_shows(done: NoShows) -> str:
    """What keeping who did not speak did, in a sentence."""
    text = _("Kept as not having spoken, as revision {revision}: {names}.")
    return text.format(revision=done.revision, names="; ".join(done.names))


def _what_was_recorded(done: Recorded) -> str:
    """What recording did, in sentences."""
    if done.revision is None:
        texts = [_("Nothing new was to be recorded.")]
    elif done.notes:
        notes, made = counted(len(done.notes), "note"), counted(len(done.contributions), "contribution")
        sentence = _("Recorded as revision {revision}: {notes} in {contributions}, which wait to be tagged.")
        texts = [sentence.format(revision=done.revision, notes=notes, contributions=made)]
    else:
        texts = [_("Recorded as revision {revision}.").format(revision=done.revision)]
    of_names = (
        (done.spoke, _("Newly kept as having spoken: {names}.")),
        (done.unknown, _("Not recorded, as nobody said who they are: {names}. Identify them on the list.")),
        (done.of_chair, OF_CHAIR + ": {names}."),
        (done.delivered, _("Delivered texts that may hold it already are published: {names}.")),
    )
    texts += [sentence.format(names="; ".join(names)) for names, sentence in of_names if names]
    return " ".join(texts)


def _made(place: Here, code: str, move: Move, action: UserAction) -> Entry | None:
    """The move, where it came in already and is sent again: of what may be made twice, and a restart made forgotten."""
    later = (one for one in place.store.desks.entries(code) if one.number > action.seen)
    mine = (one for one in later if one.person == place.actor.person and one.kind == move.kind in _TWICE)
    return next((one for one in mine if one.content == move.content), None)


def _seen(kept: Kept, session: Session, action: UserAction) -> int:
    """What was on the screen when it was done; one's own moves that came right after it are known too."""
    seen = action.seen
    while seen + 1 in kept.mine:
        seen += 1
    return min(seen, session.number)


def _move(place: Here, session: Session, action: UserAction) -> Move:
    """The move that an action asks for. Raises ChangeRefused."""
    match action.do:
        case Kind.FLOOR | Kind.END | Kind.SKIP | Kind.WITHDRAW | Kind.WAIT:
            return Move(Kind(action.do), {"slot": action.of})
        case Kind.PLACE:
            return moves.place(action.of, action.value or None)
        case Kind.PART:
            return moves.part(action.of)
        case Kind.MINUTES:
            return moves.minutes(action.of, _number(action.one("minutes"), "the minutes"))
        case Kind.ADD:
            return _add(place, action)
        case Kind.IDENTIFY:
            return _identify(place, action)
        case Kind.NOTE:
            return _note(session, action)
        case Kind.MARK if action.value in set(QuestionStatus):
            now = board(place.store.latest(place.audience), session)
            return moves.mark(action.of, action.value, wording(now, action.of))
        case Kind.MARK:
            raise ChangeRefused(Refused.NO_MARK)
        case Kind.UNDO:
            return moves.undo(_number(action.of, "the move"))
        case Kind.CLOSE:
            return moves.close()
        case Kind.REOPEN:
            return moves.reopen()
    raise ChangeRefused(Refused.UNKNOWN_DEED)


def _number(text: str, what: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise ChangeRefused(Refused.NO_NUMBER, what=what)
    return int(text)


def _add(place: Here, action: UserAction) -> Move:
    name = " ".join(action.one("name").split())
    given = action.one("minutes").strip()
    allotted = _number(given, "the minutes") if given else None
    kind = RIGHT_OF_REPLY if action.one("kind") == RIGHT_OF_REPLY else "statement"
    match = whom(place.store.latest(place.audience), name)
    if match is None:
        who = action.one("who") if action.one("who") in TYPED else next(iter(TYPED))
        match = {"speaker": name, "contributor": None, "state": None, "speaker_kind": who}
    speaker = {key: match[key] for key in ("speaker", "contributor", "state", "speaker_kind")}
    return moves.add(action.of or action.one("part"), **speaker, kind=kind, minutes=allotted)


def _identify(place: Here, action: UserAction) -> Move:
    match = whom(place.store.latest(place.audience), action.one("name"))
    if match is None:
        raise ChangeRefused(Refused.UNKNOWN_NAME)
    return moves.identify(action.of, match["contributor"], match["state"], match["speaker_kind"])


def _note(session: Session, action: UserAction) -> Move:
    slot, line = action.one("slot"), action.one("line")
    if slot not in {one.id for one in session.slots}:
        raise ChangeRefused(Refused.NO_SPEAKER)
    if not line:
        raise ChangeRefused(Refused.NO_LINE_CHOSEN)
    pairs = list(zip(action.fields.get("provision", ()), action.fields.get("assessment", ()), strict=False))
    if any(bool(provision) != bool(assessment) for provision, assessment in pairs):
        raise ChangeRefused(Refused.HALF_A_CODE)
    language = action.one("language") or USUAL_LANGUAGE
    return moves.note(slot, line, action.one("said"), [pair for pair in pairs if pair[0]], language=language)
