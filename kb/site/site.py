"""Writing the static copy: from the Overview on, every page that a published page leads to."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kb.db import Store
from kb.domain.catalogue import gettext as _
from kb.domain.model import InstrumentId, Scope
from kb.domain.words import WORK, day_words
from kb.reports import atomic_write, data_package
from kb.site.addresses import COPIED, Address, target
from kb.site.pages import PageSource
from kb.site.shell import STYLE, STYLES, page

MARK = "static-copy.txt"
PACKAGE = "data-package.zip"
# So many pages are read for together.
AHEAD = 500
Said = Callable[[int, int], object]


class Published(NamedTuple):
    """What was written: how many pages, the revision they show, and the size of the largest in bytes."""

    pages: int
    revision: int
    largest: int


def publish(store: Store, folder: Path, said: Said | None = None) -> Published:
    """Write the static copy of what everybody may see into a folder, whole or not at all.

    The folder must be new, or hold an earlier copy, which is replaced. `said` hears how many pages are made of how many
    known so far. Raises PlaceUnusable.
    """
    view = store.latest()
    made = next(row["made_at"] for row in store.revisions() if row["number"] == view.revision)
    about = (
        _(
            "A copy of the dashboard: {work}, revision {revision} of {day}, written on {today}. Figures are those of"
            " the dashboard at that revision."
        ).format(
            work=WORK,
            revision=view.revision,
            day=day_words(made.date()),
            today=day_words(datetime.now(UTC).date()),
        ),
        _(
            "It needs no script and no connection. Search, Report, filtering and the work on contributions are in the"
            " dashboard only; words and figures that lead there are no links here."
        ),
    )
    files: dict[str, bytes] = {STYLE: STYLES.encode(), MARK: f"{WORK}: static copy.\n".encode()}
    files[PACKAGE] = data_package.packed(store).content
    largest = 0
    for name, content, left in pages(PageSource(view), about):
        files[name] = content
        largest = max(largest, len(content))
        if said:
            said(len(files) - 3, len(files) - 3 + left)
    atomic_write.put_folder(files, folder, lambda held: () if MARK in held else held)
    return Published(len(files) - 3, view.revision, largest)


def pages(source: PageSource, about: tuple[str, ...]) -> Iterator[tuple[str, bytes, int]]:
    """Every page: the name of its file, its bytes, and how many more are known to follow."""
    menu = {screen: Address(screen).file for screen in COPIED}
    first = [Address(screen) for screen in COPIED]
    first += [Address("coverage", Scope(instrument=InstrumentId.CCM))]
    known, waiting = set(first), deque(first)

    @cache  # the same links stand on many pages
    def leads_to(screen: str, href: str, is_figure: bool) -> str | None:
        led = target(href, screen, source.words)
        # A figure leads to exactly what it counts, or nowhere.
        if led is None or (is_figure and not led.exact):
            return None
        led_to = source.nearest(led.page)
        if led_to not in known:
            known.add(led_to)
            waiting.append(led_to)
        place = led.place if led_to == led.page else ""
        return f"{led_to.file}#{place}" if place else led_to.file

    ahead = 0
    while waiting:
        if not ahead:
            ahead = min(len(waiting), AHEAD)
            source.read_ahead(islice(waiting, ahead))
        ahead -= 1
        address = waiting.popleft()
        content = source.content(address)

        yield address.file, page(content, address, about, partial(leads_to, address.screen), menu), len(waiting)
