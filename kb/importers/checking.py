"""Rows as text -> what the schema does not allow: types, checks, keys and references, all read from the schema."""

import re
from collections.abc import Iterator
from pathlib import Path

from kb.errors import DataFilesInvalid
from kb.importers.files import LINE, Staged, read_folder
from kb.importers.problems import Problem, refuse
from kb.store.description import unresolved_reference_sql
from kb.store.scratch import Scratch, scratch

_TYPES = {
    "DATE": "must be a date written YYYY-MM-DD",
    "INTEGER": "must be a whole number",
    "BOOLEAN": "must be true or false",
}


def check_folder(folder: Path) -> list[Staged]:
    """The rows of the data files in `folder`, ready to load. Raises DataFilesInvalid listing every problem."""
    if not folder.is_dir():
        raise DataFilesInvalid(f"There is no folder {folder} with data files.")
    staged, problems = read_folder(folder)
    unsure = {problem.file for problem in problems}
    incomplete = {part.table.name for part in staged if part.file in unsure}
    with scratch({part.table.name: part.rows(with_lines=True) for part in staged}) as tables:
        problems += [problem for part in staged for problem in _problems(tables, part, incomplete)]
    refuse(sorted(set(problems)))
    return staged


def _problems(tables: Scratch, part: Staged, incomplete: set[str]) -> Iterator[Problem]:
    """The problems of one table; what it refers to in an `incomplete` table, not all of which was read, is not judged."""
    source = f'"{part.table.name}"'

    def found(column: str, sql: str, reason: str) -> Iterator[Problem]:
        for row in tables.rows(sql):
            label = part.labels.get(column, column)
            yield Problem(part.file, row[LINE], label, str(row["value"] or ""), reason)

    for column in part.table.columns:
        name = f'"{column.name}"'
        chosen = f"SELECT {LINE}, {name} AS value FROM {source} WHERE"
        if column.required:
            yield from found(column.name, f"{chosen} {name} IS NULL", "must not be empty")
        if column.type in _TYPES:
            # One way to write each value, so that an export gives it back as it was; the length keeps "infinity" out.
            written = f"CAST(try_cast({name} AS {column.type}) AS VARCHAR)"
            other = f"{written} IS DISTINCT FROM {name}"
            if column.type == "DATE":
                other = f"({other} OR length({name}) <> {len('2012-04-16')})"
            yield from found(column.name, f"{chosen} {name} IS NOT NULL AND {other}", _TYPES[column.type])
        for check in column.checks:
            typed = ", ".join(f'try_cast("{c.name}" AS {c.type}) AS "{c.name}"' for c in part.table.columns)
            rows = f"SELECT {LINE}, {name} AS value FROM (SELECT {typed}, {LINE} FROM {source})"
            # A check that itself reads a date out of text is to fail for other text, not to stop the checking.
            kept = check.replace("CAST(", "TRY_CAST(")
            yield from found(column.name, f"{rows} WHERE NOT ({kept})", _reason(check))
    key = ", ".join(f'"{name}"' for name in part.table.key)
    again = f"row_number() OVER (PARTITION BY {key} ORDER BY {LINE}) > 1"
    repeated = f"SELECT {LINE}, concat_ws(' ', {key}) AS value FROM {source} QUALIFY {again}"
    yield from found(part.table.key[0], repeated, "stands twice")
    for reference in part.table.references:
        if incomplete.intersection(table for table, _ in reference.targets):
            continue
        targets = " or ".join(table.replace("_", " ") for table, _ in reference.targets)
        sql = unresolved_reference_sql(reference, source, '"{}"')
        yield from found(reference.column, sql, f"names no {targets}")


def _reason(check: str) -> str:
    if "CAST(" in check:
        return "must be a date, a month or a year: 2012-04-16, 2012-04 or 2012"
    values = re.search(r" IN \('(.*)'\)\)$", check)
    if values:
        return "must be one of " + ", ".join(values[1].split("', '"))
    return "must satisfy " + check.removeprefix("(").removesuffix(")").replace('"', "")
