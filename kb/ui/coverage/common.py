"""What the views of coverage share: the query, what is shown, and a picture with its table."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from kb import charts
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.domain.vocabulary import Vocabulary
from kb.questions.vocabulary import vocabulary
from kb.ui.elements.chart import Drawn, Picture
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import address, element

NOTHING = _("No published passage of a State is in what you filtered.")


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


def nothing() -> Page:
    return Page(_("Nothing to show here"), (), drawn=Drawn(None, element("p", NOTHING)))


def with_chart(
    describe: Callable[[pd.DataFrame], str], draw: Callable[[pd.DataFrame], Any], df: pd.DataFrame, listing: Listing
) -> Page:
    """The chart of `df` and the same as a list, whose caption stands over the files of both."""
    if df.empty:
        return nothing()
    said, table = describe(df), listing.table
    picture = Picture(charts.spec(draw(df)), said, table.caption)
    return Page(said.removesuffix("."), (), drawn=Drawn(picture, listing.html, table))


def passages(asked: CoverageQuery, **changes: object) -> str:
    """The address of the passages behind a figure."""
    query = {**asked.query, **changes, "list": "passages"}
    return address("contributions", {key: value for key, value in query.items() if value is not None})
