"""The command import-folder."""

import argparse
import sys
import threading
from pathlib import Path
from typing import Any

from kb.commands.context import opened, say
from kb.domain.words import counted
from kb.workflow.permission import OPERATOR

BAR = 30


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add this command to the parser's."""
    folder = commands.add_parser("import-folder", parents=[common], help="hand in the documents that a manifest names")
    folder.add_argument("folder", type=Path, metavar="FOLDER|ZIP", help="with manifest.csv and the files it names")
    folder.set_defaults(run=_import_folder)


def _import_folder(arguments: argparse.Namespace) -> int:
    """Hand in each file; returns 1 if any was not taken."""
    # Imported here: the readers of documents take longer to load than the other commands to run.
    from kb.ingest.submissions import batch, folder

    taken = 0
    with (
        opened(arguments.database, must_exist=True) as store,
        folder.opened(arguments.folder) as files,
    ):
        count = len(files.rows)
        _show(0, count)
        for number, outcome in enumerate(batch.hand_in_all(store, OPERATOR, files, unsure_too=True), start=1):
            _clear()
            if outcome.received is None:
                result = f"not taken: {outcome.refused}"
            else:
                taken += 1
                receipt, handed = outcome.received.receipt, outcome.received.handed
                passages = counted(len(handed.parts), "passage")
                result = f"receipt {receipt.number}, {receipt.contribution}, {handed.language}, {passages}"
                result = ". ".join([result, *outcome.received.warnings])
            say(_one_line(f"{number} of {count}: {outcome.file}: {result}"))
            if number < count:
                _show(number, count)
    say(f"{taken} taken, {count - taken} not")
    return int(taken < count)


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
