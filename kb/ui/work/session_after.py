"""After a session: the buttons that end it and that make its notes contributions for coding."""

from collections.abc import Sequence

from kb.ui.markup import Html, element, link
from kb.ui.work.session import Desk, button
from kb.words import counted
from kb.work.recording import Recorded


def after(desk: Desk) -> Html:
    """What is left to be done, with a button for each."""
    session = desk.session
    left = [note for note in session.notes if not note.recorded and note.passage is None]
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
        element(
            "p",
            "What is made of notes is marked as a note and waits to be coded and published. Recording can be asked for "
            "again at any time: what is recorded already is left out. ",
            link("What waits to be coded", "code"),
            class_="quiet",
        ),
        data_seen=desk.seen,
    )


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
    if done.silent:
        said.append(
            f"Not kept as having spoken any more, as they withdrew or were passed over: {_listed(done.silent)}."
        )
    if done.unknown:
        said.append(f"Not recorded, as nobody said who they are: {_listed(done.unknown)}. Identify them on the list.")
    if done.delivered:
        said.append(f"Delivered texts that may hold it already are published: {_listed(done.delivered)}.")
    return " ".join(said)


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names)
