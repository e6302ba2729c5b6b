"""What people read is short and plain: no sentence over twenty words, and none of the words that say nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.code import nodes

PROJECT = Path(__file__).parents[2]
MOST_WORDS = 20
# Words of our own trade, or of no use: say action or article, know, apart ...
DROPPED = re.compile(r"\b(provisions?|bound|held|told of|beside|thereby|of which)\b", re.IGNORECASE)
FOLDERS = ("pages", "kb/ui", "kb/domain", "kb/session")
# Names and addresses of things, which nobody reads as a sentence.
_CODE = re.compile(r"^[\W\d_]*$|^[a-z0-9_./:?=&{}%+-]+$|^SELECT\b|<[a-z/]|^\s*(?:\.|--)")


def in_python(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a module, each with its line; docstrings and keys are none."""
    passed_over: set[int] = set()
    for node in nodes(source):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            passed_over |= {id(part) for part in node.values}
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
    for node in nodes(source):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.lineno, node.value


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a template: what is marked for the catalogue, and what stands between tags."""
    source = re.sub(r"\{#.*?#\}", lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)
    for found in re.finditer(r"(?:_|gettext)\(\s*\"([^\"]*)\"(?:,\s*\"([^\"]*)\")?", source):
        yield from ((source.count("\n", 0, found.start()) + 1, text) for text in found.groups() if text)
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " | ", source, flags=re.DOTALL)
    for number, line in enumerate(bare.split("\n"), 1):
        yield from ((number, part.strip()) for part in line.split("|"))


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands after a colon or a semicolon is one of its own."""
    return [one for one in re.split(r"(?<=[.?!:;])\s+|\n\s*\n", text) if one.strip()]


def faults(text: str) -> list[str]:
    """What is the matter with a text that people read."""
    text = re.sub(r"\{\w*\}|%\(\w+\)[sd]", "X", text)
    if _CODE.search(text) or " " not in text.strip():
        return []
    long = [one for one in sentences(text) if len(one.split()) > MOST_WORDS]
    return [f"{len(one.split())} words: {one}" for one in long] + [
        f"“{found[0]}”: {text}" for found in DROPPED.finditer(text)
    ]


def files() -> list[Path]:
    return [
        path for folder in FOLDERS for kind in ("*.py", "*.html") for path in sorted((PROJECT / folder).rglob(kind))
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nothing is held of this State.", 1),
        ("A provision, and what is beside it.", 2),
        (" ".join(["word"] * 20) + ".", 0),
        (" ".join(["word"] * 21) + ".", 1),
        (" ".join(["word"] * 15) + ". " + " ".join(["word"] * 15) + ".", 0),
        ("kb.ui.provision", 0),
        ("household", 0),
    ],
)
def test_what_is_long_or_says_nothing_is_found(text: str, number: int) -> None:
    assert len(faults(text)) == number


def test_texts_are_found_wherever_they_stand() -> None:
    assert [text for _, text in in_python('"""Doc."""\nshow(f"{n} held", "and more")')] == ["X held", "and more"]
    template = '{# no text #}<p>{{ _("A message") }} and more</p>{% if held %}x{% endif %}'
    assert {"A message", "and more"} <= {text for _, text in in_template(template)}
    assert not {"held", "no text"} & {text for _, text in in_template(template)}


def test_every_text_is_short_and_plain() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{line}: {fault}"
        for path in files()
        for line, text in (in_python if path.suffix == ".py" else in_template)(path.read_text(encoding="utf-8"))
        for fault in faults(text)
    ]
    assert found == []
