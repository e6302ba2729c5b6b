"""The command publish."""

import argparse
from pathlib import Path
from typing import Any

from kb.commands.opening import opened
from kb.commands.output import say

EVERY = 100


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser's."""
    publish = commands.add_parser("publish", parents=[common], help="write the public screens as plain pages")
    publish.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an earlier copy to replace")
    publish.set_defaults(run=_publish)


def _publish(arguments: argparse.Namespace) -> None:
    # Imported here: the screens take longer to load than most commands to run.
    from kb.site.site import publish

    with opened(arguments.database, read_only=True, must_exist=True) as store:
        done = publish(store, arguments.folder, _progress)
    say(
        f"Wrote {done.pages} pages as of revision {done.revision} to {arguments.folder}, the largest of "
        f"{done.largest / 1000:.0f} KB. Open {arguments.folder / 'index.html'} in a browser."
    )


def _progress(made: int, known: int) -> None:
    if made % EVERY == 0:
        say(f"{made} of at least {known} pages are made.")
