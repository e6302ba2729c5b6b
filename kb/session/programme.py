"""The programme of a session: its parts as the knowledge base holds them, or made from nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.questions import grouped, rows_of
from kb.session.moves import LISTED, PART

DEFAULT_MINUTES = 5


def parts_held(view: View, meeting: str, day: date, minutes: int = DEFAULT_MINUTES) -> list[dict[str, Any]]:
    """The parts of a meeting's sessions on a day with their speakers, each to have so many minutes."""
    at = {"meeting": meeting, "day": day}
    slots = grouped(rows_of(view, "desk_programme", **at), "session")
    return [
        {key: row[key] for key in PART if key in row}
        | {"code": row["session"], "coordinators": (row["coordinators"] or "").split(), "minutes": minutes}
        | {
            "slots": [
                {key: slot[key] for key in LISTED} | {"listed": slot["position"]}
                for slot in slots.get(row["session"], ())
            ]
        }
        for row in rows_of(view, "desk_sessions", **at)
    ]


def parts_made(
    lines: Sequence[tuple[str, str]], minutes: int = DEFAULT_MINUTES, coordinators: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """A part for each (discussion line, title), nobody on its list yet."""
    unknown = dict.fromkeys(("session", "description", "note", "source_title", "source_url"))
    made = {"coordinators": list(coordinators), "complete": True, "minutes": minutes, "slots": []}
    titled = _("Part {line}: {title}")
    return [
        {"code": line, "title": titled.format(line=line, title=title), "line": line} | unknown | made
        for line, title in lines
    ]
