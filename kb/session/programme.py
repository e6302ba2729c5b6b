"""The programme of a session: its parts as the knowledge base holds them, or made from nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kb.db import View
from kb.questions.desk import desk_programme, desk_sessions

DEFAULT_MINUTES = 5


def parts_held(view: View, meeting: str, day: date, minutes: int = DEFAULT_MINUTES) -> list[dict[str, Any]]:
    """The parts of a meeting's sessions on a day with their speakers, each to have so many minutes."""
    slots = desk_programme(view, meeting, day)
    fields = ("title", "line", "session", "description", "complete", "note", "source_title", "source_url")
    names = ("speaker", "contributor", "state", "speaker_kind", "kind", "detail")
    return [
        {key: row[key] for key in fields}
        | {"code": row["session"], "coordinators": (row["coordinators"] or "").split(), "minutes": minutes}
        | {
            "slots": [
                {key: slot[key] for key in names} | {"listed": slot["position"]}
                for slot in slots
                if slot["session"] == row["session"]
            ]
        }
        for row in desk_sessions(view, meeting, day)
    ]


def parts_made(
    lines: Sequence[tuple[str, str]], minutes: int = DEFAULT_MINUTES, coordinators: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """A part for each (discussion line, title), nobody on its list yet."""
    unknown = dict.fromkeys(("session", "description", "note", "source_title", "source_url"))
    made = {"coordinators": list(coordinators), "complete": True, "minutes": minutes, "slots": []}
    return [{"code": line, "title": f"Part {line}: {title}", "line": line} | unknown | made for line, title in lines]
