"""What the knowledge base already holds of a session that is run at the desk."""

from datetime import date
from typing import Any

from kb.db import View
from kb.questions import sql


def desk_passages_held(view: View, meeting: str, day: date) -> list[dict[str, Any]]:
    """A passage for each speaker of a meeting's sessions on a day of whom one is held; see desk_passages_held.sql."""
    return view.rows(sql("desk_passages_held"), {"meeting": meeting, "day": day})


def desk_names(view: View) -> list[dict[str, Any]]:
    """Every name of every State and organisation, States first: `id`, `kind`, `called`, `name`; see desk_names.sql."""
    return view.rows(sql("desk_names"))


def desk_where(view: View, meeting: str, day: date) -> dict[str, Any]:
    """The meeting, its place and the day's venue, None where not known; see desk_where.sql."""
    return view.rows(sql("desk_where"), {"meeting": meeting, "day": day})[0]
