"""A reader's brief as a Word document: the passages it collects, each with whose it is and how to cite it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from kb.citations import WORK, citation
from kb.model import Voice
from kb.queries import Row
from kb.queries.practices import practices_read
from kb.store import View
from kb.vocabulary import Vocabulary, day_words, vocabulary
from kb.words import ASSESSMENTS, CONTRIBUTION_KINDS, LANGUAGES, TEXT_KINDS_MEANT, TEXT_LEADS, VOICES, counted

LANGUAGE = "en-GB"
# Languages written from right to left, and those for which Word keeps the language of a run in another attribute.
RIGHT_TO_LEFT = frozenset({"ar"})
EAST_ASIAN = frozenset({"zh"})
NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
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
    document = _empty(title)
    document.add_paragraph(_clean(title), style="Title")
    if seen_by:
        document.add_paragraph().add_run(_clean(seen_by)).bold = True
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


def _empty(title: str) -> Doc:
    """A document with its properties and its language, and nothing in it."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.subject, properties.author = _clean(title), WORK, WORK
    properties.language, properties.comments, properties.keywords = LANGUAGE, "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    _set_language(document.styles["Normal"].element.get_or_add_rPr(), LANGUAGE)
    return document


def _add(document: Doc, number: int, row: Row, words: Vocabulary, revision: int, base: str, retrieved: str) -> None:
    """One passage under a heading of its own."""
    about = words.label("state", row["about_state"]) if row["about_state"] not in (None, row["state"]) else None
    whose = f"{row['contributor_label']}, {CONTRIBUTION_KINDS[row['kind']].lower()}"
    where = f"{row['meeting_label']}, {row['date'] or 'no date'}"
    document.add_heading(_clean(f"{number}. {whose}, {where}"), 1)
    _labelled(document, "Voice", _voice(row, about, words))
    kind, language = row["text_kind"], LANGUAGES.get(row["language"], row["language"])
    _labelled(document, "Text held", f"{TEXT_LEADS[kind]}, in {language}. {TEXT_KINDS_MEANT[kind]}")
    said = document.add_paragraph(style="Quote" if kind == "verbatim" else "Body Text")
    _write(said, row["text"], row["language"])
    _labelled(document, "Coded by us", _codes(row, words))
    if row["replies"]:
        _labelled(
            document, "Replies", "The coding was replied to; the replies stand beside the passage in the dashboard."
        )
    if row["note"]:
        _labelled(document, "Caveat", row["note"])
    _labelled(document, "Citation", citation(row, revision, about=about, position=row["position"]))
    _labelled(document, "Retrieved", retrieved)
    query = {"contribution": row["contribution"], "passage": row["position"]}
    _linked(document, "Permanent link", f"{base}/contributions?{urlencode(query)}")


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


def _labelled(document: Doc, label: str, said: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(_clean(said))
    return paragraph


def _write(paragraph: Paragraph, said: str, language: str) -> None:
    """A text in its language; one written from right to left makes the whole paragraph run so."""
    run = paragraph.add_run(_clean(said))
    properties = run._r.get_or_add_rPr()
    _set_language(properties, language)
    if language in RIGHT_TO_LEFT:
        run.font.rtl = True
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


# What the order of the format puts after the direction of a paragraph.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def _set_language(properties: Any, language: str) -> None:
    """Say in which language a run or style is, in the attribute that Word reads for its kind of script."""
    kind = "w:bidi" if language in RIGHT_TO_LEFT else "w:eastAsia" if language in EAST_ASIAN else "w:val"
    for held in properties.findall(qn("w:lang")):
        properties.remove(held)
    mark = OxmlElement("w:lang")
    mark.set(qn(kind), language)
    properties.append(mark)


def _linked(document: Doc, label: str, address: str) -> None:
    """A link; as text alone where the dashboard's own address is not known, so that none leads nowhere."""
    paragraph = _labelled(document, label, "" if address.startswith("http") else address)
    if not address.startswith("http"):
        return
    to = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), to)
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _clean(said: str) -> str:
    """The text without the characters that no XML file may hold."""
    return said.translate(NOT_XML)
