"""The session desk in words: what was done, why a move was not carried out, how a speaker stands."""

from collections.abc import Callable, Mapping
from typing import Any

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.session.moves import Kind
from kb.session.state import Outcome, Refusal, Session, SlotStatus

# What somebody did, in words, after their name.
_DID: Mapping[Kind | None, str] = {
    Kind.PROGRAMME: _("opened the session"),
    Kind.PART: _("went to {part}"),
    Kind.ADD: _("put {speaker} on the list"),
    Kind.PLACE: _("moved {speaker} before {before}"),
    Kind.IDENTIFY: _("said who {speaker} is"),
    Kind.FLOOR: _("gave the floor to {speaker}"),
    Kind.END: _("ended the turn of {speaker}"),
    Kind.SKIP: _("passed over {speaker}"),
    Kind.WITHDRAW: _("withdrew {speaker}"),
    Kind.WAIT: _("put {speaker} back on the list"),
    Kind.NOTE: _("noted what {speaker} said"),
    Kind.MARK: _("marked a question as {mark}: {question}"),
    Kind.UNDO: _("undid move {target}"),
    Kind.CLOSE: _("ended the session"),
    Kind.REOPEN: _("let the session go on"),
    Kind.RECORDED: _("recorded the notes"),
    None: _("made a move"),
}
_PLACED_LAST = _("moved {speaker} to the end")
# So many moves are named where an undo undid an undo, and so on.
_DEEPEST = 3
STANDS: Mapping[SlotStatus, str] = {
    SlotStatus.WAITING: _("is waiting"),
    SlotStatus.SPEAKING: _("has the floor"),
    SlotStatus.SPOKE: _("has spoken already"),
    SlotStatus.SKIPPED: _("was passed over"),
    SlotStatus.WITHDRAWN: _("was withdrawn"),
}


def did(session: Session, outcome: Outcome) -> str:
    """What somebody did, after their name; of an undo also what it undid."""
    words = [outcome.does]
    while outcome.kind is Kind.UNDO and len(words) < _DEEPEST:
        target = session.outcome(outcome.target)
        if target is None or target.number >= outcome.number:  # it names nothing that had been done
            break
        words.append(target.does)
        outcome = target
    return ": ".join(words)


def why_refused(session: Session, refusal: Refusal, name: Callable[[str], str]) -> str:
    """Why a move was not carried out; `name` gives the name of the person with a code."""
    if by := session.outcome(refusal.by):
        return _("a moment before, {person} {did}").format(person=name(by.person), did=did(session, by))
    standing = STANDS[refusal.standing] if refusal.standing else ""
    return _(refusal.reason.value).format(speaker=refusal.speaker, standing=standing)


def overtaken(session: Session, outcome: Outcome, name: Callable[[str], str]) -> str:
    """What somebody else had done in the same moment, beside a move that was carried out; empty if nobody had."""
    other = session.outcome(outcome.overtook)
    if other is None:
        return ""
    text = _("a moment before, {person} had moved it too; it stands where it was moved last")
    return text.format(person=name(other.person))


def does(kind: Kind | None, about: Mapping[str, Any]) -> str:
    """What a move does, after the name of whoever made it; `about` are its content and the names of what it names."""
    if kind is Kind.MINUTES:
        form = ngettext("gave {speaker} {minutes} minute", "gave {speaker} {minutes} minutes", about["minutes"])
    else:
        form = _PLACED_LAST if kind is Kind.PLACE and not about["before"] else _DID[kind]
    named = {"speaker": about["speaker"] or _("a speaker"), "part": about["part"] or _("a part")}
    return form.format(**{**about, **named, "target": about.get("number"), "question": about.get("words")})
