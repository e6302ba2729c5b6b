"""Numbers of provisions: in ids (CCM-5.2.g is Article 5.2(g)), and as lines of official texts begin with them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kb.ingest.text.numerals import roman_value
from kb.ingest.text.wrapping import ENDS_CLAUSE, TAIL, reads_like_title

_SIGN = r"(?:\#|№|[nN]\.?\s?(?:°|º|˚|o\b|O\b|os?\.|O\.|r\.|umber\b|UMBER\b))"
_RANGE = re.compile(r"^\s*(?:[-–—]|to|and|&|,|/)\s*(?:[A-Z][a-z]{2,20}\s*)?#?\s*\d")
_SEPARATOR = re.compile(r"^\s*[:.)\]|–—-]+\s*")
_CONTINUED = re.compile(r"^\s*(?:[-–—]\s*)?[(\[]\s*cont(?:inued|['’]d|d)?\.?\s*[)\]]\s*(?::\s*)?$", re.IGNORECASE)
_WANTS_MORE = re.compile(r"\b(?:and|as|by|for|from|in|of|on|or|see|the|to|under|with)$")
_CHAPTER = re.compile(r"^[IVX]{1,6}(?:\s*[.):–—-]\s*|\s+)(?=[\"“]?[A-Z])")
_PART = re.compile(r"^(?:Chapter|Section|Part|Annexe?|Appendix|Endnotes?|Footnotes?|Notes)\b", re.IGNORECASE)
_LETTERED = re.compile(r"^[A-H]\.\s+[A-Z]")
_UNIT = re.compile(r"^([A-Z][a-z]{2,20})\s{1,3}(?:\#|№)?\s?\d{1,3}\b")
NUMBERED = re.compile(r"^(?P<number>\d{1,3})[.)]\s")


@dataclass(frozen=True)
class Wanted:
    """What is known of the instrument whose text is placed.

    code      of the instrument; what it begins with in ids
    unit      what its provisions are called: Action, Article, Commitment
    ids       the provisions recorded, in their order; empty for a new instrument
    chapters  the titles of chapters recorded
    """

    code: str
    unit: str = "Action"
    ids: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()

    @property
    def articles(self) -> bool:
        """Whether its provisions have paragraphs and points that are provisions themselves."""
        return self.unit == "Article"

    def id_of(self, steps: Sequence[str]) -> str:
        """The id that a number makes, given in its steps: 5, 2 and g give CCM-5.2.g."""
        return f"{self.code}-{'.'.join(steps)}"


def steps_of(id_: str) -> tuple[str, ...]:
    """The steps of an id's number: 5, 2 and g of CCM-5.2.g."""
    return tuple(id_.partition("-")[2].split("."))


def number_of(id_: str) -> str:
    """The number as a reader writes it: 5.2(g), 27."""
    figures = [one for one in steps_of(id_) if one[:1].isdigit()]
    return ".".join(figures) + "".join(f"({one})" for one in steps_of(id_)[len(figures) :])


def is_part(id_: str, of: str) -> bool:
    """Whether an id is that of a part of another provision: CCM-5.2.g of CCM-5.2 and of CCM-5."""
    return id_.startswith(f"{of}.")


@dataclass(frozen=True)
class Label:
    """The number of an action or article at the beginning of a line, in its steps, and the text after it.

    is_lone  without sign, colon or text: it may be a mere reference. is_low: the text goes on in lower case
    """

    steps: tuple[str, ...]
    rest: str
    is_lone: bool = False
    is_low: bool = False
    is_continuation: bool = False


@cache
def _label(unit: str) -> re.Pattern[str]:
    roman = "|[IVXLC]{1,7}" if unit == "Article" else ""
    return re.compile(
        rf"""^[\s"'“‘*•·\[]{{0,5}}(?:{re.escape(unit)}|{re.escape(unit.upper())})\s{{0,3}}(?:(?P<sign>{_SIGN})\s{{0,3}})?
            (?:\.\s{{0,3}})?(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?{roman})(?![\w/(]|\.\d|['’]s)(?P<rest>.*)$""",
        re.VERBOSE | re.DOTALL,
    )


def label_of(text: str, unit: str) -> Label | None:
    """The label that a line begins with; None where it has none or only speaks of an action or article.

    After a label stands nothing, a colon, stop or dash, or what begins like a sentence; after an article's a title. A
    sentence about an action goes on in lower case or with a comma: "Action 21 asks", "Action 21, adopted in".
    """
    match = _label(unit).match(text)
    if not match or _RANGE.match(match["rest"]):
        return None
    number, rest = match["number"], match["rest"]
    steps = tuple(number.split(".")) if number[0].isdigit() else (str(roman_value(number.lower())),)
    if _CONTINUED.match(rest):
        return Label(steps, "", is_continuation=True)
    if not any(map(str.isalnum, rest)):
        return Label(steps, "", is_lone=not match["sign"] and not rest.strip())
    separated = _SEPARATOR.match(rest)
    title = rest[separated.end() :] if separated else rest.strip()
    first = title.lstrip("\"'“‘(*")[:1]
    if unit == "Article":
        return Label(steps, title) if first.isupper() and reads_like_title(title, 20) else None
    if separated:
        return Label(steps, title)
    if not rest[0].isspace() or not (first.isupper() or (match["sign"] and first.islower())):
        return None
    return Label(steps, title, is_low=first.islower())


def unit_in(texts: Iterable[str]) -> str:
    """What a document calls its provisions: the word that most often begins a line and has a number; Action if none."""
    words = Counter(match[1] for text in texts if (match := _UNIT.match(text)) and label_of(text, match[1]))
    others = {"Page", "Chapter", "Section", "Part", "Annex", "Table", "Figure", "Paragraph"}
    return next((word for word, _ in words.most_common() if word not in others), "Action")


def wants_more(text: str) -> bool:
    """Whether a line ends in the middle of a sentence, on a word after which another must come."""
    return bool(_WANTS_MORE.search(text[-TAIL:]))


def is_unfinished(text: str) -> bool:
    """Whether a line ends without the stop of a sentence or clause."""
    return not ENDS_CLAUSE.search(text[-TAIL:])


def is_numbered_chapter(text: str) -> bool:
    """Whether a line is a title with a Roman numeral, or of a named part: "II. Aims", "Annex 1"."""
    return reads_like_title(text, 20) and bool(_CHAPTER.match(text) or (_PART.match(text) and len(text.split()) <= 12))


def may_be_heading(text: str) -> bool:
    """Whether a line may be a heading by its form alone: in capitals, or "A. Data"."""
    is_loud = text.isupper() and len(text) >= 8 and bool(re.search(r"[A-Z]{3}", text))
    return reads_like_title(text, 15) and bool(is_loud or _LETTERED.match(text)) and not NUMBERED.match(text)


def bare_title(text: str) -> str:
    """A title without numbers, case and punctuation, for comparison."""
    text = re.sub(r"^(?:chapter\s)?(?:[IVX]{1,6}|\d{1,2})[\s.):–—-]{1,4}", "", text, flags=re.IGNORECASE)
    return " ".join(re.findall(r"[^\W\d]+", text.casefold()))
