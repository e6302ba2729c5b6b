"""Headings of articles, and the labels of paragraphs and points in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.ingest.official.page_forms import has_leaders
from kb.ingest.official.paragraphs import Paragraph, reads_like_title
from kb.ingest.official.wrapping import ENDS_CLAUSE

_ARTICLE = re.compile(r"^(?:Article|ARTICLE)\s+(?P<number>\d{1,3}|[IVXLC]{1,7})(?![\w/])(?P<rest>.*)$", re.DOTALL)
_SEPARATOR = re.compile(r"^\s*[.:–—-]+\s*")
_PAGE = re.compile(r"\s\d{1,3}$")
_PARAGRAPH = re.compile(
    r"^(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])(?:\s+|(?=[\"“A-Z])|$)(?P<rest>.*)$", re.DOTALL
)
_POINT = re.compile(r"^\(?(?P<letter>[a-z])\)\s*(?P<rest>.*)$", re.DOTALL)
_LISTED_POINT = re.compile(r"^(?P<letter>[a-z])\.\s+(?P<rest>.*)$", re.DOTALL)
_SUBPOINT = re.compile(r"^\(?(?P<roman>[ivx]{1,5})\)(?:\s+|$)", re.DOTALL)
_ODD = re.compile(r"^[\[(]?[^\s()\[\]]{1,2}[)\]](?:\s+|$)")
_ROMANS = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True)
class Heading:
    """A heading of an article; `title` is what stands on the same line."""

    number: int
    title: str


@dataclass(frozen=True)
class Mark:
    """What stands before a paragraph's text.

    kind   "paragraph" ("2."), "point" ("a)"), "subpoint" ("(i)"; it may also be a point) or "odd", of no kind
    style  signs around a paragraph's number, "." or "()": one article uses one style
    """

    kind: str
    label: str
    rest: str
    number: int = 0
    style: str = ""


def heading(document: Sequence[Paragraph], index: int) -> Heading | None:
    """The article's heading that a paragraph is; None where it is none or only mentions an article.

    "Article 5" on a line of its own, or with its title. In a sentence it goes on in lower case or with a
    comma, has a full stop at its end, or stands in the middle of a run of lines.
    """
    paragraph = document[index]
    match = _ARTICLE.match(paragraph.text)
    if not match or not paragraph.is_sure:
        return None
    title = _SEPARATOR.sub("", match["rest"]).strip()
    number = int(match["number"]) if match["number"].isdigit() else _roman(match["number"])
    if not title:
        return None if not paragraph.is_heading and _goes_on(document, index) else Heading(number, "")
    if (match["rest"][0].isspace() or match["rest"] != title) and title[0].isupper() and reads_like_title(title, 20):
        return Heading(number, title)
    return None


def _goes_on(document: Sequence[Paragraph], index: int) -> bool:
    """Whether a lone "Article 5" is a piece of a sentence that was broken by hand."""
    after = document[index + 1].text if index + 1 < len(document) else ""
    above = document[index - 1] if index else None
    if after and mark(document[index + 1]):
        return False
    unfinished = above is not None and not above.is_heading and not ENDS_CLAUSE.search(above.text)
    wants_more = above is not None and re.search(r"\b(?:and|by|in|of|or|see|the|to|under|with)$", above.text)
    return after[:1].islower() or bool(unfinished and wants_more)


def is_contents_entry(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the line of an article in a list of contents."""
    match = _ARTICLE.match(paragraph.text)
    if not match:
        return False
    rest = match["rest"]
    return paragraph.line.is_contents or has_leaders(rest, needs_number=False) or bool(_PAGE.search(rest))


def mark(paragraph: Paragraph) -> Mark | None:
    """The label before a paragraph's text; None where it has none."""
    text = paragraph.text
    if match := _PARAGRAPH.match(text):
        style = f"{match['open']}{match['close']}"
        return Mark("paragraph", match["number"], match["rest"], int(match["number"]), style)
    if match := _POINT.match(text):
        kind = "subpoint" if match["letter"] in "ivx" else "point"
        return Mark(kind, match["letter"], match["rest"])
    if paragraph.line.label and (match := _LISTED_POINT.match(text)):
        return Mark("point", match["letter"], match["rest"])
    if match := _SUBPOINT.match(text):
        return Mark("subpoint", match["roman"], text[match.end() :])
    if match := _ODD.match(text):
        return Mark("odd", match[0].strip(), text[match.end() :])
    return None


def may_begin(text: str) -> bool:
    """Whether a text begins like an article, a paragraph or a point."""
    return bool(_PARAGRAPH.match(text) or _POINT.match(text) or _SUBPOINT.match(text))


def roman_value(label: str) -> int:
    """1 for "i"; 0 for what is no Roman numeral of a list."""
    return _ROMANS.index(label) + 1 if label in _ROMANS else 0


def hides_next(text: str, label: str, is_missing: bool) -> bool:
    """Whether a text holds that label ("b" or "3") before what begins like a text: its line break may be lost.

    Where the label is not missing for certain, it counts only after the end of a clause.
    """
    before = r"\s" if is_missing else r"[.;:]\s+(?:and\s+|or\s+)?"
    after = rf"{label}[.)]\s+[\"“A-Z]" if label.isdigit() else rf"{label}\)\s*[\"“A-Z]"
    return bool(re.search(rf"{before}\(?{after}", text))


def _roman(numeral: str) -> int:
    values = [_VALUES[sign] for sign in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
