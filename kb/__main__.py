"""The command line: python -m kb <command>. An error is one sentence on stderr and exit status 1."""

import argparse
import sys
from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kb.commands import folder, remote, replay, work
from kb.commands.context import FORMATS, built, let_go_of_output, opened, say, say_table
from kb.db import DATA_FOLDER, Place, View, database_place
from kb.domain.catalogue import N_
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, Audience, Scope
from kb.domain.outcomes import Done
from kb.domain.words import counted, day_words
from kb.errors import DatabaseLocked, KnowledgeBaseError, PlaceUnusable, ValueUnknown
from kb.ingest.checking import check_folder
from kb.questions import coverage
from kb.questions.method import holdings
from kb.questions.vocabulary import table_of, vocabulary
from kb.reports import data_files
from kb.workflow.permission import OPERATOR

# The session whose material is shipped: the day on which its States' status counts.
SESSION_DAY = date(2012, 4, 16)
MEETINGS = (
    f"ids of meetings; {ANY_MEETING}: everything, other conventions included; {OUTSIDE_MEETINGS}: what was made to"
    " no meeting (default: every CCM meeting while the instrument holds)"
)
TEXT_STATUSES = ("official", "restated", "unverified", "missing")
# After how many pages of a static copy it is said how far it is.
PAGES_BETWEEN = 100
# As a shell reports a program that Ctrl-C or a closed pipe ended.
INTERRUPTED, PIPE_CLOSED = 130, 141
STOP_FIRST = N_("The dashboard is running on this knowledge base: stop it first, then try again.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status. Wrong usage ends with status 2."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    chosen = parser().parse_args(given)
    try:
        try:
            if getattr(chosen, "by_the_dashboard", False) and remote.answers(database_place(chosen.database)):
                raise DatabaseLocked(STOP_FIRST)
            status: int = chosen.run(chosen) or 0
        except DatabaseLocked:
            status = _run_by_the_dashboard(chosen, given)
    except KnowledgeBaseError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        let_go_of_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _run_by_the_dashboard(chosen: argparse.Namespace, given: Sequence[str]) -> int:
    """The exit status; inside `except DatabaseLocked`, which is raised again where no dashboard takes commands."""
    place = database_place(chosen.database)
    if getattr(chosen, "alone", False):
        if remote.answers(place):
            raise PlaceUnusable(STOP_FIRST) from None
        raise
    answer = remote.ask(place, given, partial(say, end=""))
    if answer is None:
        raise
    print(answer.errors, end="", file=sys.stderr)
    return answer.status


def run_lent(given: Sequence[str], folder: Path, database: Place) -> int:
    """Run a command for somebody who works in `folder`, on the knowledge base that the dashboard lends.

    Returns the exit status. Raises KnowledgeBaseError, and SystemExit for wrong usage.
    """
    chosen = parser().parse_args(given)
    if getattr(chosen, "alone", False):
        raise PlaceUnusable(STOP_FIRST)
    for name, value in list(vars(chosen).items()):
        if isinstance(value, Path):
            setattr(chosen, name, folder / value)
    chosen.database = str(database)
    return chosen.run(chosen) or 0


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--database", metavar="FILE", help="the knowledge base (default: KB_DATABASE, else a file under data/)"
    )
    top = argparse.ArgumentParser(prog="python -m kb", description="The knowledge base on victim assistance.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    check = commands.add_parser("check", parents=[common], help="validate data files; nothing is loaded")
    check.add_argument("folder", nargs="?", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: data/")
    check.set_defaults(run=_check)

    make = commands.add_parser("build", parents=[common], help="make or update the knowledge base from data files")
    make.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: data/")
    make.set_defaults(run=_build)

    export = commands.add_parser("export", parents=[common], help="write the knowledge base as data files")
    export.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or one with data files only")
    export.set_defaults(run=_export)

    text = commands.add_parser("import-text", parents=[common], help="load the official wording from your own copy")
    text.add_argument("instrument", metavar="CODE", help="CCM, VAP, or another that the knowledge base has")
    text.add_argument("file", type=Path, metavar="FILE", help="plain text, Markdown, HTML, DOCX or PDF")
    text.add_argument(
        "--placement", type=Path, metavar="TABLE", help="the placement table that you filled in; a CSV file"
    )
    text.set_defaults(run=_import_text)

    coverage = commands.add_parser("coverage", parents=[common], help="print the matrix State by provision")
    coverage.add_argument("--instrument", required=True, metavar="CODE", help="VAP, CCM, or a later plan's")
    many: dict[str, Any] = {"action": "extend", "nargs": "+", "default": []}
    coverage.add_argument("--meeting", metavar="ID", help=MEETINGS, **many)
    coverage.add_argument("--voice", metavar="VOICE", help="only these voices", **many)
    coverage.add_argument("--as-of", type=int, metavar="REVISION", help="default: the latest revision")
    coverage.add_argument("--format", choices=FORMATS, default=FORMATS[0])
    coverage.set_defaults(run=_coverage)

    work.add_to(commands, common)
    folder.add_to(commands, common)
    replay.add_to(commands, common)

    publish = commands.add_parser("publish", parents=[common], help="write the public screens as plain pages")
    publish.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an earlier copy to replace")
    publish.set_defaults(run=_publish)
    return top


def _check(arguments: argparse.Namespace) -> None:
    staged = check_folder(arguments.folder)
    count = {part.table.name: len(part.lines) for part in staged}
    say(
        f"The data files in {arguments.folder} are sound: {sum(count.values())} records, among them"
        f" {count['provision']} provisions, {count['state']} States and"
        f" {count['contribution']} contributions with {count['passage']} passages."
    )


def _build(arguments: argparse.Namespace) -> None:
    with built(arguments.database, arguments.data) as (store, loaded):
        place = store.place
        held = _held(store.snapshot(loaded.revision))
    if loaded.files_were_new:
        say(Done.LOADED.said(folder=arguments.data, records=counted(loaded.changed, "record")))
    else:
        say(Done.LOADED_BEFORE.said(folder=arguments.data))
    say(f"The knowledge base holds {held}.")
    say(f"Revision {loaded.revision}, in {place}")


def _held(view: View) -> str:
    count = holdings(view, SESSION_DAY)
    texts = ", ".join(f"{count[status]} {status}" for status in TEXT_STATUSES if count[status])
    return (
        f"{count['actions']} actions ({texts}), {count['provisions']} Convention provisions, {count['states']} States"
        f" ({count['parties']} parties in force on {day_words(SESSION_DAY)}), {count['contributions']} contributions"
        f" with {count['passages']} passages"
    )


def _export(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        view = store.latest(Audience.STAFF)
        names = data_files.export(view, arguments.folder)
    files = counted(len(names), "data file")
    say(Done.EXPORTED.said(files=files, folder=arguments.folder, revision=view.revision))


def _import_text(arguments: argparse.Namespace) -> None:
    # Imported here: the readers of documents take longer to load than the other commands to run.
    from kb.commands.texts import load_text
    from kb.ingest.official.labels import number_of
    from kb.ingest.official.table import shortened

    with opened(arguments.database, must_exist=True) as store:
        loaded = load_text(store, OPERATOR, arguments.instrument, arguments.file, arguments.placement, date.today())
    if loaded.summary.missing:
        say(f"Not in the document: {shortened([number_of(one) for one in loaded.summary.missing])}.")
    if loaded.changed:
        provisions = counted(loaded.changed, "provision")
        say(Done.WORDING_LOADED.said(provisions=provisions, revision=loaded.revision))
    else:
        say(Done.WORDING_HELD.said(revision=loaded.revision))


def _publish(arguments: argparse.Namespace) -> None:
    # Imported here: the screens take longer to load than most commands to run.
    from kb.site.site import publish

    def progress(made: int, known: int) -> None:
        if made % PAGES_BETWEEN == 0:
            say(f"{made} of at least {known} pages are made.")

    with opened(arguments.database, read_only=True, must_exist=True) as store:
        done = publish(store, arguments.folder, progress)
    say(
        f"Wrote {done.pages} pages as of revision {done.revision} to {arguments.folder}, the largest of "
        f"{done.largest / 1000:.0f} KB. Open {arguments.folder / 'index.html'} in a browser."
    )


def _coverage(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        view = store.snapshot(store.revision() if arguments.as_of is None else arguments.as_of)
        known = vocabulary(view).labels
        _refuse_unknown("instrument", [arguments.instrument], known["instrument"])
        _refuse_unknown("meeting", arguments.meeting, known["meeting"])
        _refuse_unknown("voice", arguments.voice, known["voice"])
        instrument, meetings = arguments.instrument, tuple(arguments.meeting)
        scope = Scope(instrument, meetings=meetings, voices=tuple(arguments.voice))
        table = table_of(coverage, "States and provisions", coverage.rows(view, scope), vocabulary(view))
    say_table(table, arguments.format)


def _refuse_unknown(kind: str, given: Sequence[str], known: Collection[str]) -> None:
    for value in given:
        if value not in known:
            raise ValueUnknown(
                "There is no {kind} {value!r}. Known are: {known}.", kind=kind, value=value, known=", ".join(known)
            )


if __name__ == "__main__":
    sys.exit(main())
