"""Running a session from the session desk: opening a desk, and every move at it."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kb.db import Store
from kb.db.desks import DeskRecord, Entry
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, ValueUnknown
from kb.questions import rows_of
from kb.session import moves
from kb.session.moves import Kind, Move, is_well_formed
from kb.session.programme import DEFAULT_MINUTES, parts_held, parts_made
from kb.session.replay import replay
from kb.session.state import Session
from kb.workflow.permission import Actor, Operation, permitted_now, revise

# Where the meetings of the Convention's process in Geneva are held.
DEFAULT_ZONE = "Europe/Zurich"
# A move as JSON, in characters, and how many a session takes; one that was run has some hundreds.
LONGEST_MOVE, MOST_MOVES = 20_000, 2_000
# What is done beside the log, and so not by `make`.
_NOT_BY_HAND = frozenset({Kind.PROGRAMME, Kind.RECORDED})


@dataclass(frozen=True)
class NewSession:
    """A session to be opened; one without a programme is run from nothing.

    `meeting` is a meeting of the knowledge base, or the name of a new one, which a rehearsal cannot have. `lines`: the
    discussion lines, a part each.
    """

    title: str
    meeting: str
    day: date
    lines: tuple[str, ...]
    zone: str = DEFAULT_ZONE
    minutes: int = DEFAULT_MINUTES
    is_rehearsal: bool = False


def session(store: Store, desk: str) -> Session:
    """The session at a desk as it stands now. Raises ValueUnknown."""
    return replay(store.desks.record(desk), store.desks.entries(desk))


def open_programme(
    store: Store,
    actor: Actor,
    meeting: str,
    day: date,
    *,
    minutes: int = DEFAULT_MINUTES,
    is_rehearsal: bool = False,
) -> str:
    """Open a desk with the programme that the knowledge base holds; returns its code. Raises NotPermitted.

    Raises ChangeRefused if no programme is held for this meeting and day.
    """
    permitted_now(store, actor, Operation.FACILITATE)
    view = store.latest(Audience.STAFF)
    parts = parts_held(view, meeting, day, minutes)
    if not parts:
        raise ChangeRefused(Refused.NO_PROGRAMME)
    title = rows_of(view, "desk_sessions", meeting=meeting, day=day)[0]["session_title"]
    return _opened(store, actor, NewSession(title, meeting, day, (), is_rehearsal=is_rehearsal), parts)


def open_new(store: Store, actor: Actor, new: NewSession) -> str:
    """Open a desk for a session without a programme; returns its code. Raises NotPermitted or ChangeRefused.

    A meeting that is not known becomes one of the knowledge base, as a revision.
    """
    permitted_now(store, actor, Operation.FACILITATE)
    if not new.title.strip() or not new.meeting.strip() or not new.lines:
        raise ChangeRefused(Refused.SESSION_INCOMPLETE)
    view = store.latest(Audience.STAFF)
    titles = {row["id"]: row["title"] for row in view.rows("SELECT id, title FROM discussion_line")}
    unknown = [line for line in new.lines if line not in titles]
    if unknown:
        raise ChangeRefused(Refused.NO_LINE, id=unknown[0])
    try:
        ZoneInfo(new.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ChangeRefused(Refused.NO_TIME_ZONE, name=new.zone) from error
    is_known = bool(view.rows("SELECT id FROM meeting WHERE id = $meeting", {"meeting": new.meeting}))
    if new.is_rehearsal and not is_known:
        raise ChangeRefused(Refused.REHEARSAL_NEEDS_MEETING)
    meeting = new.meeting if is_known else _new_meeting(store, actor, new)
    parts = parts_made([(line, titles[line]) for line in new.lines], new.minutes)
    return _opened(store, actor, replace(new, title=new.title.strip(), meeting=meeting), parts)


def make(store: Store, actor: Actor, desk: str, move: Move, seen: int) -> Entry:
    """Make a move at a desk, kept when this returns. Raises NotPermitted, ValueUnknown or ReadOnly.

    `seen` is the number of the last move that the actor had seen. Whether it is carried out is settled by what had been
    done meanwhile: see the log of `session`.
    """
    permitted_now(store, actor, Operation.FACILITATE)
    if move.kind in _NOT_BY_HAND:
        raise ChangeRefused(Refused.NOT_BY_HAND)
    if not is_well_formed(move.kind, move.content) or len(json.dumps(move.content)) > LONGEST_MOVE:
        raise ChangeRefused(Refused.NO_MOVE)
    if len(store.desks.entries(desk)) >= MOST_MOVES:
        raise ChangeRefused(Refused.TOO_MANY_MOVES, most=MOST_MOVES)
    return store.desks.append(desk, actor.person, move.kind, move.content, seen)


def delete(store: Store, actor: Actor, desk: str) -> None:
    """Delete a rehearsal, of which nothing is kept anywhere else. Raises NotPermitted, ValueUnknown or ReadOnly.

    Raises ChangeRefused for a session that is no rehearsal.
    """
    permitted_now(store, actor, Operation.FACILITATE)
    if not store.desks.record(desk).is_rehearsal:
        raise ChangeRefused(Refused.NO_REHEARSAL)
    store.desks.delete(desk)


def _opened(store: Store, actor: Actor, new: NewSession, parts: Sequence[Mapping[str, Any]]) -> str:
    # What a browser still holds of a rehearsal that was deleted must never reach another session.
    apart = f"-rehearsal-{secrets.token_hex(3)}" if new.is_rehearsal else ""
    record = store.desks.open(
        new.day.isoformat() + apart,
        DeskRecord(
            id="",
            title=new.title,
            meeting=new.meeting,
            day=new.day,
            zone=new.zone,
            is_rehearsal=new.is_rehearsal,
            opened_at=datetime.now(UTC).replace(tzinfo=None),
            opened_by=actor.person,
        ),
        # Of one run elsewhere, or in an earlier life of this file, only what was recorded may be left.
        {row["desk"] for row in rows_of(store.latest(Audience.STAFF), "desk_codes")},
    )
    programme = moves.programme(parts)
    store.desks.append(record.id, actor.person, programme.kind, programme.content, 0)
    return record.id


def _new_meeting(store: Store, actor: Actor, new: NewSession) -> str:
    day, name = new.day.isoformat(), new.meeting.strip()
    with revise(store, actor, Operation.FACILITATE, "A meeting was added at the session desk") as change:
        code = f"meeting-{day}-{change.number}"
        row = {"id": code, "convention": "CCM", "name": name, "short_name": name, "first_day": day, "last_day": day}
        change.save("meeting", [row | {"dates_basis": "entered at the session desk"}])
        return code


def known_session(store: Store, desk: str) -> Session | None:
    """The session at a desk; None if there is none such."""
    try:
        return session(store, desk)
    except ValueUnknown:
        return None
