"""Reminders: the text of the letter that Coordinators edit, and who was reminded when. Nothing is sent from here."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from kb.db import Store, View
from kb.domain.catalogue import gettext as _
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import Row
from kb.questions.overview import reminders
from kb.workflow.permission import Actor, Operation, revise

LONGEST = 8_000
"""Characters of the text of a letter."""
FIELDS: Mapping[str, str] = {
    "state": _("the name of the State"),
    "reason": _("what we have of it, in a sentence"),
    "scope": _("the meetings that were looked at"),
    "answers": _("where answers go, and by when"),
    "day": _("the day on which the letter is made"),
}
"""The fields that stand in a sentence, with what they become."""
PARTS: Mapping[str, str] = {
    "lines": _("the lines with their questions, and the actions that apply to the State"),
    "deadlines": _("the dates that run for the State"),
    "record": _("what we have of the State, with its sources"),
}
"""The fields that stand alone on a line, with what they become."""
TEMPLATE = Path(__file__).with_name("reminder.txt").read_text(encoding="utf-8")
"""The letter until Coordinators choose their own text. A line that begins with # is a heading."""
FIRST_DAY = date(2010, 8, 1)
"""When the Convention entered into force: no letter was sent before."""
_EVERYWHERE = "all"


class Piece(NamedTuple):
    """A line of a letter: a `heading`, a sentence with fields in it, or in its place the part that is named."""

    text: str
    heading: bool = False
    part: str = ""


def pieces(template: str) -> Iterator[Piece]:
    """The lines of a text of letters without empty ones. Raises ChangeRefused for a field that it cannot have."""
    if not template.strip() or len(template) > LONGEST:
        raise ChangeRefused(Refused.TEMPLATE_LENGTH, most=LONGEST)
    for number, line in enumerate(template.splitlines(), start=1):
        text = line.strip()
        fields = list(_fields(text, number))
        parts = [field for field in fields if field in PARTS]
        if parts and text != f"{{{parts[0]}}}":
            raise ChangeRefused(Refused.TEMPLATE_PART, line=number, field=parts[0])
        if words := text.lstrip("# "):
            yield Piece(words, text.startswith("#"), *parts)


def _fields(text: str, number: int) -> Iterator[str]:
    try:
        fields = [(name, form, how) for _before, name, form, how in Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise ChangeRefused(Refused.TEMPLATE_BRACE, line=number) from error
    for name, form, how in fields:
        if name not in (*FIELDS, *PARTS) or form or how:
            known = ", ".join(f"{{{field}}}" for field in (*FIELDS, *PARTS))
            raise ChangeRefused(Refused.TEMPLATE_FIELD, line=number, field=name[:60], known=known)
        yield name


def template_of(view: View) -> str:
    """The text of letters; `view` must be one of the staff's."""
    rows = view.rows("SELECT text FROM reminder_template")
    return str(rows[0]["text"]) if rows else TEMPLATE


def save_template(store: Store, actor: Actor, text: str) -> int:
    """Keep another text of letters; returns the revision. Raises NotPermitted, ChangeRefused."""
    list(pieces(text))
    with revise(store, actor, Operation.REMIND, "The text of reminders was changed") as change:
        change.save("reminder_template", [{"id": _EVERYWHERE, "text": text}])
        return change.number


def record_sent(store: Store, actor: Actor, states: Collection[str], day: date) -> int:
    """Keep that the actor sent these States a letter; returns the revision. Raises NotPermitted, ChangeRefused."""
    if not states:
        raise ChangeRefused(Refused.NO_STATES_REMINDED)
    today = datetime.now(UTC).date()
    if not FIRST_DAY <= day <= today:
        raise ChangeRefused(Refused.DAY_OF_REMINDER, earliest=FIRST_DAY, latest=today)
    with revise(store, actor, Operation.REMIND, "A Coordinator sent reminders") as change:
        change.save("reminder", [{"state": one, "sent_on": day, "person": actor.person} for one in states])
        return change.number


def last_reminded(view: View) -> dict[str, Row]:
    """By State its last reminder: `sent_on` and `sent_by`; none for a view that is not one of the staff's."""
    return {row["state"]: row for row in reminders.rows(view)}
