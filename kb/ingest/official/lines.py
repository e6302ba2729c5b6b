"""A line of a document, and what every reader does alike to its characters."""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
# Typesetting joins these letters into one sign; NFKC would undo more than that (it turns "n°" marks and
# superscripts into other words), so the seven signs are listed.
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SIGNS = _INVISIBLE | _LIGATURES


@dataclass(frozen=True)
class Line:
    """One line (plain text, Markdown, PDF) or one paragraph (HTML, DOCX) of a document.

    number        from 1, as a reader counts in the file: lines, or paragraphs; in a PDF, lines of the page
    page          from 1; None where the document has no pages
    label         number that the format itself puts before the paragraph ("2.", "(a)"); it is not in `text`
    is_heading    the format marks it as a heading
    is_contents   the format marks it as an entry of a table of contents
    is_furniture  page header, page footer, page number or note at the foot of a page: belongs to no provision
    is_doubtful   it may be furniture, or a word of the provision in which it stands
    is_cell       it stands in a table's row of several cells
    begins        it begins a paragraph; False where the line above was only broken for want of room
    """

    text: str
    number: int
    page: int | None = None
    unit: str = "line"
    label: str = ""
    is_heading: bool = False
    is_contents: bool = False
    is_furniture: bool = False
    is_doubtful: bool = False
    is_cell: bool = False
    begins: bool = True

    @property
    def where(self) -> str:
        """Where a person finds it: "line 12", "paragraph 12", "page 3, line 12"."""
        place = f"{self.unit} {self.number}"
        return place if self.page is None else f"page {self.page}, {place}"


def clean(text: str) -> str:
    """The same words with plain single spaces, without invisible signs and typesetters' ligatures.

    A soft hyphen is kept at the very end, where it says that the word goes on in the next line.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.translate(_SIGNS))).strip()
    return re.sub("\u00ad(?!$)", "", text)
