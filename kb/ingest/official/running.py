"""Page headers, footers and numbers in a text whose pages are not known: told by form and by repetition.

Nothing that may be a word of a provision is left out on a guess: a line that may be either is marked as doubtful,
and the provision in which it stands is then not certain.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kb.ingest.official.lines import Line
from kb.ingest.official.page_forms import (
    MAY_BEGIN_PROVISION,
    PAGE_NUMBER,
    bare_number,
    ends_in_page,
    is_explicit_page,
    is_symbol,
)

_FEWEST_WORDS = 60  # between two page numbers; what stands closer may be the items of a list
_LONGEST_TITLE = 14
_NUMBER_FIRST = re.compile(r"^\d+\W+")
_WANTS_MORE = re.compile(
    r"\b(?:actions?|and|articles?|as|by|document|for|from|in|of|on|or|page|pages|paragraphs?|see|than|the|to|under|with)$",
    re.IGNORECASE,
)


def mark_running(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text without pages, its furniture marked and what may be furniture marked as doubtful.

    Furniture are document symbols (CCM/MSP/2010/5, also with a page), "Page 7 of 12", "- 7 -", numbers alone that
    rise from page to page, and a title without a stop that stands beside page numbers, or in the middle of
    sentences, three times. Doubtful are other numbers alone, such titles that stand there twice, and cells.
    """
    sure, doubtful = _pages(lines)
    repeated_sure, repeated_doubtful = _titles(lines, sure | doubtful)
    sure |= repeated_sure
    doubtful |= repeated_doubtful
    return _marked(lines, sure, doubtful - sure)


def mark_inner(lines: Sequence[Line]) -> list[Line]:
    """The same for lines inside pages whose edges are marked already: symbols are furniture, all else is doubtful."""
    inner = [index for index, line in enumerate(lines) if not line.is_furniture]
    sure = {index for index in inner if is_symbol(lines[index].text)}
    numbers = {index for index in inner if PAGE_NUMBER.match(lines[index].text)}
    doubtful = numbers.union(*_titles(lines, sure | numbers))
    return _marked(lines, sure, doubtful - sure)


def _marked(lines: Sequence[Line], sure: set[int], doubtful: set[int]) -> list[Line]:
    return [
        replace(line, is_furniture=line.is_furniture or index in sure, is_doubtful=index in doubtful)
        for index, line in enumerate(lines)
    ]


def _pages(lines: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Places of page numbers and symbols, and of what may be one."""
    sure: set[int] = set()
    doubtful: set[int] = set()
    words = [0]  # before each line
    for line in lines:
        words.append(words[-1] + len(line.text.split()))
    bare = [(index, number) for index, line in enumerate(lines) if (number := bare_number(line.text)) is not None]
    crowded: set[int] = set()
    for (one, low), (other, high) in pairwise(bare):
        if low >= high or words[other] - words[one + 1] < _FEWEST_WORDS:
            crowded |= {one, other}
    is_numbered = len(bare) >= 3 and not crowded
    above = ""
    for index, line in enumerate(lines):
        is_bare = bare_number(line.text) is not None
        if not (is_bare or is_explicit_page(line.text) or is_symbol(line.text)):
            above = line.text
            continue
        is_label = bool(re.fullmatch(r"\W*(?:action|article)\W*", above, re.IGNORECASE))
        is_rest = not is_numbered and (not line.begins or bool(_WANTS_MORE.search(above)))
        is_value = is_bare and (line.is_cell or line.is_heading or index in crowded or len(line.text) > 3)
        (doubtful if is_label or is_value or is_rest else sure).add(index)
    symbols = [lines[index].text for index in sorted(sure | doubtful) if is_symbol(lines[index].text)]
    return sure | {i for i in doubtful if symbols.count(lines[i].text) > 1}, doubtful


def _titles(lines: Sequence[Line], pages: set[int]) -> tuple[set[int], set[int]]:
    """Places of titles that run through the document, alike or with a page number, and of what may be one."""
    alike: dict[str, list[int]] = {}
    shapes: dict[str, list[int]] = {}
    doubtful: set[int] = set()
    for index, line in enumerate(lines):
        if index in pages or line.is_furniture or not _may_be_title(lines, index):
            continue
        alike.setdefault(line.text.casefold(), []).append(index)
        if re.search(r"^\d|\d$", line.text):
            shapes.setdefault(re.sub(r"\d+", "#", line.text), []).append(index)
        if ends_in_page(line.text):
            doubtful.add(index)
    sure: set[int] = set()
    for at in alike.values():
        beside = sum(any(near in pages for near in range(index - 2, index + 3)) for index in at)
        interrupts = sum(index + 1 < len(lines) and lines[index + 1].text[:1].islower() for index in at)
        plain = {index for index in at if not lines[index].is_heading}
        if len(at) >= 3 and max(beside, interrupts) >= 3:
            sure |= plain
        elif len(at) >= 2:
            doubtful |= plain
    for index in (index for at in shapes.values() for index in at):
        # The document's title and a number: the number may be the page's.
        if _without_page(lines[index].text).casefold() in alike:
            doubtful.add(index)
    for at in shapes.values():
        numbers = [[int(number) for number in re.findall(r"\d+", lines[index].text)] for index in at]
        if len(at) >= 2 and all(one < other for one, other in pairwise(numbers)):
            (sure if all(ends_in_page(lines[index].text) for index in at) else doubtful).update(at)
    return sure, doubtful


def _without_page(text: str) -> str:
    """A title without the number before or after it."""
    from_end = _NUMBER_FIRST.sub("", text[::-1], count=1)
    return _NUMBER_FIRST.sub("", from_end[::-1], count=1)


def _may_be_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a paragraph by itself, short, without a stop, and nothing that a provision begins with."""
    line = lines[index]
    if not line.begins or (index + 1 < len(lines) and not lines[index + 1].begins):
        return False
    return (
        not MAY_BEGIN_PROVISION.match(line.text)
        and not re.search(r"[.;:,!?]$", line.text)
        and not line.text[:1].islower()
        and len(line.text.split()) <= _LONGEST_TITLE
        and not line.label
    )
