"""The session desk in words: what was done, why a move was not carried out, how a speaker stands."""

from collections.abc import Callable, Mapping

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.session.moves import Kind
from kb.session.state import Outcome, Reason, Refusal, Session, SlotStatus

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
_WHY: Mapping[Reason, str] = {
    Reason.UNREADABLE: _("it cannot be read"),
    Reason.NOT_LISTED: _("this speaker is no longer on the list"),
    Reason.NO_PART: _("there is no such part"),
    Reason.OTHER_PART: _("the other speaker is not in this part"),
    Reason.HAS_FLOOR: _("{speaker} has the floor already"),
    Reason.SPEAKS_ELSEWHERE: _("{speaker} still has the floor in another part"),
    Reason.ENDED: _("the session had been ended already"),
    Reason.GOES_ON: _("the session goes on already"),
    Reason.NOTHING_TO_UNDO: _("there is nothing to undo"),
    Reason.UNDONE_ALREADY: _("it was undone already"),
    Reason.PUT_BACK_ALREADY: _("it was put back already"),
    Reason.RESTED_ON: _("what was done later rests on it: undo that first"),
}


def did(session: Session, outcome: Outcome) -> str:
    """What somebody did, after their name; of an undo also what it undid."""
    words = [_did(outcome)]
    while outcome.kind is Kind.UNDO and len(words) < _DEEPEST:
        target = session.outcome(outcome.target)
        if target is None or target.number >= outcome.number:  # it names nothing that had been done
            break
        words.append(_did(target))
        outcome = target
    return ": ".join(words)


def why_refused(session: Session, refusal: Refusal, name: Callable[[str], str]) -> str:
    """Why a move was not carried out; `name` gives the name of the person with a code."""
    if refusal.reason is Reason.OVERTAKEN:
        by = session.outcome(refusal.by)
        if by is None:
            return _("somebody else was quicker")
        return _("a moment before, {person} {did}").format(person=name(by.person), did=did(session, by))
    if refusal.standing:
        return f"{refusal.speaker} {STANDS[refusal.standing]}"
    return _WHY[refusal.reason].format(speaker=refusal.speaker)


def overtaken(session: Session, outcome: Outcome, name: Callable[[str], str]) -> str:
    """What somebody else had done in the same moment, beside a move that was carried out; empty if nobody had."""
    other = session.outcome(outcome.overtook)
    if other is None:
        return ""
    text = _("a moment before, {person} had moved it too; it stands where it was moved last")
    return text.format(person=name(other.person))


def _did(outcome: Outcome) -> str:
    if outcome.kind is Kind.MINUTES:
        number = outcome.minutes or 0
        form = ngettext("gave {speaker} {minutes} minute", "gave {speaker} {minutes} minutes", number)
    else:
        form = _PLACED_LAST if outcome.kind is Kind.PLACE and not outcome.before else _DID[outcome.kind]
    unknown = {"speaker": outcome.speaker or _("a speaker"), "part": outcome.part or _("a part")}
    return form.format(**vars(outcome) | unknown)
