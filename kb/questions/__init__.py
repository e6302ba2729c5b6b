"""The questions: one .sql file in kb/db/sql and one function of the same name each.

Every function takes the view (the knowledge base as of a revision) first, and gives one row per what its docstring
says, with the columns the .sql file selects. Values reach SQL as bound parameters only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import columns
from kb.tables import Column

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# A row of an answer, by the names of its columns.
Row = Mapping[str, Any]
Rows = Sequence[Row]

SQL = Path(__file__).parent.parent / "db" / "sql"


@cache
def sql(name: str) -> str:
    """The text of kb/db/sql/<name>.sql."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def records(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """The rows of an answer as dictionaries; None for what is empty, and days as dates."""
    days = frame.select_dtypes("datetime")
    frame = frame.assign(**{str(name): days[name].dt.date for name in days})
    whole = frame.astype(object).where(frame.notna(), None)
    return cast(list[dict[str, Any]], whole.to_dict("records"))


def rows_of(view: View, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows that kb/db/sql/<name>.sql gives, with the parameters it takes; its first lines say what a row is."""
    return view.rows(sql(name), parameters)


def rows_in(view: View, name: str, scope: Scope, **parameters: Any) -> list[dict[str, Any]]:
    """The rows that kb/db/sql/<name>.sql gives in the scope; `parameters` are those it takes besides."""
    return rows_of(view, name, **_bound(view, scope, parameters))


def grouped(rows: Iterable[Row], *columns: str) -> dict[Any, list[Row]]:
    """The rows by what they have in a column; in several, by that together."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[itemgetter(*columns)(row)].append(row)
    return dict(groups)


def cut(rows: Sequence[Row], limit: int) -> tuple[list[Row], bool]:
    """At most `limit` of the rows of a question asked for one more, and whether there are more."""
    return list(rows[:limit]), len(rows) > limit


@dataclass(frozen=True)
class Question:
    """A question: kb/db/sql/<name>.sql, with the columns of its answer declared in their order.

    What the SQL takes beside the scope is given by keyword.
    """

    name: str
    columns: tuple[Column, ...]

    def __call__(self, view: View, scope: Scope | None = None, **values: Any) -> "pd.DataFrame":
        """The answer as a DataFrame, for what is drawn."""
        return view.frame(sql(self.name), _bound(view, scope, values))

    @cached
    def table(self, view: View, scope: Scope, **values: Any) -> "pa.Table":
        """The answer by column, kept for those who walk through its pages; a revision never changes."""
        return view.table(sql(self.name), _bound(view, scope, values))

    def rows(self, view: View, scope: Scope | None = None, **values: Any) -> list[dict[str, Any]]:
        """The answer as a dictionary a row, by the keys of the columns."""
        return view.rows(sql(self.name), _bound(view, scope, values))


def _bound(view: View, scope: Scope | None, values: dict[str, Any]) -> dict[str, Any]:
    """The values bound to the parameters of a question; the scope with the day that every question would look up."""
    return values if scope is None else {"scope": {**scope.parameter(), "day": scope_day(view, scope)}, **values}


coverage = Question("coverage", columns.CELLS)
"""The matrix: a row per State and provision with the state of the record and the counts of passages."""

rates = Question(
    "rates",
    (
        columns.PROVISION,
        *columns.RATE,
        columns.count("passages", _("Passages"), columns.PASSAGES, _("The distinct passages behind all that.")),
        columns.TEXT_STATUS,
        columns.POSITION,
        columns.IN_MATRIX,
        columns.SHOWN,
    ),
)
"""A row per provision: `reported` of the `bound` States, and beside it who else reported or is unknown."""


def scope_day(view: View, scope: Scope) -> date:
    """The day on which the status of States counts in the scope."""
    return _day(view, Scope(scope.instrument, scope.meetings, since=scope.since, until=scope.until))


@cached
def _day(view: View, scope: Scope) -> date:
    return cast(date, rows_of(view, "scope_day", scope=scope.parameter())[0]["day"])
