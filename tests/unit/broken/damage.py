"""Ways to damage a data file."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Damage = Callable[[bytes], bytes]
HALF_CHARACTER = "\ud83d"  # the first half of a character beyond the basic plane; UTF-8 cannot write it


class Broken:
    """A damaged file; `report` has the beginning of each line to be reported, in order, and there is no other."""

    def __init__(self, name: str, file: str, damage: Damage | None, *faults: str) -> None:
        """faults: what is reported behind the file's name. damage: None where the file is removed."""
        self.name, self.file, self.damage = name, file, damage
        self.report = tuple(f"{file}:{fault}" for fault in faults)

    def put_into(self, folder: Path) -> None:
        """Damage the file in `folder`."""
        path = folder / self.file
        if self.damage is None:
            path.unlink()
            return
        before = path.read_bytes()
        after = self.damage(before)
        assert after != before
        path.write_bytes(after)


def cells(line: int, **values: str) -> Damage:
    """Other values in the record of a CSV file that stands on `line`."""

    def damage(content: bytes) -> bytes:
        header, *rows = csv.reader(io.StringIO(content.decode()))
        for column, value in values.items():
            rows[line - 2][header.index(column)] = value
        return _csv([header, *rows])

    return damage


def header(change: Callable[[list[str]], list[str]]) -> Damage:
    """Another header of a CSV file."""

    def damage(content: bytes) -> bytes:
        names, *rows = csv.reader(io.StringIO(content.decode()))
        return _csv([change(names), *rows])

    return damage


def line(number: int, new: bytes) -> Damage:
    """Another line, as bytes."""

    def damage(content: bytes) -> bytes:
        lines = content.split(b"\n")
        lines[number - 1] = new
        return b"\n".join(lines)

    return damage


def contribution(number: int, change: Callable[[dict[str, Any]], object] = dict.copy, **values: object) -> Damage:
    """A contribution changed in place, or given other values."""

    def damage(content: bytes) -> bytes:
        lines = content.decode().split("\n")
        record = json.loads(lines[number - 1])
        record.update(values)
        change(record)
        lines[number - 1] = json.dumps(record)
        return "\n".join(lines).encode()

    return damage


def line_of(lines: list[str], id_: str) -> int:
    """The line on which the contribution `id_` stands, from 1."""
    return next(number for number, line in enumerate(lines, start=1) if json.loads(line)["id"] == id_)


def passage(number: int, change: Callable[[dict[str, Any]], object] = dict.copy, **values: object) -> Damage:
    """The same of the first passage of a contribution."""

    def damage(record: dict[str, Any]) -> None:
        record["passages"][0].update(values)
        change(record["passages"][0])

    return contribution(number, damage)


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


THEMES = "themes.csv"
STATES = "states.csv"
SEEN = "appearances.csv"
SAID = "contributions.jsonl"
WRITTEN = "must be a date written YYYY-MM-DD"
PARTIAL = "must be a date, a month or a year: 2012-04-16, 2012-04 or 2012"
