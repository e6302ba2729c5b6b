"""What all looks share: what is asked, what is shown, and a picture with its table."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from kb import charts
from kb.domain import filters
from kb.domain.model import Scope
from kb.domain.vocabulary import Vocabulary
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.blocks import Picture
from kb.ui.markup import Html, element, wide_table

# A longer table is folded below its picture.
FOLDED_FROM = 40


class Look(NamedTuple):
    """What a look shows: a heading, a picture if there is one, HTML, and the table of it for files."""

    heading: str
    picture: Picture | None
    html: Html
    table: Table | None = None


class Asked(NamedTuple):
    """What a look is asked for."""

    view: View
    scope: Scope
    why: str | None
    everyone: bool

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def query(self) -> dict[str, Any]:
        return dict(filters.query(self.scope))


def look_of(
    describe: Callable[[pd.DataFrame], str],
    draw: Callable[[pd.DataFrame], Any],
    df: pd.DataFrame,
    columns: Sequence[str],
    body: Iterable[Sequence[object]],
    table: Table,
) -> Look:
    """The chart of `df` and the same as a table, whose caption stands over the files of both."""
    name = table.caption
    said = describe(df)
    if df.empty:
        return Look(
            "Nothing to show here", None, element("p", "No published passage of a State is in what you filtered.")
        )
    rows = list(body)
    shown = wide_table(name, columns, rows, label="Table of the figures")
    if len(rows) > FOLDED_FROM:
        shown = element("details", element("summary", f"The same as a table ({len(rows)} lines)"), shown)
    return Look(said, Picture(charts.spec(draw(df)), said, name), shown, table)


def passages_query(asked: Asked, **changes: object) -> dict[str, Any]:
    return {key: value for key, value in {**asked.query, **changes, "list": "passages"}.items() if value is not None}
