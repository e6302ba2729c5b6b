"""The command move: a knowledge base, history and people included, to another place."""

import argparse
from typing import Any

from kb.commands.output import say
from kb.db import Store, copying, database_place
from kb.domain.model import Audience, Scope
from kb.domain.outcomes import Done
from kb.errors import DatabaseCorrupt
from kb.questions import coverage
from kb.questions.vocabulary import vocabulary


def add_to(commands: Any) -> None:
    """Add the command to the parser's."""
    move = commands.add_parser("move", help="copy a knowledge base, history and people included, to another place")
    move.add_argument("database", metavar="FROM", help="a file, or postgresql://user@host/database")
    move.add_argument("to", metavar="TO", help="a new file, or an empty database of PostgreSQL")
    move.set_defaults(run=_move, alone=True)


def _move(arguments: argparse.Namespace) -> None:
    place = database_place(arguments.to)
    with Store.open(database_place(arguments.database), read_only=True) as source:
        revision = copying.move(source, place)
        with Store.open(place, read_only=True) as moved:
            _compare(source, moved, revision)
        say(Done.MOVED.said(place=source.place, to=place, revision=revision))


def _compare(source: Store, moved: Store, revision: int) -> None:
    """Raises DatabaseCorrupt for the first revision in which coverage is not the same."""
    for number in range(1, revision + 1):
        views = [store.snapshot(number, Audience.STAFF) for store in (source, moved)]
        for instrument in sorted(vocabulary(views[0]).labels["instrument"]):
            before, after = (coverage.rows(view, Scope(instrument)) for view in views)
            if before != after:
                raise DatabaseCorrupt(
                    "The coverage of revision {revision} is not the same at {place}. Use it for nothing, and keep what"
                    " you had.",
                    revision=number,
                    place=moved.place,
                )
