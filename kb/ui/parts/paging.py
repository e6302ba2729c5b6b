"""Long lists in pages: which page the address asks for, and the way to the others."""

from typing import NamedTuple

from kb.domain.filters import shown
from kb.ui.markup import Html, Query, element, join, link

SIZE = 100
MOST = 10_000


class Page(NamedTuple):
    """One page of a list, from 1, of at most `size`; `junk` is what the address asked for instead of a number."""

    number: int
    junk: str = ""
    size: int = SIZE

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


def pages(page: Page, total: int, screen: str, query: Query, label: str = "Pages") -> Html:
    """Which part of the list is shown, with links to the pages before and after; empty when all of it is.

    `label` names the links apart where they stand twice on a screen.
    """
    said = f"“{shown(page.junk)}” is no page of this list; this is the first. " if page.junk else ""
    if total <= page.size and page.number == 1:
        return element("p", said) if said else Html()
    last = min(total, page.offset + page.size)
    ways = []
    if page.number > 1:
        ways.append(link("Previous page", screen, {**query, "page": page.number - 1 if last > page.offset else 1}))
    if last < total:
        ways.append(link("Next page", screen, {**query, "page": page.number + 1}))
    place = f"{page.offset + 1} to {last} of {total}" if last > page.offset else f"Nothing stands on page {page.number}"
    return element("nav", element("p", f"{said}{place}. ", join(ways, " · ")), class_="pages", aria_label=label)
