"""The commands on a whole knowledge base or its people: hand in, copy, package, measure, move, redact."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from kb.commands.context import FORMATS, dashboard, opened, say, say_table
from kb.db import Store, View, copying, database_place
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience, Role, Scope
from kb.domain.outcomes import Done
from kb.domain.words import LANGUAGES, counted
from kb.errors import DatabaseCorrupt, PlaceUnusable, ValueUnknown
from kb.ingest.submissions.batch import KINDS, LINES, hand_in_document
from kb.questions import coverage
from kb.questions.tagging import AGREEMENT, QUALITY
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.reports import data_package
from kb.tables import Table
from kb.workflow import redacting
from kb.workflow.agreement import agreement
from kb.workflow.people import Person, people, save_person
from kb.workflow.permission import OPERATOR
from kb.workflow.submission import Details
from kb.workflow.suggestions import quality


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the parser's."""
    document = commands.add_parser("import-document", parents=[common], help="hand in a document")
    document.add_argument("file", type=Path, metavar="FILE", help="DOCX, ODT, PDF, RTF, HTML, Markdown or plain text")
    document.add_argument("--contributor", required=True, metavar="CODE", help="code of the State or organisation")
    document.add_argument("--meeting", required=True, metavar="ID", help="id of the meeting")
    many: dict[str, Any] = {"action": "extend", "nargs": "+", "default": []}
    document.add_argument("--line", choices=LINES, help="discussion lines", **many)
    document.add_argument("--language", choices=sorted(LANGUAGES), help="default: as recognised")
    document.add_argument("--kind", choices=KINDS, default="statement")
    document.add_argument("--on-behalf-of", metavar="CODE", help="further States of a collective statement", **many)
    document.add_argument(
        "--day",
        type=date.fromisoformat,
        metavar="DATE",
        help="day of delivery (default: the meeting's first)",
    )
    document.add_argument(
        "--confidential-until", type=date.fromisoformat, metavar="DATE", help="the day from which all may see it"
    )
    document.set_defaults(run=_import_document)

    person = commands.add_parser("person", parents=[common], help="add a person, or change one")
    person.add_argument("email", metavar="EMAIL", help="the address that the sign-in confirms")
    person.add_argument("--name", required=True)
    person.add_argument("--id", help="the name under which the work is kept (default: the address before the @)")
    roles = [role.value for role in Role if role is not Role.READER]
    person.add_argument("--role", choices=roles, help="in place of all earlier roles; without any, a reader", **many)
    person.add_argument("--contributor", metavar="CODE", help="for a delegate: the State or organisation")
    person.set_defaults(run=_person)

    link = commands.add_parser("admin-link", parents=[common], help="print a new link for the administrator")
    link.set_defaults(run=_admin_link, by_the_dashboard=True)

    backup = commands.add_parser("backup", parents=[common], help="write a copy of everything, people included")
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file")
    backup.set_defaults(run=_backup)

    redact = commands.add_parser("redact", parents=[common], help="take a text out of every revision, for good")
    redact.add_argument("id", metavar="ID", help="id of the contribution")
    redact.add_argument("--reason", required=True, help="stays in the place of the text, for everybody to read")
    redact.set_defaults(run=_redact)

    restore = commands.add_parser("restore", parents=[common], help="put a backup in place; the present one is kept")
    restore.add_argument("file", type=Path, metavar="FILE", help="what backup wrote")
    restore.set_defaults(run=_restore, alone=True)

    package = commands.add_parser(
        "package", parents=[common], help="write all public data as a Frictionless data package"
    )
    package.add_argument("file", type=Path, metavar="FILE", help="a new ZIP, or a data package to replace")
    package.set_defaults(run=_package)

    move = commands.add_parser("move", help="copy a knowledge base, history and people included, to another place")
    move.add_argument("database", metavar="FROM", help="a file, or postgresql://user@host/database")
    move.add_argument("to", metavar="TO", help="a new file, or an empty database of PostgreSQL")
    move.set_defaults(run=_move, alone=True)

    for name, meaning, measured in (
        ("quality", "print how often suggested tags are right", _quality),
        ("agreement", "print how far coders agree who tagged blind", _agreement),
    ):
        measure = commands.add_parser(name, parents=[common], help=meaning)
        measure.add_argument("--format", choices=FORMATS, default=FORMATS[0])
        measure.set_defaults(run=_measure, measured=measured)


def _import_document(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, must_exist=True) as store:
        try:
            content = arguments.file.read_bytes()
        except OSError as error:
            raise PlaceUnusable(
                "The file {file} cannot be read: {reason}.", file=arguments.file, reason=error.strerror
            ) from error
        details = Details(
            arguments.contributor,
            arguments.meeting,
            tuple(arguments.line),
            arguments.kind,
            tuple(arguments.on_behalf_of),
            arguments.confidential_until,
            day=arguments.day,
        )
        done = hand_in_document(store, OPERATOR, content, arguments.file.name, details, arguments.language)
    receipt, handed = done.receipt, done.handed
    say(
        Done.RECEIVED.said(
            number=receipt.number,
            contribution=receipt.contribution,
            language=handed.language,
            passages=counted(len(handed.parts), "passage"),
            day=handed.day or "an unknown day",
        )
    )
    for warning in done.warnings:
        say(warning)


def _admin_link(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, must_exist=True):  # a dashboard that holds it runs this
        running = dashboard()
        if running is None:
            raise PlaceUnusable("No dashboard is running on this knowledge base: start it with make run.")
        link = running.new_link()
    say(f"To work as administrator, open this link on this machine; it works once:\n{link}")


def _person(arguments: argparse.Namespace) -> None:
    email = arguments.email.strip().lower()
    with opened(arguments.database, must_exist=True) as store:
        known = people(store.latest(Audience.STAFF))
        existing = next((one for one in known if arguments.id in (None, one.id) and one.email == email), None)
        id_ = arguments.id or (existing.id if existing else email.split("@")[0])
        # Two addresses may begin alike: nobody becomes somebody else by the way.
        if not arguments.id and not existing and any(one.id == id_ for one in known):
            raise ValueUnknown("Somebody else is kept as {id}: say another --id. Nothing was changed.", id=id_)
        roles = frozenset(Role(role) for role in arguments.role)
        person = Person(id_, email, arguments.name, roles, arguments.contributor)
        revision = save_person(store, OPERATOR, person)
    named = ", ".join(sorted(roles)) or Role.READER
    say(Done.PERSON_KEPT.said(name=arguments.name, id=id_, roles=named, revision=revision))


def _backup(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        revision = copying.backup(store, arguments.file)
    say(Done.BACKED_UP.said(file=arguments.file, revision=revision))


def _redact(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, must_exist=True) as store:
        # Whoever types the id here has typed it to confirm.
        revision = redacting.redact(store, OPERATOR, arguments.id, arguments.reason, arguments.id)
        beside = copying.kept_beside(store.place)
    say(Done.REDACTED_AS.said(id=arguments.id, revision=revision))
    say(Done.BACKUPS_HOLD_IT.said())
    for file in beside:
        say(Done.MAY_STAND_IN.said(file=file))


def _restore(arguments: argparse.Namespace) -> None:
    place = database_place(arguments.database)
    kept = copying.restore(arguments.file, place)
    say(Done.RESTORED.said(path=place, file=arguments.file))
    if kept:
        say(Done.KEPT_BEFORE.said(file=kept))


def _package(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        revision = data_package.write(store, arguments.file)
    say(Done.PACKAGED.said(revision=revision, file=arguments.file))


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


def _measure(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        table: Table = arguments.measured(store.latest(Audience.STAFF))
    say_table(table, arguments.format)


def _quality(view: View) -> Table:
    return labelled_table(_("Quality of suggestions"), QUALITY, quality(view), vocabulary(view))


def _agreement(view: View) -> Table:
    return labelled_table(_("Agreement of coders"), AGREEMENT, agreement(view), vocabulary(view))
