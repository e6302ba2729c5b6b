"""Rows as text -> what the schema does not allow: types, checks, keys and references, all read from the schema."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.errors import DataFilesInvalid
from kb.importers.files import LINE, Staged, read_folder
from kb.importers.problems import Problem, refuse
from kb.schema import Table
from kb.store.description import unresolved_reference_sql
from kb.store.scratch import Scratch, scratch

_TYPES = {
    "DATE": "must be a date written YYYY-MM-DD",
    "INTEGER": "must be a whole number",
    "BOOLEAN": "must be true or false",
}
Fault = tuple[int, str, str | None, str]  # line, column, value, reason


class Rule(NamedTuple):
    """What a row must not be: SQL for the value to report and for whether the rule is broken."""

    column: str
    value: str
    broken: str
    reason: str


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
    """The problems of one table; references into an `incomplete` table, not all of which was read, are not judged."""
    for line, column, value, reason in (
        *_broken_rules(tables, part.table),
        *_dangling_references(tables, part.table, incomplete),
    ):
        yield Problem(part.file, line, part.labels.get(column, column), value or "", reason)


def _broken_rules(tables: Scratch, table: Table) -> Iterator[Fault]:
    """What is wrong with single values, and keys that stand twice: one query for the whole table."""
    key = ", ".join(_written(name) for name in table.key)
    rules = [*_rules(table), Rule(table.key[0], f"concat_ws(' ', {key})", "stands_twice", "stands twice")]
    columns = ", ".join(
        f'"{column.name}" AS {_written(column.name)}, try_cast("{column.name}" AS {column.type}) AS "{column.name}"'
        for column in table.columns
    )
    rows = tables.rows(
        f"""
        SELECT {LINE}, [{", ".join(rule.value for rule in rules)}] AS written,
            [{", ".join(f"coalesce({rule.broken}, false)" for rule in rules)}] AS broken
        FROM (
            SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY {LINE}) > 1 AS stands_twice
            FROM (SELECT {LINE}, {columns} FROM "{table.name}")
        )
        WHERE list_contains(broken, true)
        """
    )
    for row in rows:
        for rule, value, is_broken in zip(rules, row["written"], row["broken"], strict=True):
            if is_broken:
                yield row[LINE], rule.column, value, rule.reason


def _rules(table: Table) -> Iterator[Rule]:
    for column in table.columns:
        typed, written = f'"{column.name}"', _written(column.name)
        if column.required:
            yield Rule(column.name, written, f"{written} IS NULL", "must not be empty")
        if column.type in _TYPES:
            # One way to write each value, so that an export gives it back as it was; the length keeps "infinity" out.
            other = f"CAST({typed} AS VARCHAR) IS DISTINCT FROM {written}"
            if column.type == "DATE":
                other = f"({other} OR length({written}) <> {len('2012-04-16')})"
            yield Rule(column.name, written, f"({written} IS NOT NULL AND {other})", _TYPES[column.type])
        for check in column.checks:
            # A check that itself reads a date out of text is to fail for other text, not to stop the checking.
            yield Rule(column.name, written, f"NOT ({check.replace('CAST(', 'TRY_CAST(')})", _reason(check))


def _dangling_references(tables: Scratch, table: Table, incomplete: set[str]) -> Iterator[Fault]:
    for reference in table.references:
        if not incomplete.intersection(target for target, _ in reference.targets):
            targets = " or ".join(target.replace("_", " ") for target, _ in reference.targets)
            for row in tables.rows(unresolved_reference_sql(reference, f'"{table.name}"', '"{}"')):
                yield row[LINE], reference.column, row["value"], f"names no {targets}"


def _written(name: str) -> str:
    """The column's value as the file writes it, beside its typed value under the column's name."""
    return f'"{name} as written"'


def _reason(check: str) -> str:
    if "CAST(" in check:
        return "must be a date, a month or a year: 2012-04-16, 2012-04 or 2012"
    values = re.search(r" IN \('(.*)'\)\)$", check)
    if values:
        return "must be one of " + ", ".join(values[1].split("', '"))
    return "must satisfy " + check.removeprefix("(").removesuffix(")").replace('"', "")
