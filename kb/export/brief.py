"""A reader's brief as a Word document: the passages it collects, each with whose it is and how to cite it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlencode

from docx.document import Document as Doc

from kb.citations import WORK, citation
from kb.export.word import clean, labelled, linked, not_for_everybody, titled_document, written_in
from kb.model import Voice
from kb.queries import Row
from kb.queries.practices import practices_read
from kb.store import View
from kb.vocabulary import Vocabulary, day_words, vocabulary
from kb.words import ASSESSMENTS, CONTRIBUTION_KINDS, LANGUAGES, TEXT_KINDS_MEANT, TEXT_LEADS, VOICES, counted

METHOD = (
    "Passages were chosen by the reader. Provisions, themes and assessments are coded by us and are not the "
    "contributor’s words, unless it is said that the contributor confirmed them. No State says thereby that it offers"
    " or asks for more than the passage says. What a third party says about a State is marked as such: that State did"
    " not say it."
)


def brief_document(
    view: View, passages: Sequence[str], my: str | None = None, base: str = "", seen_by: str = ""
) -> bytes:
    """The DOCX of the passages with these ids, in their order, for my State if one is named.

    `base` is the address of the dashboard, put before every permanent link. Passages that are not held for this
    audience as of the view's revision are left out and said. `seen_by` says for whom the document is, if not for all.
    """
    rows, words = practices_read(view, passages), vocabulary(view)
    name = words.label("state", my) if my else None
    retrieved = f"{day_words(datetime.now(UTC).date())}, as of revision {view.revision}."
    title = f"Practices of others: a brief for {name}" if name else "Practices of others: a brief"
    document = titled_document(title)
    document.add_paragraph(clean(title), style="Title")
    if seen_by:
        not_for_everybody(document, seen_by)
    missing = len(set(passages)) - len(rows)
    verbs = ("is", "was") if missing == 1 else ("are", "were")
    left_out = f" {counted(missing, 'passage')} that the brief names {verbs[0]} not held and {verbs[1]} left out."
    document.add_paragraph(
        f"{counted(len(rows), 'passage')}. Retrieved on {retrieved}{left_out if missing else ''} Source: {WORK}."
    )
    for number, row in enumerate(rows, start=1):
        _add(document, number, row, words, view.revision, base, retrieved)
    document.add_heading("How to read this", 1)
    document.add_paragraph(METHOD)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Doc, number: int, row: Row, words: Vocabulary, revision: int, base: str, retrieved: str) -> None:
    """One passage under a heading of its own."""
    about = words.label("state", row["about_state"]) if row["about_state"] not in (None, row["state"]) else None
    whose = f"{row['contributor_label']}, {CONTRIBUTION_KINDS[row['kind']].lower()}"
    where = f"{row['meeting_label']}, {row['date'] or 'no date'}"
    document.add_heading(clean(f"{number}. {whose}, {where}"), 1)
    labelled(document, "Voice", _voice(row, about, words))
    kind, language = row["text_kind"], LANGUAGES.get(row["language"], row["language"])
    labelled(document, "Text held", f"{TEXT_LEADS[kind]}, in {language}. {TEXT_KINDS_MEANT[kind]}")
    said = document.add_paragraph(style="Quote" if kind == "verbatim" else "Body Text")
    written_in(said, row["text"], row["language"])
    labelled(document, "Coded by us", _codes(row, words))
    if row["replies"]:
        labelled(
            document, "Replies", "The coding was replied to; the replies stand beside the passage in the dashboard."
        )
    if row["note"]:
        labelled(document, "Caveat", row["note"])
    labelled(document, "Citation", citation(row, revision, about=about, position=row["position"]))
    labelled(document, "Retrieved", retrieved)
    query = {"contribution": row["contribution"], "passage": row["position"]}
    linked(document, "Permanent link", f"{base}/contributions?{urlencode(query)}")


def _voice(row: Row, about: str | None, words: Vocabulary) -> str:
    """In which voice it is said, for whom and about whom."""
    said = VOICES[row["voice"]].whole
    parts = [said[0].upper() + said[1:]]
    if row["aligned"]:
        names = ", ".join(words.label("state", state) for state in row["aligned"])
        parts.append(f"A collective statement made for {names}")
    if about and row["about_state"] not in row["aligned"]:
        mark = ", which did not say it" if row["voice"] == Voice.MONITORING else ""
        parts.append(f"About {about}{mark}")
    if row["convention"] != "CCM":
        parts.append(f"It speaks to another convention: {row['convention']}")
    return f"{'. '.join(parts)}."


def _codes(row: Row, words: Vocabulary) -> str:
    coded = [
        f"{words.label('provision', one['provision'])} ({ASSESSMENTS[one['assessment']].lower()})"
        for one in row["codings"]
    ]
    if not coded:
        coded = [f"no action or article ({', '.join(ASSESSMENTS[one].lower() for one in row['assessments'])})"]
    themes = ", ".join(words.label("theme", one) for one in row["themes"])
    return f"{'; '.join(coded)}.{f' Themes: {themes}.' if themes else ''}"
