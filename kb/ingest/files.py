"""Data files -> rows as text, each knowing its file and line; every structural fault becomes a Problem."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.db.description import data_tables
from kb.db.rows import LINE, Rows
from kb.db.schema import Table
from kb.ingest import contributions
from kb.ingest.layout import CONTRIBUTIONS_FILE, CSV_FILES, OPTIONAL
from kb.tables.cells import unguarded


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: file, line (from 1; 0 for the whole file), column, the value found, and why it is wrong."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        printable = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in value)
        return f"{self.file}:{self.line}: {self.column}: {printable}: {self.reason}"


@dataclass
class Staged:
    """The rows of one table: `columns` as lists of text or None, with the file and line each row comes from.

    `labels` says what the file calls a column, for reports (`passages.text` in the nested file).
    """

    table: Table
    file: str
    columns: dict[str, list[str | None]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = {name: [] for name in self.table.column_names}

    def add(self, line: int, values: dict[str, str | None]) -> None:
        """Add a row; a column without a value is None."""
        self.lines.append(line)
        for name, column in self.columns.items():
            column.append(values.get(name))

    def rows_with_lines(self) -> Rows:
        """The columns, and beside them the lines."""
        return {**self.columns, LINE: [str(line) for line in self.lines]}


def read_folder(folder: Path) -> tuple[list[Staged], list[Problem]]:
    """The rows of every table from the data files in `folder`, and what is wrong with the files' form."""
    problems: list[Problem] = []
    staged: list[Staged] = []
    nested = {name: Staged(_table(name), CONTRIBUTIONS_FILE) for name in contributions.TABLES}
    for name, part in nested.items():
        part.labels = contributions.LABELS[name]
    for table in data_tables():
        if table.name in CSV_FILES:
            part = Staged(table, CSV_FILES[table.name])
            problems += _read_csv(folder, part)
            staged.append(part)
    lines: dict[object, int] = {}
    for line, record in _read_json_lines(folder, problems):
        faults, rows = contributions.rows(record)
        if not faults and lines.setdefault(record["id"], line) != line:
            # Said once, of the contribution, and not of each of its passages and codings.
            faults, rows = [("id", record["id"], f"stands twice; first on line {lines[record['id']]}")], []
        problems += [Problem(CONTRIBUTIONS_FILE, line, column, value, reason) for column, value, reason in faults]
        for name, values in rows:
            nested[name].add(line, values)
    return [*staged, *nested.values()], problems


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of the data files in `folder`."""
    digest = hashlib.sha256()
    for name in sorted([*CSV_FILES.values(), CONTRIBUTIONS_FILE]):
        try:
            content = (folder / name).read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            # Unlike any content: the check that follows says why the file cannot be read.
            content = repr(error).encode()
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def _table(name: str) -> Table:
    return next(table for table in data_tables() if table.name == name)


def _read_text(path: Path, problems: list[Problem]) -> str | None:
    line, value = 0, path.name
    try:
        if not path.is_file():
            raise FileNotFoundError
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
        if "\0" not in text:
            return text
        line, value, reason = text[: text.index("\0")].count("\n") + 1, "\0", "the file holds a null character"
    except FileNotFoundError:
        reason = "the file is missing"
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        value, reason = content[error.start : error.start + 10].decode("latin-1"), "the file is not UTF-8"
    problems.append(Problem(path.name, line, "file", value, reason))
    return None


def _read_csv(folder: Path, part: Staged) -> list[Problem]:
    path = folder / part.file
    if part.table.name in OPTIONAL and not path.exists():
        return []
    problems: list[Problem] = []
    text = _read_text(path, problems)
    if text is None:
        return problems
    records = _csv_records(text, part.file, problems)
    _, header = next(records, (0, []))
    expected = part.table.column_names
    problems += [Problem(part.file, 1, name, "", "the column is missing") for name in expected if name not in header]
    problems += [Problem(part.file, 1, name, name, "no such column") for name in header if name not in expected]
    double = sorted({name for name in header if header.count(name) > 1})
    problems += [Problem(part.file, 1, name, name, "the column stands twice") for name in double]
    if problems:
        return problems
    for line, record in records:
        if len(record) != len(header):
            reason = f"the row has {len(record)} fields; the header has {len(header)}"
            problems.append(Problem(part.file, line, "row", ",".join(record), reason))
            continue
        part.add(line, {name: unguarded(value) or None for name, value in zip(header, record, strict=True)})
    return problems


def _csv_records(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, Sequence[str]]]:
    """Each record with the line it begins on; a field may run over several lines."""
    # newline=None: only line ends end a line, and those of other systems become LF, within a field too.
    reader = csv.reader(io.StringIO(text, newline=None), strict=True)
    line = 1
    try:
        for record in reader:
            if record:
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(file, line, "row", "", f"not CSV: {error}"))


def _read_json_lines(folder: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    text = _read_text(folder / CONTRIBUTIONS_FILE, problems)
    for line, content in enumerate((text or "").split("\n"), start=1):
        if not content.strip():
            continue
        try:
            record = json.loads(content, object_pairs_hook=_object)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(CONTRIBUTIONS_FILE, line, "line", content, f"not JSON: {error}"))
            continue
        if isinstance(record, dict):
            yield line, record
        else:
            problems.append(Problem(CONTRIBUTIONS_FILE, line, "line", content, "must be one JSON object"))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose keys all differ; JSON itself would quietly take the last."""
    keys = [key for key, _ in pairs]
    if double := next((key for key in keys if keys.count(key) > 1), None):
        raise ValueError(f"the key {double} stands twice")
    return dict(pairs)
