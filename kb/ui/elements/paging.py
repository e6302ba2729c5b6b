"""Long lists in pages: which page the address asks for, and the way to the others."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.ui.markup import Html, Query, address, render

SIZE = 50
MOST = 10_000


class Page(NamedTuple):
    """One page of a list, from 1, of at most `size`; `junk` is what the address asked for instead of a number."""

    number: int
    junk: str = ""
    size: int = SIZE

    def of(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Those of a whole list that stand on the page."""
        return rows[self.offset : self.offset + self.size]

    @property
    def offset(self) -> int:
        """How many stand on the pages before."""
        return (self.number - 1) * self.size


def asked_for(value: str | None, size: int = SIZE) -> Page:
    """The page that an address asks for; the first when it asks for none or for nonsense."""
    if value is None:
        return Page(1, size=size)
    number = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0
    return Page(number, size=size) if 0 < number <= MOST else Page(1, value, size)


def holding(value: str | None, place: int | None) -> Page:
    """The page that an address asks for; where it asks for none, the one with what stands at this place, from 0."""
    return asked_for(value) if value is not None or place is None else Page(place // SIZE + 1)


def to_passage(number: int, page: Page, screen: str, query: Query) -> str:
    """The address of a passage by its number from 1: on the page that is shown, or on another."""
    own = holding(None, number - 1).number
    return ("" if own == page.number else address(screen, {**query, "page": own})) + f"#passage-{number}"


def pages(page: Page, total: int, screen: str, query: Query, label: str = _("Pages")) -> Html:
    """Which part of the list is shown, with links to the pages before and after; empty when all of it is.

    `label` names the links apart where they stand twice on a screen.
    """
    if total <= page.size and page.number == 1 and not page.junk:
        return Html()
    last = min(total, page.offset + page.size)
    before = page.number - 1 if last > page.offset else 1
    numbers = {_("Previous page"): before} if page.number > 1 else {}
    numbers |= {_("Next page"): page.number + 1} if last < total else {}
    return render(
        "pages.html",
        page=page,
        junk=filters.shown(page.junk),
        first=page.offset + 1,
        last=last,
        total=total,
        label=label,
        ways={way: address(screen, {**query, "page": number}) for way, number in numbers.items()},
    )
