"""What the session desk asks the knowledge base."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from kb.db import View
from kb.domain.model import Scope
from kb.questions import Rows, rows_in, sql


def desk_sessions(view: View, meeting: str | None = None, day: date | None = None) -> list[dict[str, Any]]:
    """The parts of sessions held, of one meeting and day or all, latest day first; see desk_sessions.sql."""
    return view.rows(sql("desk_sessions"), {"meeting": meeting, "day": day})


def desk_programme(view: View, meeting: str, day: date) -> list[dict[str, Any]]:
    """The speakers of a meeting's sessions on a day, in order; see desk_programme.sql."""
    return view.rows(sql("desk_programme"), {"meeting": meeting, "day": day})


def desk_speakers(view: View, meeting: str, day: date) -> Rows:
    """Who spoke and who did not at a meeting on a day, as kept at the session desk; see desk_speakers.sql."""
    return view.rows(sql("desk_speakers"), {"meeting": meeting, "day": day})


def desk_actions(view: View, lines: Sequence[str]) -> Rows:
    """A row per line and action under it, in order; see desk_actions.sql."""
    return view.rows(sql("desk_actions"), {"lines": list(lines)})


def desk_bound(view: View, lines: Sequence[str], day: date) -> Rows:
    """A row per action under these lines, and per line: by State, whether it is addressed to it on the day."""
    return view.rows(sql("desk_bound"), {"lines": list(lines), "day": day})


def desk_provisions(view: View) -> Rows:
    """A row per provision, in order: what it is called, how well its text is established, whom it addresses."""
    return view.rows(sql("desk_provisions"))


def desk_states(view: View, day: date) -> Rows:
    """A row per State known, in the order of their names: its status on the day; see desk_states.sql."""
    return view.rows(sql("desk_states"), {"day": day})


def desk_records(view: View, scope: Scope, states: Sequence[str], provisions: Sequence[str], day: date) -> Rows:
    """A row per State and action: its record in the scope, and whether it is a gap; see desk_records.sql."""
    return rows_in(view, "desk_records", scope, states=list(states), provisions=list(provisions), day=day)


def desk_before(view: View, scope: Scope, lines: Sequence[str]) -> Rows:
    """A row per State and provision, and per State and line: how many of its passages in the scope are on it."""
    return rows_in(view, "desk_before", scope, lines=list(lines))


def desk_earlier(view: View, meeting: str, day: date) -> tuple[str, ...]:
    """The CCM meetings, other than this one, that were over before the day."""
    return tuple(row["id"] for row in view.rows(sql("desk_earlier"), {"meeting": meeting, "day": day}))


def desk_texts(view: View, meeting: str) -> Rows:
    """A row per text handed in for the meeting; see desk_texts.sql."""
    return view.rows(sql("desk_texts"), {"meeting": meeting})


def desk_parts(view: View, lines: Sequence[str]) -> Rows:
    """A row per provision and action under one of the lines that it is or is a part of."""
    return view.rows(sql("desk_parts"), {"lines": list(lines)})


def desk_reported(view: View, scope: Scope) -> Rows:
    """A row per State and published passage of it in the scope, newest first; see desk_reported.sql."""
    return rows_in(view, "desk_reported", scope)


def passages_by_id(view: View, passages: Collection[str]) -> dict[str, dict[str, Any]]:
    """Published passages by their ids, newest first, with all that must be shown beside each; see desk_passages.sql."""
    rows = view.rows(sql("desk_passages"), {"passages": sorted(passages)}) if passages else []
    return {row["passage"]: row for row in rows}


def desk_themes(view: View, lines: Sequence[str]) -> Rows:
    """A row per theme of these lines, in order: id, label and line."""
    return view.rows(sql("desk_themes"), {"lines": list(lines)})


def desk_questions(view: View, lines: Sequence[str]) -> Rows:
    """A row per question of the chair's on these lines, or on every line, in order; see desk_questions.sql."""
    return view.rows(sql("desk_questions"), {"lines": list(lines)})


def desk_contributed(view: View, contributors: Sequence[str], meeting: str, day: date) -> Rows:
    """A row per published contribution of these contributors, newest first, none to the meeting or after the day."""
    return view.rows(sql("desk_contributed"), {"contributors": list(contributors), "meeting": meeting, "day": day})
