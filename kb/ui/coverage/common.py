"""What the views of coverage share: the query, what is shown, and a picture with its table."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from kb import charts
from kb.cache import made
from kb.db import View
from kb.domain import filters
from kb.domain.model import Scope
from kb.domain.vocabulary import Vocabulary
from kb.questions.vocabulary import vocabulary
from kb.tables import Table
from kb.ui.blocks import Opens, Picture
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address, element, join

NOTHING = "No published passage of a State is in what you filtered."


class CoverageQuery(NamedTuple):
    """The view by its name, and what it is asked for.

    `why` chooses one reason for a gap, `everyone` adds the States that are not affected, `others` what others write.
    """

    name: str
    view: View
    scope: Scope
    why: str | None = None
    everyone: bool = False
    others: bool = False

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def query(self) -> dict[str, Any]:
        """The shared part of an address."""
        return dict(filters.query(self.scope))


class CoverageView(NamedTuple):
    """What a view shows: the finding as its title, a picture if there is one, the plain table, and the table for files.

    Both tables may be made once they are needed: most readers look at the picture only. `note` is one line below the
    picture; `opens` says what a picked mark opens. `lists` are lists with their titles.
    """

    finding: str
    picture: Picture | None
    html: Html | Callable[[], Html]
    table: Table | Callable[[], Table] | None = None
    note: Html = Html()
    opens: Opens | None = None
    lists: tuple[tuple[str, Listing], ...] = ()

    @property
    def reading(self) -> Html:
        """All of it without a script."""
        listed = (join([element("h2", title), one.html]) for title, one in self.lists)
        return join([made(self.html), self.note, *listed])


def nothing() -> CoverageView:
    return CoverageView("Nothing to show here", None, element("p", NOTHING))


def with_chart(
    describe: Callable[[pd.DataFrame], str], draw: Callable[[pd.DataFrame], Any], df: pd.DataFrame, listing: Listing
) -> CoverageView:
    """The chart of `df` and the same as a list, whose caption stands over the files of both."""
    if df.empty:
        return nothing()
    said, table = describe(df), listing.table
    picture = Picture(charts.spec(draw(df)), said, table.caption)
    return CoverageView(said.removesuffix("."), picture, listing.html, table)


def passages(asked: CoverageQuery, **changes: object) -> str:
    """The address of the passages behind a figure."""
    query = {**asked.query, **changes, "list": "passages"}
    return address("contributions", {key: value for key, value in query.items() if value is not None})
