"""No decision reads wording or HTML: what decides is a code, and its words are made where they are shown."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.code import nodes

PROJECT = Path(__file__).parents[2]
# Who reads words that are not ours, and in which there is no code to read.
READS_OTHERS_WORDS = {
    "kb/db/connection.py": "what DuckDB says went wrong: it has one class of error for most of it",
    "kb/db/postgres/connections.py": "what PostgreSQL says of a connection that it refuses: it comes without a code",
    "kb/reports/pictures.py": "the SVG that Vega draws",
    "kb/search/synonyms.py": "how texts and questions spell English words",
    "kb/workflow/suggestions/mentions.py": "what texts name by number",
}
# Documents that are handed in or loaded are all wording and HTML.
READS_DOCUMENTS = ("kb/ingest/official/", "kb/ingest/readers/", "kb/ingest/text/")
CUTS = frozenset({"startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "split", "find"})


# A label or a sentence by how it is come by.
MADE_OF_WORDS = r"str\(error\)|counted\(|.*\.(label\(|labels\[|short\[|text_content\()"


def is_wording(text: str) -> bool:
    """Whether a constant is a phrase or a tag, which no code is."""
    return bool((re.search(r"[a-z]{2}", text) and " " in text) or re.search(r"</?\w", text))


def is_pattern_of_wording(pattern: str) -> bool:
    """Whether a regular expression names a word or a tag, beside what it says of kinds of characters."""
    bare = re.sub(r"\(\?(P?<\w+>|[<=!:]+|[a-z]+[:)])|\\.|\[[^\]]*\]|\{[\d,]*\}", " ", pattern)
    return bool(re.search(r"[a-z]{2}|<", bare))


def constants(node: ast.AST) -> str:
    """The text in an expression: a constant, the parts of an f-string, a tuple of constants."""
    if isinstance(node, ast.JoinedStr | ast.Tuple):
        return "\n".join(map(constants, node.values if isinstance(node, ast.JoinedStr) else node.elts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def decisions_on_wording(source: str) -> Iterator[str]:
    """The expressions in a module that decide, or take something out of a text, by its wording."""
    for node in nodes(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first, name = constants(node.args[0]), node.func.attr
            is_regular = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and name != "escape"
            cuts = name in CUTS and (is_wording(first) or re.match(MADE_OF_WORDS, ast.unparse(node.func.value)))
            if (is_regular and is_pattern_of_wording(first)) or cuts:
                yield ast.unparse(node)
        elif isinstance(node, ast.Compare):
            sides, is_within = [node.left, *node.comparators], isinstance(node.ops[0], ast.In | ast.NotIn)
            in_words = any(ast.unparse(one).startswith(("str(", "repr(")) for one in sides[1:])
            of_label = any(re.match(MADE_OF_WORDS, ast.unparse(one)) for one in sides)
            if any(map(is_wording, map(constants, sides))) or (in_words if is_within else of_label):
                yield ast.unparse(node)


def modules() -> list[Path]:
    return sorted(path for folder in ("kb", "pages") for path in (PROJECT / folder).rglob("*.py"))


def found(path: Path) -> list[str]:
    return list(decisions_on_wording(path.read_text(encoding="utf-8")))


def test_no_decision_reads_wording_or_html() -> None:
    decided = {str(path.relative_to(PROJECT)): found(path) for path in modules()}
    of_our_own = {
        name: which
        for name, which in decided.items()
        if which and name not in READS_OTHERS_WORDS and not name.startswith(READS_DOCUMENTS)
    }
    assert of_our_own == {}
    assert [name for name in READS_OTHERS_WORDS if not decided[name]] == [], "nothing to allow there any more"


@pytest.mark.parametrize(
    ("source", "is_decided"),
    [
        ("if 'no action' in said: pass", True),
        ("if 'locked' in str(error): pass", True),
        ("if label == 'Spoke, but not on this': pass", True),
        ("if words.label('theme', code) == said: pass", True),
        ("name = label.removeprefix('Action ')", True),
        ("unit = words.short['provision'][code].split(' ')[0]", True),
        ("sentence = str(error).partition('\\n')[0]", True),
        ("if html.startswith('<table'): pass", True),
        (r"FIGURE = re.compile(r'(.*: )?[0-9,]+( of [0-9,]+)?')", True),
        (r"KIND = re.compile(r'none \((?P<kind>.+)\)')", True),
        ("link = re.search('<a href', html)", True),
        ("if row['cell'] == 'no_contribution': pass", False),
        ("if cell == Cell.SILENT: pass", False),
        ("if 'rev' in query: pass", False),
        ("if code not in words.labels['theme']: pass", False),
        ("if number.startswith(f\"{row['number']} (\"): pass", False),
        ("said = 'Nothing on this is held.'", False),
        (r"DAY = re.compile(r'(?P<year>[0-9]{4})-\d\d')", False),
        ("first, *rest = text.split(' | ')", False),
    ],
)
def test_a_decision_on_wording_is_found_and_one_on_a_code_is_none(source: str, is_decided: bool) -> None:
    assert bool(list(decisions_on_wording(source))) is is_decided
