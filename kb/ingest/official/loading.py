"""The official wording of an instrument, from the user's own copy into the knowledge base."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.db import Store, View
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, PlacementFault, PlaceUnusable
from kb.ingest.documents import read_document
from kb.ingest.documents.passages import MAX_BYTES
from kb.ingest.official.ids import Wanted, is_part, number_of
from kb.ingest.official.proposing import propose
from kb.ingest.official.table import Line, as_file, from_file, refuse_foreign, refuse_unsettled, shortened
from kb.ingest.official.wording import Summary, Wording, refuse_missing, refuse_unknown, summary, wordings
from kb.questions import Rows
from kb.questions.official import official_provisions
from kb.workflow.instruments import OfficialText, SourceFile, load_texts
from kb.workflow.permission import Actor

_NUMBER = re.compile(r"\d+(?:\.\d+)*(?:\([a-z]\))?")


@dataclass(frozen=True)
class LoadedText:
    """What came of a document: how many provisions its table has and lacks, and what changed in which revision."""

    summary: Summary
    changed: int
    revision: int


def wanted_of(recorded: Rows, code: str, unit: str) -> Wanted:
    """What is known of an instrument; parts that only the knowledge base tells apart have no number in a document."""
    numbered = [row for row in recorded if _NUMBER.fullmatch(row["number"])]
    chapters = tuple(dict.fromkeys(row["chapter"] for row in numbered))
    return Wanted(code, unit == "Article", tuple(row["id"] for row in numbered), chapters)


def recorded_of(view: View, instrument: str) -> tuple[Rows, str]:
    """The provisions recorded of an instrument, and what they are called. Raises ChangeRefused for an unknown one."""
    found = view.rows("SELECT unit FROM instrument WHERE id = $id", {"id": instrument})
    if not found:
        raise ChangeRefused(Refused.NO_INSTRUMENT, id=instrument)
    return official_provisions(view, instrument), str(found[0]["unit"])


def texts_of(table: Sequence[Line], wanted: Wanted, *, is_new: bool = False) -> list[OfficialText]:
    """The texts that a settled table has. Of an instrument that is recorded, only those of its provisions.

    Raises PlacementFault.
    """
    refuse_unsettled(table, wanted.code)
    found = wordings(table, articles=wanted.articles)
    kept = [one for one in found if is_new or one.id in wanted.ids]
    if not (is_new or wanted.articles):
        refuse_unknown(table, wanted.ids)
    if empty := [number_of(one.id) for one in kept if not one.text]:
        raise PlacementFault(N_("These numbers have no text: {numbers}."), numbers=shortened(empty))
    return [_text(one, kept, is_new=is_new) for one in kept]


def _text(one: Wording, all_: Sequence[Wording], *, is_new: bool) -> OfficialText:
    above = [other.id for other in all_ if is_part(one.id, other.id)]
    return OfficialText(
        one.id,
        number_of(one.id),
        one.text,
        chapter=one.chapter or None if is_new else None,
        # What consists of parts is counted by them.
        in_matrix=not any(is_part(other.id, one.id) for other in all_) if is_new else None,
        parent=max(above, key=len, default=None),
    )


def load_text(
    store: Store, actor: Actor, instrument: str, path: Path, placement: Path | None, today: date
) -> LoadedText:
    """Load the wording that the document at `path` has for an instrument, as one revision.

    placement  a table that a person filled in; without one, all must be certain and complete

    Where it is not, the proposed table is written beside the document and PlacementFault says what to do. Raises
    DocumentRefused, NotPermitted and ChangeRefused too.
    """
    view = store.snapshot(store.revision())
    recorded, unit = recorded_of(view, instrument)
    wanted = wanted_of(recorded, instrument, unit)
    content = _content(path)
    table = propose(read_document(content, path.name).paragraphs, wanted)
    if placement is not None:
        given = from_file(_content(placement))
        refuse_foreign(given, table)
        table = given
    try:
        texts = texts_of(table, wanted)
        if placement is None:
            refuse_missing(table, wanted.ids)
    except PlacementFault as error:
        if placement is not None:
            raise
        raise _to_settle(table, path, error) from error
    source = SourceFile(path.name, hashlib.sha256(content).hexdigest())
    found = summary(table, wanted.ids)
    try:
        _, revision = load_texts(store, actor, instrument, texts, source, today)
    except ChangeRefused as error:
        if error.code is not Refused.NOTHING_DIFFERS:
            raise
        return LoadedText(found, 0, view.revision)
    return LoadedText(found, len(texts), revision)


def _to_settle(table: Sequence[Line], path: Path, error: PlacementFault) -> PlacementFault:
    """The refusal of a document that a person must look at; the table to fill in is written beside it."""
    place = path.with_name(f"{path.stem}.placement.csv")
    try:
        with place.open("x", encoding="utf-8", newline="") as file:
            file.write(as_file(table))
    except FileExistsError as exists:
        raise PlaceUnusable(
            N_("{error} The table {place} is there already: give it with --placement, or remove it."),
            error=error,
            place=place,
        ) from exists
    except OSError as cannot:
        raise PlaceUnusable(
            N_("{error} The placement table {place} cannot be written."), error=error, place=place
        ) from cannot
    return PlacementFault(
        N_("{error} Nothing was changed. Fill in {place}, then give it with --placement."), error=error, place=place
    )


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PlaceUnusable(N_("{path} is too large."), path=path)
        return path.read_bytes()
    except OSError as error:
        raise PlaceUnusable(N_("{path} cannot be read: check the path and the permissions."), path=path) from error
