"""Chapter headings, marked by the format or told by their form."""

import re
from collections.abc import Iterable

from kb.ingest.official.paragraphs import Paragraph, reads_like_title

_CHAPTER = re.compile(r"^(?P<numeral>[IVX]{1,6})(?:\s*[.):–—-]\s*|\s+)(?=[\"“]?[A-Z])")
_PART = re.compile(r"^(?:Chapter|Section|Part|Annex|Appendix|Annexe|Endnotes?|Footnotes?|Notes)\b", re.IGNORECASE)
_NAMED_PART = re.compile(
    r"^(?:(?:Chapter|Section|Part|Annexe?|Appendix)\s+(?:[IVX]+|\d{1,2}|[A-H])\b|(?:Annexe?|Appendix|Endnotes?|Footnotes?)$)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"^[A-H]\.\s+[A-Z]")
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Headings:
    """Tells headings from text in document order, for the numerals of chapters rise."""

    def __init__(self, chapters: Iterable[str]) -> None:
        """chapters: known titles, with or without numerals."""
        self._titles = {bare_title(chapter) for chapter in chapters if chapter}
        self._last_chapter = 0

    def is_heading(self, paragraph: Paragraph, inside: bool) -> bool:
        """Whether the paragraph is a heading. inside: it follows text that it would end.

        A heading is marked so by the format, or has a known title, or a rising Roman numeral, or begins
        "Chapter", "Annex" or the like, or is in capitals; and reads like a title.
        """
        text = paragraph.text
        chapter = _CHAPTER.match(text)
        if chapter and reads_like_title(text, 20):
            number = _roman(chapter["numeral"])
            known = paragraph.is_heading or bare_title(text) in self._titles
            if inside and not known and number <= self._last_chapter:
                return False
            self._titles.add(bare_title(text))
            self._last_chapter = number
            return True
        if paragraph.is_heading or bare_title(text) in self._titles:
            return True
        if not paragraph.is_sure or not reads_like_title(text, 15):
            return False
        capitals = text.isupper() and len(text) >= 8 and bool(re.search(r"[A-Z]{3}", text))
        return capitals or (bool(_PART.match(text)) and len(text.split()) <= 12)

    def is_sure(self, paragraph: Paragraph) -> bool:
        """Whether a heading is one for certain: marked by the format, numbered, or of a known title.

        One in capitals alone may be a page's header; one that merely begins with "Part" may be a sentence.
        """
        text = paragraph.text
        return (
            paragraph.is_heading
            or bool(_CHAPTER.match(text) or _NAMED_PART.match(text))
            or bare_title(text) in self._titles
        )

    def may_be_heading(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph that is not taken for a heading has the form of one: "A. Data", "I. Aims"."""
        text = paragraph.text
        return reads_like_title(text, 15) and bool(_LETTERED.match(text) or _CHAPTER.match(text))


def bare_title(text: str) -> str:
    """A title without its numeral, case and punctuation, for comparison."""
    text = re.sub(r"^(?:chapter\s+)?(?:[IVX]{1,6}|\d{1,2})[\s.):–—-]+", "", text, flags=re.IGNORECASE)
    return " ".join(re.findall(r"\w+", text.casefold()))


def _roman(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
