"""The coverage matrix, as a table for other programs."""

import json

import pandas as pd

from kb import queries
from kb.importers import cells
from kb.model import Assessment, Scope
from kb.store import View

COLUMNS = (
    "state",
    "provision",
    "cell",
    "passages",
    *(assessment.value for assessment in Assessment),
    "fact",
    "second_hand",
    "aligned",
    "monitoring",
    "elsewhere",
    "only_as_coordinator",
)


def matrix(view: View, scope: Scope) -> pd.DataFrame:
    """A row per State and provision, in the order of States' codes and of the instrument, with the COLUMNS."""
    return queries.coverage(view, scope)[list(COLUMNS)]


def as_csv(frame: pd.DataFrame) -> str:
    """The frame as CSV with a header and LF line ends; no cell of it is a formula to a spreadsheet."""
    whole = frame.astype(object).where(frame.notna(), None)
    return cells.as_csv([frame.columns, *whole.itertuples(index=False, name=None)])


def as_json(frame: pd.DataFrame) -> str:
    """The frame as a JSON list of objects, one on a line."""
    rows = (json.dumps(row, ensure_ascii=False) for row in frame.to_dict("records"))
    return "[\n" + ",\n".join(rows) + "\n]\n"
