"""Questions that the loading of official wording asks: what is wanted, and what is held already."""

from kb.db import View
from kb.questions import Rows, sql


def official_provisions(view: View, instrument: str) -> Rows:
    """A row per provision of the instrument, in reading order: `id`, `number`, `chapter`."""
    return view.rows(sql("official_provisions"), {"instrument": instrument})


def official_held(view: View) -> Rows:
    """A row per provision whose official wording is held: `provision`, `text`, `sha256` of the file it came from."""
    return view.rows(sql("official_held"))
