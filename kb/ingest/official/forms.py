"""Forms of lines in official texts: numbers, page headers, titles. Every pattern is linear in the line's length."""

import re
from dataclasses import dataclass

from kb.ingest.documents.wrapping import ENDS_CLAUSE, TAIL, reads_like_title

# A label stands at a line's beginning; what follows is looked at only so far.
_SIGN = r"(?:\#|№|[nN]\.?\s?(?:°|º|˚|o\b|O\b|os?\.|O\.|r\.|umber\b|UMBER\b))"
_ACTION = re.compile(
    rf"""^[\s"'“‘*•·\[]{{0,5}}(?:Action|ACTION)\s{{0,3}}(?:(?P<sign>{_SIGN})\s{{0,3}})?(?:\.\s{{0,3}})?
        (?P<number>\d{{1,3}}(?:\.\d{{1,2}})?)(?![\d/(]|\.\d|['’]s)(?P<rest>.*)$""",
    re.VERBOSE | re.DOTALL,
)
_RANGE = re.compile(r"^\s*(?:[-–—]|to|and|&|,|/)\s*(?:Action\s*)?#?\s*\d")
_SEPARATOR = re.compile(r"^\s*[:.)\]|–—-]+\s*")
_CONTINUED = re.compile(r"^\s*(?:[-–—]\s*)?[(\[]\s*cont(?:inued|['’]d|d)?\.?\s*[)\]]\s*(?::\s*)?$", re.IGNORECASE)
_WANTS_MORE = re.compile(r"\b(?:and|as|by|for|from|in|of|on|or|see|the|to|under|with)$")
_CHAPTER = re.compile(r"^(?P<numeral>[IVX]{1,6})(?:\s*[.):–—-]\s*|\s+)(?=[\"“]?[A-Z])")
_PART = re.compile(r"^(?:Chapter|Section|Part|Annexe?|Appendix|Endnotes?|Footnotes?|Notes)\b", re.IGNORECASE)
_LETTERED = re.compile(r"^[A-H]\.\s+[A-Z]")
_PAGE_OF = r"\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?"
_PAGE = re.compile(rf"^[-–—|\s]{{0,5}}(?:(?:page|p\.)\s{{0,3}})?{_PAGE_OF}[-–—|\s]{{0,5}}$", re.IGNORECASE)
_SYMBOL = re.compile(
    rf"^(?:{_PAGE_OF}[\s,|–—-]{{1,3}})?(?=[A-Za-z0-9/.\-]{{0,40}}\d)[A-Z][A-Z0-9]{{1,9}}(?:/[A-Z0-9][A-Za-z0-9.\-]{{0,12}}){{2,6}}"
    rf"(?:\s?\([A-Z]\w{{0,3}}\))?\*?(?:[\s,|–—-]{{1,3}}(?:(?:page|p\.)\s)?{_PAGE_OF})?$|^GE\.\d{{2}}-\d{{4,6}}\b[\s\dA-Z()]{{0,20}}$",
    re.IGNORECASE,
)
_TITLE_AND_PAGE = re.compile(rf"\b(?:page|p\.)\s?{_PAGE_OF}$", re.IGNORECASE)
NUMBERED = re.compile(r"^(?P<number>\d{1,3})[.)]\s")


@dataclass(frozen=True)
class Label:
    """An action's number at the beginning of a line, and the text after it.

    is_lone  without sign, colon or text: it may be a mere reference. is_low: the text goes on in lower case
    """

    number: str
    rest: str
    is_lone: bool = False
    is_low: bool = False
    is_continuation: bool = False

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(self.number.split("."))


def action_label(text: str) -> Label | None:
    """The label that a line begins with; None where it has none or only speaks of an action.

    After a label stands nothing, a colon, stop or dash, or what begins like a sentence. A sentence about an action
    goes on in lower case or with a comma: "Action 21 asks", "Action 21, adopted in".
    """
    match = _ACTION.match(text)
    if not match or _RANGE.match(match["rest"]):
        return None
    number, rest = match["number"], match["rest"]
    if _CONTINUED.match(rest):
        return Label(number, "", is_continuation=True)
    if not any(map(str.isalnum, rest)):
        return Label(number, "", is_lone=not match["sign"] and not rest.strip())
    if separated := _SEPARATOR.match(rest):
        return Label(number, rest[separated.end() :])
    first = rest.strip().lstrip("\"'“‘(*")[:1]
    if not rest[0].isspace() or not (first.isupper() or (match["sign"] and first.islower())):
        return None
    return Label(number, rest.strip(), is_low=first.islower())


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
    return reads_like_title(text, 15) and bool(is_loud or _LETTERED.match(text))


def bare_title(text: str) -> str:
    """A title without its numeral, case and punctuation, for comparison."""
    text = re.sub(r"^(?:chapter\s)?(?:[IVX]{1,6}|\d{1,2})[\s.):–—-]{1,4}", "", text, flags=re.IGNORECASE)
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_page_sign(text: str) -> bool:
    """Whether a line is for certain a document's symbol or a page's number that says so: "Page 7 of 12", "- 7 -"."""
    return bool(_SYMBOL.match(text) or (_PAGE.match(text) and not text.strip().isdecimal()))


def may_be_page_sign(text: str) -> bool:
    """Whether a line may be a page's: a number alone, a title that ends in a page."""
    return (text.strip().isdecimal() and len(text) < 5) or (
        len(text) < 120 and bool(_TITLE_AND_PAGE.search(text[-20:]))
    )


def has_leaders(text: str) -> bool:
    """Whether a line ends in a row of dots and a page's number, as an entry of a list of contents does."""
    rest = text.rstrip("0123456789").rstrip()
    return rest.endswith("…") or re.search(r"(?:\.\s?){3}\.$", rest[-7:]) is not None
