"""Drafts, of contributions and of texts: kept for their author alone until they are sent, published or dropped."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, TypeVar

import streamlit as st
from pydantic import TypeAdapter

from kb.db.originals import Original
from kb.domain.catalogue import gettext as _
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import Row
from kb.tables import Column, Table
from kb.ui import linked, location
from kb.ui.elements.change import refusal_said
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import address

D = TypeVar("D")


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def version(of: object) -> str:
    """Short, and another for every other state of a draft: a form made for one does not fit the next."""
    return hashlib.sha256(repr(of).encode("utf-8", "replace")).hexdigest()[:12]


def written(draft: Any) -> str:
    """The draft as JSON."""
    return json.dumps(asdict(draft), default=str, ensure_ascii=False)


def read_back(kind: type[D], content: str) -> D:
    """The draft that `written` wrote. Raises ChangeRefused for one of another shape, as another version kept it."""
    try:
        draft: D = _adapter(kind).validate_python(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise ChangeRefused(Refused.DRAFT_UNREADABLE) from error
    return draft


def begin(place: Here, draft: Any, original: Original) -> None:
    """Keep a new draft with the file it was read from, and go on to it. Raises KnowledgeBaseError."""
    code = place.store.drafts.keep(place.actor.person, written(draft), original=original)
    linked.begin_anew(place.query(draft=code))


def keep(place: Here, code: str, draft: Any, **query: object) -> None:
    """Keep the draft as changed, and show it so, with this changed in the address; or say why not."""
    with refusal_said():
        place.store.drafts.keep(place.actor.person, written(draft), code)
        location.change(**query)
        st.rerun()


def dropping(place: Here, code: str) -> None:
    """The button that forgets a draft."""
    if st.button(_("Drop this draft"), key=f"drop-{code}"):
        place.store.drafts.drop(place.actor.person, code)
        linked.begin_anew(place.query())


def listed(place: Here, screen: str, columns: Sequence[Column], row_of: Callable[[Row], Row]) -> Listing | None:
    """The person's drafts of a screen, each opening itself to go on with; None without any."""
    rows = place.store.drafts.of(place.actor.person, texts=screen == "texts")
    table = Table.declared(_("Your drafts"), columns, map(row_of, rows))
    opens = tuple(address(screen, place.query(draft=row["id"])) for row in rows)
    return Listing(table, table.keys, opens) if rows else None
