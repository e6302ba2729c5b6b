"""The questions that the loading of official texts asks: what is recorded of an instrument."""

from kb.db import View
from kb.questions import Rows, sql


def official_provisions(view: View, instrument: str) -> Rows:
    """A row per provision of the instrument, in reading order: what stands in kb/db/sql/official_provisions.sql."""
    return view.rows(sql("official_provisions"), {"instrument": instrument})


def official_instruments(view: View) -> Rows:
    """A row per instrument with how many texts it has: what stands in kb/db/sql/official_instruments.sql."""
    return view.rows(sql("official_instruments"))
