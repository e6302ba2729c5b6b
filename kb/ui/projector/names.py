"""What speakers and parts are called on the projector."""

import re

from kb.db import View
from kb.questions.vocabulary import vocabulary
from kb.session.state import Part, Session, Slot


def speaker(slot: Slot) -> str:
    """A speaker's name; of an individual expert only that it is one."""
    return "An individual expert" if slot.speaker_kind == "expert" else slot.speaker


def apart(name: str) -> tuple[str, str]:
    """A name and what stands in brackets after it, most often a role: Invented State, (Coordinator)."""
    found = re.fullmatch(r"(.*\S)\s*(\([^()]+\))", name)
    return (found[1], found[2]) if found else (name, "")


def short(session: Session, part: Part) -> str:
    """The title of a part without that of the session: Part a."""
    name = part.title.removeprefix(session.record.title).lstrip(", ") or part.title
    return name[:1].upper() + name[1:]


def in_words(view: View, session: Session, part: Part) -> str:
    """A part and its line: Part a: Implementation."""
    title = vocabulary(view).labels["line"].get(part.line or "", "")
    name = short(session, part)
    return name if not title or title in name else f"{name}: {title}"
