"""After a session: the buttons that end it and that make its notes contributions for coding."""

from collections.abc import Sequence

from kb.ui.markup import Html, element, link
from kb.ui.work.session import Desk, button
from kb.ui.work.session_summary import OF_CHAIR
from kb.words import counted
from kb.work.recording import Recorded
from kb.work.silent import TakenOut, silent


def after(desk: Desk) -> Html:
    """What is left to be done, with a button for each."""
    session = desk.session
    notes = (note for note in session.notes if not note.recorded and note.passage is None)
    left = [note for note in notes if not session.slot(note.slot).as_chair]
    ending = (
        element("p", "The session has ended. ", button("Let the session go on", "reopen"))
        if session.closed
        else element("p", button("End the session", "close", class_="first"))
    )
    what = f"{counted(len(left), 'note')} as contributions, and who spoke" if left else "who spoke"
    recording = (
        element("p", button(f"Record {what}", "record", class_="first"))
        if session.begun or left
        else element("p", "Nobody has spoken and no note was taken, so there is nothing to record.")
    )
    return element(
        "section",
        element("h2", "To be done"),
        ending,
        recording,
        _left(desk),
        element(
            "p",
            "What is made of notes is marked as a note and waits to be coded and published. Recording can be asked for "
            "again at any time: what is recorded already is left out, and nothing held is taken away. ",
            link("What waits to be coded", "code"),
            class_="quiet",
        ),
        data_seen=desk.seen,
    )


def _left(desk: Desk) -> Html:
    """Who stands in the programme held and did not speak: taken out of it by a button of its own, and nothing else."""
    left = silent(desk.latest, desk.session)
    if not left:
        return Html()
    names = _listed([slot.speaker for slot in left])
    return element(
        "div",
        element(
            "p",
            "In the programme held, which counts them as having spoken; withdrawn or passed over at this desk, and "
            f"nothing shows that they spoke: {names}.",
        ),
        element(
            "p",
            button(
                f"Take out of the programme: {names}, who withdrew or were passed over",
                "take-out",
                " ".join(slot.id for slot in left),
            ),
        ),
    )


def what_was_taken_out(done: TakenOut) -> str:
    """What taking out did, in a sentence."""
    return f"Taken out of the programme held, as revision {done.revision}: {_listed(done.names)}."


def what_was_recorded(done: Recorded) -> str:
    """What recording did, in sentences."""
    said = []
    if done.revision is None:
        said.append("Nothing new was to be recorded.")
    else:
        notes, made = counted(len(done.notes), "note"), counted(len(done.contributions), "contribution")
        said.append(f"Recorded as revision {done.revision}: {notes} in {made}, which wait to be coded.")
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
