"""FEATURES.md ties every line to tests that exist, and leaves out no screen, no address of the API and no command."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from kb.__main__ import parser
from kb.api.resources import RESOURCES
from kb.ui.screens import SCREENS

TESTS = Path(__file__).parents[1]
FEATURES = (TESTS / "FEATURES.md").read_text(encoding="utf-8")
WITHOUT_A_TEST = "\n## Without a test of its own\n"


@cache
def functions_of(file: str) -> frozenset[str]:
    """The functions of a file, and those of its classes as `Class::function`; of a file that is not there, none."""
    path = TESTS.parent / file
    if not path.is_file():
        return frozenset()
    body = ast.parse(path.read_text(encoding="utf-8")).body
    found = {one.name for one in body if isinstance(one, ast.FunctionDef)}
    classes = (one for one in body if isinstance(one, ast.ClassDef))
    return frozenset(
        found | {f"{of.name}::{one.name}" for of in classes for one in of.body if isinstance(one, ast.FunctionDef)}
    )


@pytest.mark.slow
def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::([\w:]+)`", FEATURES)
    assert len(named) == FEATURES.count("`tests/") > 0
    assert [f"{file}::{test}" for file, test in named if test not in functions_of(file)] == []


def test_every_line_names_a_test_or_stands_among_those_without() -> None:
    proved, _, without = FEATURES.partition(WITHOUT_A_TEST)
    assert without
    lines = re.findall(r"^- .*", proved, flags=re.MULTILINE)
    assert [line for line in lines if not re.search(r" — `tests/[^`]+::[^`]+`(, `tests/[^`]+::[^`]+`)*$", line)] == []


def test_every_screen_resource_and_command_is_named() -> None:
    headings = re.findall(r"^## (.*)", FEATURES, flags=re.MULTILINE)
    asked = [f"{screen.title} (`/{address}`)" for address, screen in SCREENS.items()]
    assert [heading for heading in headings if heading in asked] == asked, "in the order of the menu"
    assert [one.path for one in RESOURCES if f"`{one.path}`" not in FEATURES] == []
    offered = {name for action in parser()._actions if isinstance(action.choices, dict) for name in action.choices}
    assert [name for name in sorted(offered) if f"`{name}`" not in FEATURES] == []
