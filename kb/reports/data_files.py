"""Knowledge base -> data files: the same files that a build reads, byte for byte."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.db import View
from kb.db.description import data_tables
from kb.db.schema import Table
from kb.ingest.layout import (
    CONTRIBUTION_KEYS,
    CONTRIBUTIONS_FILE,
    CSV_FILES,
    DEFAULT_BASIS,
    DEFAULT_CODER,
    DEFAULT_STATUS,
    OPTIONAL,
)
from kb.questions import grouped
from kb.reports import atomic_write
from kb.tables import cells

DATA_FILES = frozenset({*CSV_FILES.values(), CONTRIBUTIONS_FILE})
_DEFAULT_CODING = {"coder": DEFAULT_CODER, "basis": DEFAULT_BASIS}

Row = Mapping[str, Any]


def export(view: View, folder: Path) -> list[str]:
    """Write the knowledge base as of the view's revision to `folder` as data files; returns their names.

    The folder may be missing, empty or hold data files, which are replaced as a whole. Raises PlaceUnusable when it
    holds anything else or cannot be written, and then it is as it was.
    """
    tables = {table.name: table for table in data_tables()}
    files: dict[str, bytes] = {}
    for name, file_name in CSV_FILES.items():
        rows = view.records(tables[name])
        if rows or name not in OPTIONAL:
            files[file_name] = as_csv(tables[name].column_names, rows).encode()
    lines = (f"{json.dumps(contribution, ensure_ascii=False)}\n" for contribution in _contributions(view, tables))
    files[CONTRIBUTIONS_FILE] = "".join(lines).encode()
    atomic_write.put_folder(files, folder, lambda held: [name for name in held if name not in DATA_FILES])
    return sorted(files)


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The rows as a data file has them: with a header and LF line ends."""
    return cells.as_csv([columns, *([row[name] for name in columns] for row in rows)])


def _contributions(view: View, tables: Mapping[str, Table]) -> Iterator[dict[str, Any]]:
    """The contributions in the nested form of their file."""
    aligned, passages = (grouped(view.records(tables[name]), "contribution") for name in ("alignment", "passage"))
    codings, themes = (grouped(view.records(tables[name]), "passage") for name in ("coding", "passage_theme"))
    untagged = {row["passage"]: row["coder"] for row in view.records(tables["nothing_to_tag"])}
    for row in view.records(tables["contribution"]):
        record = {key: row[column] for key, column in CONTRIBUTION_KEYS.items()}
        if row["status"] != DEFAULT_STATUS:
            record["status"] = row["status"]
        if row["id"] in aligned:
            record["on_behalf_of"] = [alignment["state"] for alignment in aligned[row["id"]]]
        record["passages"] = [
            {
                "order": passage["position"],
                "text": passage["text"],
                # Written only where it differs from what holds for nearly all.
                **({} if passage["substance"] else {"substance": False}),
                **_coded(codings.get(passage["id"], ())),
                **({"nothing_to_tag": untagged[passage["id"]]} if passage["id"] in untagged else {}),
                "themes": [theme["theme"] for theme in themes.get(passage["id"], ())],
                "evidence": passage["evidence"],
            }
            for passage in sorted(passages.get(row["id"], ()), key=lambda passage: int(passage["position"]))
        ]
        yield record


def _coded(codings: Sequence[Row]) -> dict[str, Any]:
    """The codings of a passage: one assessment and its provisions where that says it all, else each by itself."""
    provisions = [coding["provision"] for coding in codings]
    assessments = {coding["assessment"] for coding in codings}
    is_default = all(coding[key] == value for coding in codings for key, value in _DEFAULT_CODING.items())
    if len(assessments) == 1 and is_default and (None not in provisions or len(provisions) == 1):
        return {"assessment": assessments.pop(), "provisions": [provision for provision in provisions if provision]}
    keys = ("provision", "assessment", *_DEFAULT_CODING)
    return {"codings": [{key: coding[key] for key in keys} for coding in codings]}
