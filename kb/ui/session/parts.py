"""What changes with every move: the floor, the speakers' list, the form for notes, the notes taken, the moves."""

from collections.abc import Mapping
from itertools import groupby

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.words import LANGUAGES
from kb.questions import rows_of
from kb.questions.submitting import submit_contributors
from kb.questions.vocabulary import vocabulary
from kb.session.moves import USUAL_LANGUAGE
from kb.session.state import Outcome, Session, Slot, SlotStatus
from kb.ui.markup import Html, render
from kb.ui.session.desk import Desk
from kb.workflow.recording import no_shows

NEXT = 3
# The floor to the next twice within so many milliseconds is a slip of the hand: nobody speaks that shortly.
PAUSE_MS = 1500
# A note can be tagged with so many actions.
CODES = 2
_CONTRIBUTORS = "desk-contributors"
# What a speaker is on the list for; a plain statement goes without saying.
RIGHT_OF_REPLY = "right of reply"
KINDS: Mapping[str, str] = {
    "opening": _("opening"),
    "presentation": _("panel"),
    "closing": _("closing"),
    RIGHT_OF_REPLY: _("right of reply"),
}
# What a typed name stands for; the name of a person is kept from readers and from the projector.
TYPED: Mapping[str, str] = {
    "ngo": _("an organisation"),
    "group": _("a group of States"),
    "un": _("a UN body"),
    "expert": _("a person, not named in the room"),
    "state": _("a State"),
}
STANDINGS: Mapping[SlotStatus, str] = {
    SlotStatus.WAITING: _("waiting"),
    SlotStatus.SPEAKING: _("has the floor"),
    SlotStatus.SPOKE: _("has spoken"),
    SlotStatus.SKIPPED: _("passed over"),
    SlotStatus.WITHDRAWN: _("withdrawn"),
}


def floor(desk: Desk) -> Html:
    """Who has the floor, the next three, and for whoever runs the session the buttons."""
    last = next(reversed(desk.session.log), None) if desk.runs else None
    by_another = last if last and last.person != desk.place.actor.person else None
    return desk.render("floor", most_next=NEXT, pause_ms=PAUSE_MS, last=last_of(desk), by_another=by_another)


def last_of(desk: Desk) -> Outcome | None:
    """The last move of whoever looks that can be undone."""
    mine = (one for one in reversed(desk.session.log) if one.person == desk.place.actor.person)
    return next((one for one in mine if desk.can_be_undone(one)), None)


def speakers(desk: Desk) -> Html:
    """The whole list, part by part."""
    return _speakers(desk.latest, desk.session, runs=desk.runs)


@cached
def _speakers(view: View, session: Session, *, runs: bool) -> Html:
    """The list as all see it who run the session, or who do not: made once for all their windows."""
    return render(
        "session/speakers.html",
        session=session,
        words=vocabulary(view),
        runs=runs,
        kinds=KINDS,
        standings=STANDINGS,
        typed=TYPED,
        right_of_reply=RIGHT_OF_REPLY,
        contributors=_CONTRIBUTORS,
    )


@cached
def known_names(view: View) -> Html:
    """The names to choose from, for all forms on the screen."""
    names = {row["name"].casefold(): row["name"] for row in submit_contributors(view)}
    return render("session/names.html", contributors=_CONTRIBUTORS, names=names.values())


def note(desk: Desk) -> Html:
    """The form for a note, with one that was not taken left in it; without a speaker there is none to note."""
    session, left = desk.session, desk.kept.left
    if not session.slots:
        return desk.render("note")
    slot = left.one("slot") if left else ""
    chosen = next((one for one in session.slots if one.id == slot), None) or noted(session)
    line = (left.one("line") if left else "") or session.line_of(chosen) or ""
    titles = desk.place.words.labels["line"]
    return desk.render(
        "note",
        chosen=chosen,
        line=line,
        lines={code: titles[code] for code in session.lines or titles if code in titles},
        language=(left.one("language") if left else "") or _language(desk),
        languages=LANGUAGES,
        said=left.one("said") if left else "",
        codes=CODES,
        actions=_actions(desk.latest, line),
    )


def noted(session: Session) -> Slot:
    """Of whom a note is, unless something else is said: who has the floor, or had it last, or is the next."""
    begun = [slot for slot in session.slots if slot.standing is SlotStatus.SPOKE and slot.begun_at]
    last = max(begun, key=lambda slot: slot.begun_at or session.record.opened_at, default=None)
    return session.speaking or last or next(iter(session.waiting), session.slots[0])


def _language(desk: Desk) -> str:
    """The language of the facilitator's last note."""
    mine = (one.language for one in reversed(desk.session.notes) if one.person == desk.place.actor.person)
    return next(mine, USUAL_LANGUAGE)


def after(desk: Desk) -> Html:
    """What is left to be done after a session, with a button for each. Of a rehearsal nothing is recorded.

    Not to be recorded are notes that are recorded already, those of the chair, and passages.
    """
    session = desk.session
    notes = (note for note in session.notes if not note.recorded and note.passage is None)
    missed = tuple(no_shows(desk.latest, session))
    return desk.render("after", notes=sum(not session.slot(note.slot).as_chair for note in notes), missed=missed)


@cached
def _actions(view: View, line: str) -> Html:
    """The actions to choose from: those under the line first, then those under the others."""
    words = vocabulary(view)
    lines = [line, *(one for one in words.labels["line"] if one != line)]
    rows = [row for row in rows_of(view, "desk_actions", lines=lines) if row["provision"]]
    groups = [(code, list(found)) for code, found in groupby(rows, key=lambda row: row["line"])]
    return render("session/actions.html", groups=groups, words=words)
