"""After a session: the buttons that end it and that make its notes contributions for coding."""

from collections.abc import Sequence

from kb.desk.state import Session
from kb.domain.words import counted
from kb.ui.markup import Html, element, link
from kb.ui.work.session import Desk, button
from kb.ui.work.session_summary import OF_CHAIR
from kb.work.no_shows import NoShows, no_shows
from kb.work.recording import Recorded


def after(desk: Desk) -> Html:
    """What is left to be done, with a button for each."""
    session = desk.session
    if session.record.is_rehearsal:
        return element("section", element("h2", "To be done"), _ending(session), _rehearsed(), data_seen=desk.seen)
    notes = (note for note in session.notes if not note.recorded and note.passage is None)
    left = [note for note in notes if not session.slot(note.slot).as_chair]
    what = f"{counted(len(left), 'note')} as contributions, and who spoke" if left else "who spoke"
    recording = (
        element("p", button(f"Record {what}", "record", class_="first"))
        if session.begun or left
        else element("p", "Nobody has spoken and no note was taken, so there is nothing to record.")
    )
    return element(
        "section",
        element("h2", "To be done"),
        _ending(session),
        recording,
        _left(desk),
        element(
            "p",
            "What is made of notes is marked as a note and waits to be coded and published. Recording can be asked for "
            "again at any time: what is recorded already is left out. The programme stays as it is. ",
            link("What waits to be coded", "code"),
            class_="quiet",
        ),
        data_seen=desk.seen,
    )


def _ending(session: Session) -> Html:
    if session.closed:
        return element("p", "The session has ended. ", button("Let the session go on", "reopen"))
    return element("p", button("End the session", "close", class_="first"))


def _rehearsed() -> Html:
    return element(
        "details",
        element("summary", "Delete the rehearsal"),
        element("p", "Its speakers, notes and moves are gone for good. ", button("Delete it", "delete")),
        data_of="delete",
    )


def _left(desk: Desk) -> Html:
    """Who is in the programme and did not speak: kept as such by a button of its own, and nothing else."""
    left = no_shows(desk.latest, desk.session)
    if not left:
        return Html()
    names = _listed([slot.speaker for slot in left])
    return element(
        "div",
        element(
            "p",
            "In the programme, and so counted as having spoken. Withdrawn or passed over here, and nothing shows that "
            f"they spoke: {names}.",
        ),
        element("p", button(f"Did not speak: {names}", "no-shows", " ".join(slot.id for slot in left))),
    )


def what_no_shows(done: NoShows) -> str:
    """What keeping who did not speak did, in a sentence."""
    return f"Kept as not having spoken, as revision {done.revision}: {_listed(done.names)}."


def what_was_recorded(done: Recorded) -> str:
    """What recording did, in sentences."""
    said = []
    if done.revision is None:
        said.append("Nothing new was to be recorded.")
    else:
        notes, made = counted(len(done.notes), "note"), counted(len(done.contributions), "contribution")
        waits = f": {notes} in {made}, which wait to be coded" if done.notes else ""
        said.append(f"Recorded as revision {done.revision}{waits}.")
    if done.spoke:
        said.append(f"Newly kept as having spoken: {_listed(done.spoke)}.")
    if done.unknown:
        said.append(f"Not recorded, as nobody said who they are: {_listed(done.unknown)}. Identify them on the list.")
    if done.of_chair:
        said.append(f"{OF_CHAIR}: {_listed(done.of_chair)}.")
    if done.delivered:
        said.append(f"Delivered texts that may hold it already are published: {_listed(done.delivered)}.")
    return " ".join(said)


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names)
