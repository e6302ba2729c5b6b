"""A text being prepared: its placement table, what is set beside each action, and how that is kept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import streamlit as st
from pydantic import TypeAdapter

from kb.db import View
from kb.db.drafts import OF_TEXTS
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, KnowledgeBaseError
from kb.ingest.official.labels import Wanted
from kb.ingest.official.table import Line
from kb.ingest.official.wording import recorded_of, wanted_of
from kb.questions import Rows
from kb.ui.frame import Here
from kb.ui.submit.fields import refused
from kb.workflow.instruments import NewInstrument, SourceFile


@dataclass(frozen=True)
class Draft:
    """A text being prepared. `new`: the instrument to be made; `beside`: what was set by hand, by id and column."""

    code: str
    table: tuple[Line, ...]
    source: SourceFile
    pages: int = 0
    new: NewInstrument | None = None
    beside: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Short, and another for every other state of the table: an editor made for one does not fit the next."""
        return hashlib.sha256(repr((self.table, self.beside)).encode("utf-8", "replace")).hexdigest()[:12]

    def set_beside(self, id_: str, changes: Mapping[str, Any]) -> "Draft":
        """The draft with these values beside an action."""
        return replace(self, beside={**self.beside, id_: {**self.beside.get(id_, {}), **changes}})


_KEPT = TypeAdapter(Draft)


def known_of(view: View, draft: Draft) -> tuple[Rows, Wanted]:
    """What is recorded of the draft's instrument. Raises ChangeRefused where it is not there, or is there already."""
    if draft.new is not None:
        if view.rows("SELECT id FROM instrument WHERE id = $id", {"id": draft.code}):
            raise ChangeRefused(Refused.INSTRUMENT_TAKEN, id=draft.code)
        return [], Wanted(draft.code, draft.new.unit)
    recorded, unit = recorded_of(view, draft.code)
    return recorded, wanted_of(recorded, draft.code, unit)


def written(draft: Draft) -> str:
    """The draft as JSON, which begins with the mark of a text's."""
    values = asdict(draft)
    return json.dumps({OF_TEXTS: values.pop("code"), **values}, ensure_ascii=False)


def read_back(content: str) -> Draft:
    """The draft that `written` wrote. Raises ChangeRefused for one of another shape, as another version kept it."""
    try:
        held = json.loads(content)
        return _KEPT.validate_python(held | {"code": held[OF_TEXTS]})
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ChangeRefused(Refused.DRAFT_UNREADABLE) from error


def keep(place: Here, code: str, draft: Draft) -> None:
    """Keep the draft as changed, and show it so."""
    try:
        place.store.drafts.keep(place.actor.person, written(draft), code)
    except KnowledgeBaseError as error:
        refused(error)
    else:
        st.rerun()
