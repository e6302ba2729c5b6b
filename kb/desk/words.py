"""The session desk in words: what was done, why a move was not carried out, how a speaker stands."""

from collections.abc import Callable, Mapping

from kb.desk.moves import Kind
from kb.desk.state import Outcome, Reason, Refusal, Session, Standing

# What somebody did, in words, after their name.
_DID: Mapping[Kind | None, str] = {
    Kind.PROGRAMME: "opened the session",
    Kind.PART: "went to {part}",
    Kind.ADD: "put {speaker} on the list",
    Kind.PLACE: "moved {speaker} before {before}",
    Kind.MINUTES: "gave {speaker} {minutes} minutes",
    Kind.IDENTIFY: "said who {speaker} is",
    Kind.FLOOR: "gave the floor to {speaker}",
    Kind.END: "ended the turn of {speaker}",
    Kind.SKIP: "skipped {speaker}",
    Kind.WITHDRAW: "withdrew {speaker}",
    Kind.WAIT: "put {speaker} back on the list",
    Kind.NOTE: "noted what {speaker} said",
    Kind.MARK: "marked a question as {mark}: {question}",
    Kind.UNDO: "undid move {target}",
    Kind.CLOSE: "ended the session",
    Kind.REOPEN: "let the session go on",
    Kind.RECORDED: "recorded the notes",
    None: "made a move",
}
_PLACED_LAST = "moved {speaker} to the end"
# So many moves are named where an undo undid an undo, and so on.
_DEEPEST = 3
STANDS: Mapping[Standing, str] = {
    Standing.WAITING: "is waiting",
    Standing.SPEAKING: "has the floor",
    Standing.SPOKE: "has spoken already",
    Standing.SKIPPED: "was skipped",
    Standing.WITHDRAWN: "was withdrawn",
}
_WHY: Mapping[Reason, str] = {
    Reason.UNREADABLE: "it cannot be read",
    Reason.NOT_LISTED: "this speaker is no longer on the list",
    Reason.NO_PART: "there is no such part",
    Reason.OTHER_PART: "the other speaker is not in this part",
    Reason.HAS_FLOOR: "{speaker} has the floor already",
    Reason.SPEAKS_ELSEWHERE: "{speaker} still has the floor in another part",
    Reason.ENDED: "the session had been ended already",
    Reason.GOES_ON: "the session goes on already",
    Reason.NOTHING_TO_UNDO: "there is nothing to undo",
    Reason.UNDONE_ALREADY: "it was undone already",
    Reason.PUT_BACK_ALREADY: "it was put back already",
    Reason.RESTED_ON: "what was done later rests on it: undo that first",
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
        return f"a moment before, {name(by.person)} {did(session, by)}" if by else "somebody else was quicker"
    if refusal.standing:
        return f"{refusal.speaker} {STANDS[refusal.standing]}"
    return _WHY[refusal.reason].format(speaker=refusal.speaker)


def overtaken(session: Session, outcome: Outcome, name: Callable[[str], str]) -> str:
    """What somebody else had done in the same moment, beside a move that was carried out; empty if nobody had."""
    other = session.outcome(outcome.overtook)
    if other is None:
        return ""
    return f"a moment before, {name(other.person)} had moved it too; it stands where it was moved last"


def _did(outcome: Outcome) -> str:
    form = _PLACED_LAST if outcome.kind is Kind.PLACE and not outcome.before else _DID[outcome.kind]
    return form.format(**vars(outcome) | {"speaker": outcome.speaker or "a speaker", "part": outcome.part or "a part"})
