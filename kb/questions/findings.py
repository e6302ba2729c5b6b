"""What the matrix of States and actions says: in one sentence, and cell by cell as charts draw it."""

from collections.abc import Mapping
from typing import Any, overload

import pandas as pd

from kb.domain.catalogue import gettext as _
from kb.domain.model import Affected, Cell, PartyStatus, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, counted
from kb.questions import records

# Why an affected State has not reported, in the order in which it is said.
WITHOUT_REPORT = (Cell.NO_CONTRIBUTION, Cell.TEXT_NOT_HELD, Cell.PENDING, Cell.SILENT)
NOT_SILENCE = _("A gap says what we do not have. It does not say that the State did nothing, or said nothing.")
NARROWED = _(
    "A filter on theme, line, assessment or voice is set. States that spoke about something else stand here too."
)


def why_without(cell: Cell, unit: str) -> str:
    """Why a State has reported on none of an instrument's actions or articles; `unit` is what these are called."""
    if cell is Cell.SILENT:
        return _("Spoke, but on no {unit}").format(unit=unit)
    return CELLS[cell].name


@overload
def is_affected(rows: pd.DataFrame) -> "pd.Series[bool]": ...
@overload
def is_affected(rows: Mapping[str, Any]) -> bool: ...
def is_affected(rows: Any) -> Any:
    """Whether a row is of a State Party with cluster munition victims; for a frame, which of its rows are."""
    return (rows["status"] == PartyStatus.PARTY) & (rows["affected"] == Affected.YES)


def reported(rows: pd.DataFrame) -> pd.DataFrame:
    """The cells in which a State reported."""
    return rows[rows["cell"] == Cell.REPORTED]


def finding(rows: pd.DataFrame, unit: str) -> str:
    """How many of the affected States of a matrix reported, on how many of the instrument's actions or articles."""
    affected = rows[is_affected(rows)]
    if affected.empty:
        return _("{states} reported").format(states=counted(reported(rows)["state"].nunique(), "State"))
    reports = reported(affected)
    known = affected[affected["text_status"] != TextStatus.MISSING]["provision"].nunique()
    text = _("{n} of {states} reported, on {said} of {actions}").format(
        n=reports["state"].nunique(),
        states=counted(affected["state"].nunique(), "affected State"),
        said=reports["provision"].nunique(),
        actions=counted(known, unit),
    )
    return text + second_hand(reports)


def second_hand(reports: pd.DataFrame) -> str:
    """What stands behind a finding on reported cells where none of them is in a State's own words."""
    is_all = len(reports) > 0 and bool((reports["passages"] == reports["second_hand"]).all())
    return _(", all second-hand") if is_all else ""


def as_drawn(rows: pd.DataFrame, words: Vocabulary, *, others: bool = False) -> pd.DataFrame:
    """The cells of a matrix with head, title, kind and mark, as kb/charts/states.py draws them.

    With `others` a cell of which only others write is of a kind of its own.
    """
    every = records(rows)
    kinds = [_kind(row, others=others) for row in every]
    return rows.assign(
        head=[_head(row, words) for row in every],
        title=[words.label("provision", row["provision"]) for row in every],
        kind=kinds,
        mark=[_mark(row, kind) for row, kind in zip(every, kinds, strict=True)],
    )


def _head(row: Mapping[str, Any], words: Vocabulary) -> str:
    head = words.label("head", row["provision"])
    return f"{head} {_('(no text)')}" if row["text_status"] == TextStatus.MISSING else head


def _kind(row: Mapping[str, Any], *, others: bool) -> str:
    if row["cell"] == Cell.REPORTED:
        return "own" if row["passages"] > row["second_hand"] else "second_hand"
    if others and row["monitoring"]:
        return "others"
    return str(row["cell"])


def _mark(row: Mapping[str, Any], kind: str) -> str:
    if kind == "own":
        return str(row["passages"])
    if kind == "second_hand":
        return f"({row['passages']})"
    if kind == "others":
        return "•"
    return "" if row["cell"] == Cell.NO_CONTRIBUTION else CELLS[Cell(row["cell"])].mark
