"""What page numbers, document symbols and running titles look like, wherever they stand."""

import re
import string

_PAGE_OF = r"\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?"
_SYMBOL = r"(?=[A-Za-z0-9/.\-]*\d)[A-Z][A-Z0-9]*(?:/[A-Z0-9][A-Za-z0-9.\-]*){2,}(?:\s?\([A-Z]\w*\))?\*?"
_PAGE = rf"(?:(?i:page|p\.)\s*)?{_PAGE_OF}"

PAGE_NUMBER = re.compile(rf"^[-–—|\s]*(?:(?:page|p\.)\s*)?{_PAGE_OF}[-–—|\s]*$", re.IGNORECASE)
_EXPLICIT = re.compile(rf"page|p\.|^\s*([-–—|])\s*{_PAGE_OF}\s*\1\s*$", re.IGNORECASE)
# "CCM/MSP/2010/5", also with a page before or after it; and the printer's number of a United Nations document.
_SYMBOL_LINE = re.compile(rf"^(?:{_PAGE}[\s,|–—-]+)?{_SYMBOL}(?:[\s,|–—-]+{_PAGE})?$")
_JOB_NUMBER = re.compile(r"^GE\.\d{2}-\d{4,6}\b(?:\s*\([A-Z]\))?(?:\s+[\d\s]+)?$")
_TITLE_AND_PAGE = re.compile(rf"(?:^|\s)(?:page|p\.)\s*{_PAGE_OF}\s*$|^page\s*{_PAGE_OF}(?=\W)", re.IGNORECASE)
_INSIDE = re.compile(
    rf"\b(?:Page|page)\s\d{{1,4}}\sof\s\d{{1,4}}\b"
    rf"|(?<![A-Za-z0-9/.\-]){_SYMBOL}[\s,|–—-]+(?:Page|page|p\.)\s*\d"
)
_DOTS = re.compile(r"(?:\.\s?){3}\.$")
# Lines that a provision may begin with are never furniture merely because only their number differs.
MAY_BEGIN_PROVISION = re.compile(r"^\W*(?:action|article)\b|^\(?(?:\d+|[a-z]{1,4})[.)]", re.IGNORECASE)


def is_explicit_page(text: str) -> bool:
    """Whether a text is a page number and says so: "Page 7 of 12", "- 7 -"; not a number alone."""
    return bool(PAGE_NUMBER.match(text) and _EXPLICIT.search(text))


def bare_number(text: str) -> int | None:
    """The number that a text is, which may be a page's: 1 to 4 digits and nothing else, or "7/12"."""
    if not PAGE_NUMBER.match(text) or _EXPLICIT.search(text):
        return None
    digits = re.search(r"\d+", text)
    return int(digits[0]) if digits else None


def is_symbol(text: str) -> bool:
    """Whether a text is nothing but a document's symbol or printer's number, with or without a page."""
    return bool(_SYMBOL_LINE.match(text) or _JOB_NUMBER.match(text))


def ends_in_page(text: str) -> bool:
    """Whether a text names a page at its end or beginning, as a footer does: "Invented plan - Page 7"."""
    return bool(_TITLE_AND_PAGE.search(text))


def holds_page(text: str) -> bool:
    """Whether a page's header or footer seems to stand in the middle of a text."""
    return bool(_INSIDE.search(text))


def has_leaders(text: str, *, needs_number: bool = True) -> bool:
    """Whether a text ends in a row of dots or "…" and a page's number, as an entry of a list of contents does."""
    rest = text.rstrip(string.digits)
    if needs_number and rest == text:
        return False
    rest = rest.rstrip()
    return rest.endswith("…") or bool(_DOTS.search(rest[-7:]))
