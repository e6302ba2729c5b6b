"""Broken data files: each case damages one of the shipped files in one way, and says what the report must hold."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Damage = Callable[[bytes], bytes]
HALF_CHARACTER = "\ud83d"  # the first half of a character beyond the basic plane; UTF-8 cannot write it


@dataclass(frozen=True)
class Broken:
    """A damaged file; `report` has the beginning of each line that is to be reported, in order, and there is no other.

    {folder} stands for the folder of the data files.
    """

    name: str
    file: str
    damage: Damage | None  # None: the file is removed
    report: tuple[str, ...]

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


def contribution(number: int, change: Callable[[dict[str, Any]], object]) -> Damage:
    """A contribution changed in place."""

    def damage(content: bytes) -> bytes:
        lines = content.decode().split("\n")
        record = json.loads(lines[number - 1])
        change(record)
        lines[number - 1] = json.dumps(record)
        return "\n".join(lines).encode()

    return damage


def passage(number: int, change: Callable[[dict[str, Any]], object]) -> Damage:
    """The first passage of a contribution changed in place."""
    return contribution(number, lambda record: change(record["passages"][0]))


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

FORM = (
    Broken("file missing", THEMES, None, ("themes.csv:0: file: {folder}/themes.csv: the file is missing",)),
    Broken(
        "column missing", THEMES, header(lambda names: [*names[:-1]]), ("themes.csv:1: description: : the column is",)
    ),
    Broken(
        "column unknown",
        THEMES,
        header(lambda names: ["lable" if name == "label" else name for name in names]),
        ("themes.csv:1: label: : the column is missing", "themes.csv:1: lable: lable: no such column"),
    ),
    Broken(
        "column twice",
        THEMES,
        header(lambda names: [*names, "label"]),
        ("themes.csv:1: label: label: the column stands twice",),
    ),
    Broken(
        "file empty",
        THEMES,
        lambda _: b"",
        (
            "themes.csv:1: description: : the column is missing",
            *(
                f"themes.csv:1: {name}: : the column is missing"
                for name in ("discussion_line", "group", "id", "label", "position")
            ),
        ),
    ),
    Broken("row short", THEMES, line(3, b"x,2"), ("themes.csv:3: row: x,2: the row has 2 fields; the header has 6",)),
    Broken("quote unbalanced", THEMES, line(3, b'x,2,"y,z,a,b'), ("themes.csv:3: row: : not CSV: ",)),
    Broken("quote inside", THEMES, line(3, b'x,2,"y"z,g,a,b'), ("themes.csv:3: row: : not CSV: ",)),
    Broken("not UTF-8", THEMES, line(3, b"\xe9t\xe9"), ("themes.csv:3: file: été",)),
    Broken("null character", THEMES, line(3, b"x\0"), (r"themes.csv:3: file: \x00: the file holds a null character",)),
    Broken("JSON cut", SAID, line(2, b'{"id":'), ('contributions.jsonl:2: line: {"id":: not JSON: ',)),
    Broken("JSON not an object", SAID, line(2, b"[1]"), ("contributions.jsonl:2: line: [1]: must be one JSON object",)),
    Broken("JSON number endless", SAID, line(2, b"1" * 5000), ("contributions.jsonl:2: line: 1111",)),
    Broken("JSON too deep", SAID, line(2, b"[" * 100_000), ("contributions.jsonl:2: line: [[[[",)),
    Broken(
        "JSON key twice",
        SAID,
        line(2, b'{"id": "a", "id": "b"}'),
        ('contributions.jsonl:2: line: {"id": "a", "id": "b"}: not JSON: the key id stands twice',),
    ),
)

VALUES = (
    Broken(
        "date of no month",
        STATES,
        cells(2, signed_on="2008-13-03"),
        (f"states.csv:2: signed_on: 2008-13-03: {WRITTEN}",),
    ),
    Broken(
        "date in words", STATES, cells(2, signed_on="3 May 2008"), (f"states.csv:2: signed_on: 3 May 2008: {WRITTEN}",)
    ),
    Broken(
        "date with slashes",
        STATES,
        cells(2, signed_on="2008/12/03"),
        (f"states.csv:2: signed_on: 2008/12/03: {WRITTEN}",),
    ),
    Broken(
        "date without end", STATES, cells(3, signed_on="infinity"), (f"states.csv:3: signed_on: infinity: {WRITTEN}",)
    ),
    Broken(
        "day no calendar has", SEEN, cells(2, date="2011-02-29"), (f"appearances.csv:2: date: 2011-02-29: {PARTIAL}",)
    ),
    Broken("month half written", SEEN, cells(2, date="2011-"), (f"appearances.csv:2: date: 2011-: {PARTIAL}",)),
    Broken(
        "number with a point",
        THEMES,
        cells(2, position="1.5"),
        ("themes.csv:2: position: 1.5: must be a whole number",),
    ),
    Broken(
        "number in words", THEMES, cells(2, position="one"), ("themes.csv:2: position: one: must be a whole number",)
    ),
    Broken(
        "number with a nought", THEMES, cells(2, position="01"), ("themes.csv:2: position: 01: must be a whole number",)
    ),
    Broken(
        "neither true nor false", SEEN, cells(2, spoke="yes"), ("appearances.csv:2: spoke: yes: must be true or false",)
    ),
    Broken(
        "value not allowed",
        STATES,
        cells(2, affected="maybe"),
        ("states.csv:2: affected: maybe: must be one of yes, no, unknown",),
    ),
    Broken(
        "code too short",
        STATES,
        cells(2, iso_numeric="4"),
        ("states.csv:2: iso_numeric: 4: must satisfy length(iso_numeric) = 3",),
    ),
    Broken(
        "in force before deposit",
        STATES,
        cells(2, in_force_on="2011-09-07"),
        ("states.csv:2: in_force_on: 2011-09-07: must satisfy in_force_on > deposited_on",),
    ),
    Broken("required and empty", STATES, cells(2, name=""), ("states.csv:2: name: : must not be empty",)),
    Broken("key twice", SEEN, cells(3, id="a01"), ("appearances.csv:3: id: a01: stands twice",)),
    Broken(
        "names no record",
        SEEN,
        cells(2, state="QQQ"),
        ("appearances.csv:2: state: QQQ: names no outside state or state",),
    ),
    Broken(
        "a list names no record",
        "sessions.csv",
        cells(2, coordinators="AUT QQQ BIH"),
        ("sessions.csv:2: coordinators: QQQ: names no state",),
    ),
    Broken(
        "two spaces in a list",
        "sessions.csv",
        cells(2, coordinators="AUT  BIH"),
        ("sessions.csv:2: coordinators: : names no state",),
    ),
)

NESTED = (
    Broken(
        "unknown contributor name",
        SAID,
        contribution(1, lambda record: record.update(contributor="Nobody known")),
        ("contributions.jsonl:1: contributor: Nobody known: names no contributor name",),
    ),
    Broken(
        "unknown key",
        SAID,
        contribution(1, lambda record: record.update(colour="red")),
        ("contributions.jsonl:1: colour: red: no such key",),
    ),
    Broken(
        "unknown key of a passage",
        SAID,
        passage(1, lambda one: one.update(colour="red")),
        ("contributions.jsonl:1: passages.colour: red: no such key",),
    ),
    Broken(
        "key missing",
        SAID,
        contribution(3, lambda record: record.pop("voice")),
        ("contributions.jsonl:3: voice: : the key is missing",),
    ),
    Broken(
        "types of a contribution",
        SAID,
        contribution(2, lambda record: record.update(id=5, source_truncated="no", note=[], passages="x")),
        (
            "contributions.jsonl:2: id: 5: must be text or null",
            "contributions.jsonl:2: note: []: must be text or null",
            "contributions.jsonl:2: passages: x: must be a list",
            "contributions.jsonl:2: source_truncated: no: must be true or false",
        ),
    ),
    Broken(
        "types of a passage",
        SAID,
        passage(1, lambda one: one.update(order="1", text=None, provisions="VAP-20", themes=[7])),
        (
            "contributions.jsonl:1: passages.order: 1: must be a whole number",
            "contributions.jsonl:1: passages.provisions: VAP-20: must be a list",
            "contributions.jsonl:1: passages.text: None: must be text",
            "contributions.jsonl:1: passages.themes: 7: must be text",
        ),
    ),
    Broken(
        "passage of text",
        SAID,
        contribution(1, lambda record: record.update(passages=["x"])),
        ("contributions.jsonl:1: passages: x: must be a JSON object",),
    ),
    Broken(
        "empty text",
        SAID,
        passage(1, lambda one: one.update(text="", evidence="")),
        (
            "contributions.jsonl:1: passages.evidence: : must not be empty; write null where nothing is known",
            "contributions.jsonl:1: passages.text: : must not be empty",
        ),
    ),
    Broken(
        "characters no file can hold",
        SAID,
        contribution(1, lambda record: record.update(note=f"a{HALF_CHARACTER}", source_title="a\0b")),
        (
            r"contributions.jsonl:1: note: a\ud83d: holds half a character",
            r"contributions.jsonl:1: source_title: a\x00b: holds a null character",
        ),
    ),
    Broken(
        "date of a contribution",
        SAID,
        contribution(1, lambda record: record.update(date="2010-02-30")),
        (f"contributions.jsonl:1: date: 2010-02-30: {PARTIAL}",),
    ),
    Broken(
        "assessment not allowed",
        SAID,
        passage(1, lambda one: one.update(assessment="praise", provisions=["VAP-20"])),
        (
            "contributions.jsonl:1: passages.assessment: praise: must be one of progress, challenge, practice, plan,"
            " request, offer",
        ),
    ),
    Broken(
        "unknown provision, theme and aligned State",
        SAID,
        contribution(
            1,
            lambda record: (
                record.update(on_behalf_of=["QQQ"]),
                record["passages"][0].update(provisions=["VAP-20", "VAP-99"], themes=["weather"]),
            ),
        ),
        (
            "contributions.jsonl:1: on_behalf_of: QQQ: names no outside state or state",
            "contributions.jsonl:1: passages.provisions: VAP-99: names no provision",
            "contributions.jsonl:1: passages.themes: weather: names no theme",
        ),
    ),
    Broken(
        "position from nought",
        SAID,
        passage(1, lambda one: one.update(order=0)),
        ("contributions.jsonl:1: passages.order: 0: must satisfy position > 0",),
    ),
    Broken(
        "codings that are none",
        SAID,
        passage(1, lambda one: (one.pop("assessment"), one.pop("provisions"), one.update(codings=[{"coder": 1}, 2]))),
        (
            "contributions.jsonl:1: passages.codings: 2: must be a JSON object",
            "contributions.jsonl:1: passages.codings.assessment: : the key is missing",
            "contributions.jsonl:1: passages.codings.basis: : the key is missing",
            "contributions.jsonl:1: passages.codings.coder: 1: must be text",
            "contributions.jsonl:1: passages.codings.provision: : the key is missing",
        ),
    ),
)

CASES = FORM + VALUES + NESTED
