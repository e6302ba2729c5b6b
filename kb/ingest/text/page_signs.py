"""What lines say of pages: their number, the symbol of the document, the leaders of a list of contents."""

import re

_PAGE = r"\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?"
_NUMBER = re.compile(rf"[-–—|\s]{{0,5}}(?:(?:page|p\.)\s{{0,3}})?{_PAGE}[-–—|\s]{{0,5}}$", re.IGNORECASE)
# CCM/MSP/2010/5, GE.10-12345, with a page before or after it.
_SYMBOL = re.compile(
    r"(?:\d{1,4}\s)?(?:[A-Z]{2,10}(?:/[\w.-]{1,13}){2,6}|GE\.\d{2}-\d{4,6})(?:\s?\(\w{1,4}\))?\*?"
    r"(?:[\s|,–—-]{1,3}(?:(?:page|p\.)\s)?\d[\d /of]{0,12})?$",
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page: "7", "- 7 -", "Page 7 of 12"."""
    return bool(_NUMBER.match(text))


def page_sign(text: str) -> bool | None:
    """Whether a line is a document's symbol or says of itself that it is a page's number; None where it may be one."""
    if text.strip().isdecimal():
        return None if len(text) < 5 else False
    return bool(_SYMBOL.match(text) or is_page_number(text))


def has_leaders(text: str) -> bool:
    """Whether a line ends in a row of dots and a page's number, as an entry of a list of contents does."""
    rest = text.rstrip("0123456789").rstrip()
    return rest.endswith("…") or re.search(r"(?:\.\s?){3}\.$", rest[-7:]) is not None
