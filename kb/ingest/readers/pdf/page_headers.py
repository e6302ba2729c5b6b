"""What stands on every page and belongs to no provision: page headers, page footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.ingest.text.page_signs import is_page_number

_DEEPEST = 4
# Lines that a provision may begin with are no header merely because only their number differs.
_MAY_BEGIN_PROVISION = re.compile(r"^\W*(?:action|article)\b|^\(?(?:\d+|[a-z]{1,4})[.)]", re.IGNORECASE)


@dataclass(frozen=True)
class PageLine:
    """A line on its page.

    height    from the page's upper edge in points
    is_apart  it stands further below the line above than the lines of a paragraph do
    """

    text: str
    height: int
    is_apart: bool


def in_margins(pages: Sequence[Sequence[PageLine]]) -> list[bool]:
    """For each line of all pages, in order: is it a page number, or repeated at the top or bottom of pages?

    A line repeats when it stands at the same place among the first or last four lines of at least two pages and
    of a third of all pages, alike or with a number that rises with the pages. The header ends before the first
    line that does not repeat, and at a distance from the text: a line of the text that happens to stand at the
    edge of several pages is not taken for a part of it, unless it does so on three pages and two of three.
    """
    tops = _Repeated([page[:_DEEPEST] for page in pages])
    bottoms = _Repeated([page[::-1][:_DEEPEST] for page in pages])
    marked: list[bool] = []
    for number, page in enumerate(pages):
        head = tops.depth(page, [line.is_apart for line in page[1:]], number)
        rest = page[head:]
        foot = bottoms.depth(rest[::-1], [line.is_apart for line in rest[1:]][::-1], number)
        marked += [index < head or index >= len(page) - foot for index in range(len(page))]
    return marked


class _Repeated:
    """What stands at the same edge of several pages."""

    def __init__(self, edges: Sequence[Sequence[PageLine]]) -> None:
        """edges: for each page its outermost lines, the outermost first."""
        self._pages = len(edges)
        self._counts = Counter(
            key for number, edge in enumerate(edges) for key in {key for line in edge for key in _keys(line, number)}
        )

    def depth(self, page: Sequence[PageLine], gaps: Sequence[bool], number: int) -> int:
        """How many lines of a page, counted from its edge, are page headers.

        gaps  for each line whether a distance follows it, towards the page's middle

        Beyond the first distance the text may have begun: there the evidence must be strong, and a distance must
        follow; without any distance it must be strong.
        """
        depth = 0
        for line in page[:_DEEPEST]:
            is_strong = any(gaps[:depth])
            if not is_page_number(line.text) and not self._holds(line, number, is_strong):
                break
            depth += 1
        while 0 < depth < len(page) and not gaps[depth - 1]:
            last = page[depth - 1]
            is_outermost = not any(gaps[: depth - 1])
            is_constant = is_outermost and self._holds(last, number, is_strong=True)
            if is_page_number(last.text) or is_constant:
                break
            depth -= 1
        return depth

    def _holds(self, line: PageLine, number: int, is_strong: bool) -> bool:
        """Whether it stands on two pages and a third of all; with strong evidence on three and two thirds of all.

        The rest of a sentence, or what may begin a provision, never does.
        """
        text = line.text
        if text[:1].islower() or _MAY_BEGIN_PROVISION.match(text):
            return False
        count = max(self._counts[key] for key in _keys(line, number))
        return count >= 3 and count * 3 >= self._pages * 2 if is_strong else count >= 2 and count * 3 >= self._pages


def _keys(line: PageLine, page: int) -> list[tuple[object, ...]]:
    """What lines at pages' edges share if they are one: their place, and the text or all of it but a number that
    rises with the pages.
    """
    text = line.text
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    shape = re.sub(r"\d+", "#", text)
    return [
        (line.height, text),
        *(
            (line.height, shape, at, number - page, *numbers[:at], *numbers[at + 1 :])
            for at, number in enumerate(numbers)
        ),
    ]
