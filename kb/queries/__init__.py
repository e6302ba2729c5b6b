"""The questions: one .sql file in kb/sql and one function of the same name each.

Every function takes the view (the knowledge base as of a revision) first, and gives one row per what its docstring
says, with the columns the .sql file selects. Values reach SQL as bound parameters only.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kb.model import Scope
from kb.store import View

if TYPE_CHECKING:
    import pandas as pd

# A row of an answer, by the names of its columns.
Row = Mapping[str, Any]
Rows = Sequence[Row]

SQL = Path(__file__).parent.parent / "sql"


@cache
def sql(name: str) -> str:
    """The text of kb/sql/<name>.sql."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def records(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """The rows of an answer as dictionaries."""
    return cast(list[dict[str, Any]], frame.to_dict("records"))


def rows_in(view: View, name: str, scope: Scope, **parameters: Any) -> list[dict[str, Any]]:
    """The rows that kb/sql/<name>.sql gives in the scope; `parameters` are those it takes besides."""
    return view.rows(sql(name), {"scope": scope.parameter(), **parameters})


def cut(rows: list[dict[str, Any]], limit: int) -> tuple[list[Row], bool]:
    """At most `limit` of the rows of a question asked for one more, and whether there are more."""
    return list(rows[:limit]), len(rows) > limit


def frame_in(view: View, name: str, scope: Scope) -> "pd.DataFrame":
    """The same as a DataFrame, for what is drawn."""
    return view.frame(sql(name), {"scope": scope.parameter()})


def coverage(view: View, scope: Scope) -> "pd.DataFrame":
    """The matrix: a row per State and provision with `cell`, the counts of passages, and `bound`."""
    return frame_in(view, "coverage", scope)


def scope_day(view: View, scope: Scope) -> date:
    """The day on which the status of States counts in the scope."""
    return cast(date, rows_in(view, "scope_day", scope)[0]["day"])


def rates(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per provision: `reported` of the `bound` States, and beside it who else reported or is unknown."""
    return frame_in(view, "rates", scope)
