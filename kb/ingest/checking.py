"""Rows as text -> what the schema does not allow: types, checks, keys, references and rules, all from the schema."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from kb.db.description import broken_rule_sql, unresolved_reference_sql
from kb.db.rows import LINE, Staging, staging, written
from kb.db.schema import Table
from kb.domain.words import counted
from kb.errors import DataFilesInvalid
from kb.ingest.files import Problem, Staged, read_folder

_SHOWN = 20
_TYPES = {
    "DATE": "must be a date written YYYY-MM-DD",
    "INTEGER": "must be a whole number",
    "BOOLEAN": "must be true or false",
}


class Fault(NamedTuple):
    line: int
    column: str
    value: str | None
    reason: str


class Test(NamedTuple):
    """SQL for the value to report and for whether a row fails; `alone`: it looks at one value and no other."""

    column: str
    value: str
    failed: str
    reason: str
    alone: bool


def check_folder(folder: Path) -> list[Staged]:
    """The rows of the data files in `folder`, ready to load. Raises DataFilesInvalid listing every problem."""
    if not folder.is_dir():
        raise DataFilesInvalid("There is no folder {folder} with data files.", folder=folder)
    staged, problems = read_folder(folder)
    unsure = {problem.file for problem in problems}
    incomplete = {part.table.name for part in staged if part.file in unsure}
    with staging((part.table, part.rows_with_lines()) for part in staged) as tables:
        problems += [problem for part in staged if part.lines for problem in _problems(tables, part, incomplete)]
    if problems:
        _refuse(sorted(set(problems)))
    return staged


def _refuse(problems: Sequence[Problem]) -> NoReturn:
    """With the first problems, one a line, and how many more there are: said so that they can be mended."""
    lines = [str(problem) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"... and {len(problems) - _SHOWN} more problems")
    count = counted(len(problems), "problem")
    raise DataFilesInvalid("{count} in the data files; nothing was loaded.", "\n".join(lines), count=count)


def _problems(tables: Staging, part: Staged, incomplete: set[str]) -> Iterator[Problem]:
    """The problems of one table; what lies in an `incomplete` table, not all of which was read, is not judged."""
    failed = list(_failed_tests(tables, part.table))
    faults = [fault for fault, alone in failed if alone]
    faults += _dangling_references(tables, part.table, incomplete)
    # What a faulty value leads to is no fault of its own.
    lines = {fault.line for fault in faults}
    together = [fault for fault, alone in failed if not alone]
    together += _broken_rules(tables, part.table, incomplete)
    faults += [fault for fault in together if fault.line not in lines]
    for line, column, value, reason in faults:
        yield Problem(part.file, line, part.labels.get(column, column), value or "", reason)


def _failed_tests(tables: Staging, table: Table) -> Iterator[tuple[Fault, bool]]:
    """What is wrong with values, alone or together, and keys that stand twice: one query for the whole table."""
    columns = {column.name: column for column in table.columns}
    key = ", ".join(written(columns[name]) for name in table.key)
    tests = [
        *_tests(table),
        Test(table.key[0], f"concat_ws(' ', {key})", "stands_twice", "stands twice", True),
    ]
    rows = tables.rows(
        f"""
        SELECT * FROM (
            SELECT {LINE}, [{", ".join(test.value for test in tests)}] AS written,
                [{", ".join(f"coalesce({test.failed}, false)" for test in tests)}] AS failed
            FROM (
                SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY {LINE}) > 1 AS stands_twice
                FROM "{table.name}"
            )
        )
        WHERE list_contains(failed, true)
        """
    )
    for row in rows:
        for test, value, is_failed in zip(tests, row["written"], row["failed"], strict=True):
            if is_failed:
                yield Fault(row[LINE], test.column, value, test.reason), test.alone


def _tests(table: Table) -> Iterator[Test]:
    for column in table.columns:
        typed, value = f'"{column.name}"', written(column)
        if column.required:
            yield Test(column.name, value, f"{value} IS NULL", "must not be empty", True)
        if column.type in _TYPES:
            not_so = f"({value} IS NOT NULL AND {typed} IS NULL)"
            yield Test(column.name, value, not_so, _TYPES[column.type], True)
        for check in column.checks:
            # A check that itself reads a date out of text is to fail for other text, not to stop the checking.
            failed = f"NOT ({check.replace('CAST(', 'TRY_CAST(')})"
            yield Test(column.name, value, failed, _reason(check), check not in table.spanning)


def _dangling_references(tables: Staging, table: Table, incomplete: set[str]) -> Iterator[Fault]:
    for reference in table.references:
        if not incomplete.intersection(target for target, _ in reference.targets):
            targets = " or ".join(target.replace("_", " ") for target, _ in reference.targets)
            for row in tables.rows(unresolved_reference_sql(table, reference)):
                yield Fault(row[LINE], reference.column, row["value"], f"names no {targets}")


def _broken_rules(tables: Staging, table: Table, incomplete: set[str]) -> Iterator[Fault]:
    columns = {column.name: column for column in table.columns}
    for rule in table.rules:
        if not incomplete & rule.reads:
            value = written(columns[rule.column])
            for row in tables.rows(f"SELECT {LINE}, {value} AS value FROM ({broken_rule_sql(table, rule)})"):
                yield Fault(row[LINE], rule.column, row["value"], rule.reason)


def _reason(check: str) -> str:
    if "CAST(" in check:
        return "must be a date, a month or a year: 2012-04-16, 2012-04 or 2012"
    _, _, values = check.partition(" IN ('")
    if values.endswith("'))"):
        return "must be one of " + ", ".join(values.removesuffix("'))").split("', '"))
    return "must satisfy " + check.removeprefix("(").removesuffix(")").replace('"', "")
