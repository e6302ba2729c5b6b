"""The commands quality and agreement: how far suggested tags can be trusted, and how far coders agree."""

import argparse
from typing import Any

from kb.commands.opening import opened
from kb.commands.output import FORMATS, say_table
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.questions.tagging import AGREEMENT, QUALITY
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.workflow.agreement import agreement
from kb.workflow.suggestions import quality


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser's."""
    measured = commands.add_parser("quality", parents=[common], help="print how often suggested tags are right")
    measured.add_argument("--format", choices=FORMATS, default=FORMATS[0])
    measured.set_defaults(run=_quality)
    agreed = commands.add_parser("agreement", parents=[common], help="print how far coders agree who tagged blind")
    agreed.add_argument("--format", choices=FORMATS, default=FORMATS[0])
    agreed.set_defaults(run=_agreement)


def _quality(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        view = store.latest(Audience.STAFF)
        table = labelled_table(_("Quality of suggestions"), QUALITY, quality(view), vocabulary(view))
    say_table(table, arguments.format)


def _agreement(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        view = store.latest(Audience.STAFF)
        table = labelled_table(_("Agreement of coders"), AGREEMENT, agreement(view), vocabulary(view))
    say_table(table, arguments.format)
