"""A passage as a document quotes it: with the marks without which it would mislead, and its citation as an end note."""

from collections.abc import Sequence
from urllib.parse import urlencode

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.citations import citation
from kb.domain.model import Voice
from kb.domain.words import TEXT_LEADS, VOICES
from kb.questions import Row
from kb.questions.vocabulary import vocabulary
from kb.reports.document import Note, Quote


def quote(view: View, row: Row, speaker: str, marks: Sequence[str], besides: Sequence[str] | None = None) -> Quote:
    """The passage of a row of practices_read, under a speaker and with `marks` of the document's own.

    With `besides` the text comes first, and the note is of this passage alone and says them too; else all of a
    contribution have one note.
    """
    words = vocabulary(view)
    about = None if row["about_state"] in (None, row["state"]) else words.label("state", row["about_state"])
    own = {"contribution": row["contribution"], "rev": view.revision}
    passage = f"/contributions?{urlencode({**own, 'passage': row['position']})}"
    if besides is None:
        note = Note(citation(row, view.revision, about=about), f"/contributions?{urlencode(own)}")
    else:
        source = citation(row, view.revision, about=about, position=row["position"])
        note = Note(" ".join((source, *besides)), passage)
    return Quote(
        speaker,
        (*marks, *_whose(row, about, [words.label("state", state) for state in row["aligned"]])),
        row["text"],
        row["language"],
        row["text_kind"] == "verbatim",
        passage,
        note,
        text_first=besides is not None,
    )


def _whose(row: Row, about: str | None, aligned: Sequence[str]) -> list[str]:
    """What must not be taken for granted: that it is the speaker's own voice, in its own words, to the Convention."""
    parts = []
    if row["voice"] != Voice.OWN:
        parts.append(VOICES[row["voice"]].name)
    if aligned:
        parts.append(_("collective statement, made for {names}").format(names=", ".join(aligned)))
    elif about:
        parts.append(_("about {name}, which did not say it").format(name=about))
    if row["convention"] != "CCM":
        parts.append(_("to another convention: {name}").format(name=row["convention"]))
    if row["text_kind"] != "verbatim":
        parts.append(TEXT_LEADS[row["text_kind"]].lower())
    if row["source_truncated"]:
        parts.append(_("source seen in part"))
    if row["replies"]:
        parts.append(_("the tags were replied to"))
    return [*parts, _("paragraph {number}").format(number=row["position"])]
