"""How much the knowledge base holds."""

from collections.abc import Mapping
from datetime import date

from kb.db import View
from kb.questions import sql


def holdings(view: View, day: date) -> Mapping[str, int]:
    """Numbers of records: actions and their texts by status, Convention provisions, States and parties on `day`,
    contributions and passages; see holdings.sql for the names.
    """
    return view.rows(sql("holdings"), {"day": day})[0]
