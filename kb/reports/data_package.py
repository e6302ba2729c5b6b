"""The public data as one ZIP: a CSV file for each table, described as a Frictionless data package, licence, README."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from kb.db import Store
from kb.db.description import data_tables
from kb.db.schema import Reference, Table
from kb.db.snapshots import STAFF_TABLES
from kb.domain.catalogue import gettext as _
from kb.domain.words import WORK, day_words
from kb.errors import PlaceUnusable
from kb.ingest.layout import CSV_FILES
from kb.reports import atomic_write
from kb.reports.data_files import Row, as_csv

# What the tables of a contribution are called beside those that have a data file.
NESTED_FILES = {
    "contribution": "contributions.csv",
    "alignment": "alignments.csv",
    "passage": "passages.csv",
    "coding": "codings.csv",
    "nothing_to_tag": "nothing_to_tag.csv",
    "passage_theme": "passage_themes.csv",
}
# Never in the package: who works on the material and how, and wording that is not ours to hand on under a licence.
LEFT_OUT = STAFF_TABLES | {"official_text"}
# Columns that name people at work.
PEOPLE = frozenset({"coder", "person"})
TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
DESCRIPTOR = "datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


class Packed(NamedTuple):
    """A finished package: its bytes, and the revision it is of. The same revision gives the same bytes."""

    content: bytes
    revision: int


def packed(store: Store) -> Packed:
    """What everybody may see as of the latest revision: published, not confidential, without people."""
    view = store.latest()
    # The day and no more: the revision may be one of which nobody here may learn when it was made.
    made = next(row["made_at"] for row in store.revisions() if row["number"] == view.revision).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    tables = {table.name: table for table in data_tables() if table.name not in LEFT_OUT}
    records: dict[str, Sequence[Row]] = {name: view.records(table) for name, table in tables.items()}
    rows = _public(records, tables)
    files = {f"data/{_file(name)}": as_csv(_columns(table), rows[name]).encode() for name, table in tables.items()}
    descriptor = _descriptor(tables, files, view.revision, made)
    files = {
        DESCRIPTOR: f"{json.dumps(descriptor, ensure_ascii=False, indent=1)}\n".encode(),
        "README.md": _read_me(tables, rows, view.revision, made).encode(),
        "LICENCE.txt": _text("licence", **LICENCE).encode(),
        **files,
    }
    return Packed(atomic_write.zipped(files, made.date()), view.revision)


def write(store: Store, target: Path) -> int:
    """Write the package to a file; returns the revision it is of.

    A data package that is there is replaced. Raises PlaceUnusable where anything else is, or the place cannot be
    written; then everything is as it was.
    """
    _refuse_other_content(target)
    package = packed(store)
    atomic_write.put(package.content, target)
    return package.revision


def _refuse_other_content(target: Path) -> None:
    if target.is_dir():
        raise PlaceUnusable("{target} is a folder. Name a file for the data package.", target=target)
    if not target.exists():
        return
    try:
        with zipfile.ZipFile(target) as package:
            is_package = DESCRIPTOR in package.namelist()
    except (OSError, zipfile.BadZipFile):
        is_package = False
    if not is_package:
        raise PlaceUnusable(
            "{target} is there already and is no data package. Name a new file; nothing was written.", target=target
        )


def _file(table: str) -> str:
    return CSV_FILES.get(table) or NESTED_FILES[table]


def _resource(table: str) -> str:
    return _file(table).removesuffix(".csv")


def _columns(table: Table) -> list[str]:
    return [name for name in table.column_names if name not in PEOPLE]


def _public(records: Mapping[str, Sequence[Row]], tables: Mapping[str, Table]) -> dict[str, list[Row]]:
    """The records less what only stands for something unpublished.

    What the view gives to everybody still counts contributions that are being processed, and names their contributors.
    """
    published = {row["id"] for row in records["contribution"] if row["status"] == "published"}
    rows: dict[str, list[Row]] = {}
    for name, table in tables.items():
        kept: Iterable[Row] = records[name]
        for reference in table.references:
            if ("contribution", "id") in reference.targets:
                kept = _naming(kept, reference, published)
        rows[name] = list(kept)
    rows["contribution"] = [row for row in records["contribution"] if row["id"] in published]
    names = {row["contributor_name"] for row in rows["contribution"]}
    rows["contributor_name"] = [row for row in records["contributor_name"] if row["name"] in names]
    return rows


def _naming(rows: Iterable[Row], reference: Reference, published: set[str]) -> Iterable[Row]:
    """The rows that name what is published; of a list of ids, those that are."""
    for row in rows:
        value = row[reference.column]
        if reference.list:
            ids = [one for one in (value or "").split(" ") if one in published]
            yield {**row, reference.column: " ".join(ids) or None}
        elif value is None or value in published:
            yield row


def _descriptor(
    tables: Mapping[str, Table], files: Mapping[str, bytes], revision: int, made: datetime
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "victim-assistance-ccm",
        "title": WORK,
        "description": _("Everything that is public as of revision {revision}, of {day}.").format(
            revision=revision, day=day_words(made.date())
        ),
        "version": str(revision),
        "created": f"{made:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [LICENCE],
        "resources": [_described(table, tables, files[f"data/{_file(name)}"]) for name, table in tables.items()],
    }


def _described(table: Table, tables: Mapping[str, Table], content: bytes) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": TYPES[column.type],
            "description": " ".join([column.comment, *_names(table, column.name, tables)]),
            **({"constraints": {"required": True}} if column.required else {}),
        }
        for column in table.columns
        if column.name not in PEOPLE
    ]
    return {
        "profile": "tabular-data-resource",
        "name": _resource(table.name),
        "path": f"data/{_file(table.name)}",
        "description": table.comment,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": fields,
            "primaryKey": list(table.key),
            "foreignKeys": [key for one in table.references if (key := _foreign_key(one, table, tables))],
            "missingValues": [""],
        },
    }


def _foreign_key(reference: Reference, table: Table, tables: Mapping[str, Table]) -> dict[str, Any] | None:
    """The reference as the format knows it: one id that names a record of one table. Others stand in words."""
    ((target, column), *others) = reference.targets
    if others or reference.list or target not in tables:
        return None
    resource = "" if target == table.name else _resource(target)
    return {"fields": [reference.column], "reference": {"resource": resource, "fields": [column]}}


def _names(table: Table, column: str, tables: Mapping[str, Table]) -> Iterable[str]:
    """What the column names, in words."""
    for reference in table.references:
        targets = [f"{_resource(name)}.{target}" for name, target in reference.targets if name in tables]
        if reference.column == column and targets:
            text = _("Ids, separated by spaces, of {targets}.") if reference.list else _("Names a record of {targets}.")
            yield text.format(targets=_(" or ").join(targets))


def _read_me(tables: Mapping[str, Table], rows: Mapping[str, list[Row]], revision: int, made: datetime) -> str:
    lines = [f"| `data/{_file(name)}` | {len(rows[name])} | {table.comment} |" for name, table in tables.items()]
    values = {"work": WORK, "descriptor": DESCRIPTOR, "revision": revision, "day": day_words(made.date())}
    return _text("readme", tables="\n".join(lines), **values)


def _text(name: str, /, **values: object) -> str:
    return Path(__file__).with_name(f"package_{name}.txt").read_text(encoding="utf-8").format(**values)
