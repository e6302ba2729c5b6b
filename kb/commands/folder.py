"""The command import-folder."""

import argparse
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

from kb.commands.opening import opened
from kb.commands.output import say
from kb.commands.work import KINDS, LINES, Asked, hand_in_document
from kb.domain.words import LANGUAGES, counted
from kb.errors import KnowledgeBaseError, ValueUnknown

BAR = 30


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add this command to the parser's."""
    folder = commands.add_parser("import-folder", parents=[common], help="hand in the documents that a manifest names")
    folder.add_argument("folder", type=Path, metavar="FOLDER|ZIP", help="with manifest.csv and the files it names")
    folder.set_defaults(run=_import_folder)


def _import_folder(arguments: argparse.Namespace) -> int:
    """Hand in each file; returns 1 if any was not taken."""
    # Imported here: the readers of documents take longer to load than the other commands to run.
    from kb.ingest import folder

    taken = 0
    with (
        opened(arguments.database, must_exist=True) as store,
        folder.opened(arguments.folder) as batch,
    ):
        count = len(batch.rows)
        for number, row in enumerate(batch.rows, start=1):
            _show(number - 1, count)
            try:
                # What the manifest says is looked at first: a slip there needs no document read.
                asked = _asked(row)
                name = row["file"].replace("\\", "/").rsplit("/", 1)[-1]
                done = hand_in_document(store, batch.content(row["file"]), name, asked)
            except KnowledgeBaseError as error:
                outcome = f"not taken: {error}"
            else:
                taken += 1
                receipt, language = done.receipt, done.handed.language
                passages = counted(len(done.handed.parts), "passage")
                outcome = f"receipt {receipt.number}, {receipt.contribution}, {language}, {passages}"
                outcome = ". ".join([outcome, *done.warnings])
            _clear()
            say(_one_line(f"{number} of {count}: {row['file']}: {outcome}"))
    say(f"{taken} taken, {count - taken} not")
    return int(taken < count)


def _asked(row: dict[str, str]) -> Asked:
    """What the manifest says of a file. Raises ValueUnknown."""
    for column in ("contributor", "meeting"):
        if not row[column]:
            raise ValueUnknown("The manifest does not say its {column}.", column=column)
    lines, kind, language = row["line"].split(), row["kind"] or "statement", row["language"] or None
    for line in lines:
        _known("line", line, LINES)
    _known("kind", kind, KINDS)
    if language:
        _known("language", language, sorted(LANGUAGES))
    public_from, day = _day(row, "confidential_until"), _day(row, "day")
    behalf = tuple(dict.fromkeys(row["on_behalf_of"].split()))
    return Asked(row["contributor"], row["meeting"], tuple(lines), kind, language, behalf, public_from, day)


def _day(row: dict[str, str], column: str) -> date | None:
    value = row.get(column)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueUnknown(
            "{column} is {value!r} and not a day such as 2030-01-31.", column=column, value=value
        ) from None


def _known(column: str, value: str, known: Any) -> None:
    if value not in known:
        raise ValueUnknown(
            "There is no {column} {value!r}. Known are: {known}.", column=column, value=value, known=", ".join(known)
        )


def _one_line(text: str) -> str:
    """The text without line ends and signs that a terminal would obey."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in " ".join(text.split()))


def _has_bar() -> bool:
    # Another thread runs the command for somebody else, whose terminal is not this one.
    return sys.stderr.isatty() and threading.current_thread() is threading.main_thread()


def _show(done: int, count: int) -> None:
    if _has_bar():
        filled = BAR * done // count
        print(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done} of {count}", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if _has_bar():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
