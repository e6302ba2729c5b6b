"""After a session: what is left to be done, and what became of it in sentences."""

from kb.domain.catalogue import gettext as _
from kb.domain.words import counted
from kb.session.state import Session
from kb.ui.markup import Html
from kb.ui.session.desk import Desk
from kb.ui.session.reading import OF_CHAIR
from kb.workflow.recording import NoShows, Recorded, no_shows


def after(desk: Desk) -> Html:
    """What is left to be done, with a button for each. Of a rehearsal nothing is recorded."""
    session = desk.session
    missed = () if session.record.is_rehearsal else no_shows(desk.latest, session)
    return desk.render("after", notes=_to_record(session), missed=missed)


def _to_record(session: Session) -> int:
    """How many notes can be made contributions: not those recorded already, nor of the chair, nor passages."""
    notes = (note for note in session.notes if not note.recorded and note.passage is None)
    return sum(not session.slot(note.slot).as_chair for note in notes)


def what_no_shows(done: NoShows) -> str:
    """What keeping who did not speak did, in a sentence."""
    text = _("Kept as not having spoken, as revision {revision}: {names}.")
    return text.format(revision=done.revision, names="; ".join(done.names))


def what_was_recorded(done: Recorded) -> str:
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
