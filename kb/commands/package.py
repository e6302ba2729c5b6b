"""The command package."""

import argparse
from pathlib import Path
from typing import Any

from kb.commands.opening import opened
from kb.commands.output import say
from kb.domain.outcomes import Done
from kb.reports import data_package


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser's."""
    package = commands.add_parser(
        "package", parents=[common], help="write all public data as a Frictionless data package"
    )
    package.add_argument("file", type=Path, metavar="FILE", help="a new ZIP, or a data package to replace")
    package.set_defaults(run=_package)


def _package(arguments: argparse.Namespace) -> None:
    with opened(arguments.database, read_only=True) as store:
        revision = data_package.write(store, arguments.file)
    say(Done.PACKAGED.said(revision=revision, file=arguments.file))
