"""The command quality: how far suggested tags can be trusted."""

import argparse
from typing import Any

from kb.commands.opening import opened
from kb.commands.output import FORMATS, say_table
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.questions.tagging import QUALITY
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.workflow.suggestions import quality


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser's."""
    measured = commands.add_parser("quality", parents=[common], help="print how often suggested tags are right")
    measured.add_argument("--format", choices=FORMATS, default=FORMATS[0])
    measured.set_defaults(run=_quality)


def _quality(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        view = store.latest(Audience.STAFF)
        table = labelled_table(_("Quality of suggestions"), QUALITY, quality(view), vocabulary(view))
    say_table(table, arguments.format)
