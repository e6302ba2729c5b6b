"""The command import-text: the official wording of an instrument, from a document into the knowledge base."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.db import Store
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, PlacementFault, PlaceUnusable
from kb.ingest.official.proposing import propose
from kb.ingest.official.table import Line, as_file, from_file, refuse_foreign
from kb.ingest.official.wording import Summary, recorded_of, refuse_numbers, summary, texts_of, wanted_of
from kb.ingest.reading import read_document
from kb.ingest.text.passages import MAX_BYTES
from kb.workflow.instruments import SourceFile, load_texts
from kb.workflow.permission import Actor


@dataclass(frozen=True)
class LoadedText:
    """What came of a document: how many provisions its table has and lacks, and what changed in which revision."""

    summary: Summary
    changed: int
    revision: int


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
            missing = summary(table, wanted.ids).missing
            refuse_numbers(N_("These numbers do not stand in the document: {numbers}."), missing)
    except PlacementFault as error:
        if placement is not None:
            raise
        raise _to_settle(table, path, error) from error
    source = SourceFile(path.name, hashlib.sha256(content).hexdigest())
    placed = summary(table, wanted.ids)
    try:
        _, revision = load_texts(store, actor, instrument, texts, source, today)
    except ChangeRefused as error:
        if error.code is not Refused.NOTHING_DIFFERS:
            raise
        return LoadedText(placed, 0, view.revision)
    return LoadedText(placed, len(texts), revision)


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
