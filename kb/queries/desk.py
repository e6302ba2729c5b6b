"""What the session desk asks the knowledge base."""

from datetime import date
from typing import Any

from kb.queries import sql
from kb.store import View


def desk_sessions(view: View, meeting: str | None = None, day: date | None = None) -> list[dict[str, Any]]:
    """The parts of sessions held, of one meeting and day or all, latest day first; see desk_sessions.sql."""
    return view.rows(sql("desk_sessions"), {"meeting": meeting, "day": day})


def desk_programme(view: View, meeting: str, day: date) -> list[dict[str, Any]]:
    """The speakers of a meeting's sessions on a day, in order; see desk_programme.sql."""
    return view.rows(sql("desk_programme"), {"meeting": meeting, "day": day})
