"""The official text of an instrument is loaded, and the instrument itself made where it is new: one revision."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.db import Change, Store
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.workflow.permission import Actor, Operation, revise

ADDRESSED = ("affected", "all")
SET_BESIDE = ("short_title", "chapter", "addressed_to", "deadline", "deadline_months", "in_matrix")
"""What can be set beside the text of a provision."""
_CODE = re.compile(r"[A-Z]{2,8}")
_UNIT = re.compile(r"[A-Z][a-z]{2,20}")
_LONGEST_LINE = 300
MOST_TEXTS = 1_000


def first_words(text: str, most: int = 6) -> str:
    """The first words of a text, as its short title where it has none."""
    words = text.split()
    return " ".join(words[:most]).rstrip(".,;:") + ("…" if len(words) > most else "")


@dataclass(frozen=True)
class NewInstrument:
    """An instrument to be made. `unit`: what its provisions are called: Action, Commitment. The years may be empty."""

    code: str
    name: str
    unit: str = "Action"
    valid_from: str | None = None
    valid_to: str | None = None
    short_name: str | None = None

    def check(self) -> None:
        """Raise ChangeRefused where its code, name or unit cannot be."""
        if not _CODE.fullmatch(self.code):
            raise ChangeRefused(Refused.INSTRUMENT_CODE)
        if not 0 < len(self.name.strip()) <= _LONGEST_LINE or not _UNIT.fullmatch(self.unit):
            raise ChangeRefused(Refused.INSTRUMENT_NAME)


@dataclass(frozen=True)
class OfficialText:
    """The official text of a provision, and what is set beside it. None leaves what is recorded as it is.

    `parent`: the provision that it is a part of, where it is new.
    """

    provision: str
    number: str
    text: str
    chapter: str | None = None
    addressed_to: str | None = None
    deadline: str | None = None
    deadline_months: int | None = None
    in_matrix: bool | None = None
    short_title: str | None = None
    parent: str | None = None


@dataclass(frozen=True)
class SourceFile:
    """The file that the texts were read from."""

    name: str
    sha256: str


def load_texts(
    store: Store,
    actor: Actor,
    instrument: NewInstrument | str,
    texts: Sequence[OfficialText],
    source: SourceFile,
    today: date,
) -> tuple[int, int]:
    """Load texts of an instrument; returns how many records changed, and the revision.

    Provisions that are not recorded are made. Raises NotPermitted or ChangeRefused, also where nothing differs.
    """
    if not 0 < len(texts) <= MOST_TEXTS or not all(one.text.strip() for one in texts):
        raise ChangeRefused(Refused.NO_OFFICIAL_TEXT)
    code = instrument if isinstance(instrument, str) else instrument.code
    reason = f"The official wording of the {code} was loaded from {source.name}"
    with revise(store, actor, Operation.LOAD_TEXT, reason) as change:
        name = _instrument(change, instrument)
        changed = change.save("provision", _provisions(change, code, name, texts))
        loaded = {(row["provision"], row["text"], row["sha256"]) for row in change.records("official_text")}
        read_from = {"file_name": source.name, "sha256": source.sha256, "loaded_on": today}
        changed += change.save(
            "official_text",
            [
                read_from | {"provision": one.provision, "text": one.text}
                for one in texts
                if (one.provision, one.text, source.sha256) not in loaded
            ],
        )
        if not changed:
            raise ChangeRefused(Refused.NOTHING_DIFFERS)
    return changed, change.number


def _instrument(change: Change, instrument: NewInstrument | str) -> str:
    """The short name of the instrument, made now where it is new."""
    if isinstance(instrument, str):
        row = change.record("instrument", id=instrument)
        if row is None:
            raise ChangeRefused(Refused.NO_INSTRUMENT, id=instrument)
        return str(row["short_name"])
    instrument.check()
    if change.record("instrument", id=instrument.code):
        raise ChangeRefused(Refused.INSTRUMENT_TAKEN, id=instrument.code)
    name = instrument.name.strip()
    short_name = instrument.short_name or name
    years = {"valid_from": instrument.valid_from, "valid_to": instrument.valid_to}
    names = {"name": name, "short_name": short_name, "unit": instrument.unit}
    change.save("instrument", [{"id": instrument.code} | names | years])
    return short_name


def _provisions(change: Change, code: str, name: str, texts: Sequence[OfficialText]) -> list[dict[str, Any]]:
    """The rows of the provisions as they are to be: those recorded with what is set, and new ones after all others."""
    rows = {row["id"]: row for row in change.records("provision")}
    position = max((row["position"] for row in rows.values()), default=0)
    made = []
    for one in texts:
        if not one.provision.startswith(f"{code}-"):
            raise ChangeRefused(Refused.NO_RECORD, table="provision", id=one.provision)
        if (one.addressed_to or "all") not in ADDRESSED or any(
            len(value or "") > _LONGEST_LINE for value in (one.chapter, one.deadline, one.short_title)
        ):
            raise ChangeRefused(Refused.NO_RECORD, table="provision", id=one.provision)
        row = rows.get(one.provision)
        if row is None:
            position += 1
            row = {
                "id": one.provision,
                "instrument": code,
                "position": position,
                "number": one.number,
                "parent": one.parent,
                "chapter": name,
                "short_title": first_words(one.text),
                "text_status": "missing",
                "in_matrix": True,
            }
        deadline = (one.deadline, one.deadline_months)
        values = (one.short_title, one.chapter, one.addressed_to, *deadline, one.in_matrix)
        set_here: dict[str, Any] = dict(zip(SET_BESIDE, values, strict=True))
        given = {key: value for key, value in set_here.items() if value is not None and value != row.get(key)}
        for key in ("chapter", "addressed_to"):
            if key in given:
                given[f"{key}_basis"] = "source"
        made.append({**row, **given})
    return made
