"""The template of the catalogue of messages, as the code has them: python -m tests.catalogue writes it anew."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from kb import cancellation, errors
from kb.domain.catalogue import LOCALE
from tests.code import calls

CODE = LOCALE.parent
TEMPLATE = LOCALE / "kb.pot"
# What a named error is made with is a message; that of a refused change is its code.
ERRORS = {
    one.__name__
    for module in (errors, cancellation)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, errors.KnowledgeBaseError)
} - {"ChangeRefused"}
# By name of a function: which of its arguments are messages, None for the first.
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)} | dict.fromkeys(ERRORS)
METHODS = [("**.py", "python"), ("ui/templates/**.html", "jinja2")]
# What is given a noun and, where that is not formed with an s, its plural.
COUNTING = {"counted", "KindWords"}


def extracted() -> Catalog:
    """Every message of the code."""
    catalog = Catalog(project="kb", charset="utf-8")
    for file, _, message, _, context in extract_from_dir(CODE, METHODS, keywords=KEYWORDS):
        catalog.add(message, locations=[(f"kb/{file}", 0)], context=context)
    for file, nouns in counted_nouns():
        catalog.add(nouns, locations=[(file, 0)])
    return catalog


def counted_nouns() -> Iterator[tuple[str, tuple[str, str]]]:
    """The nouns that numbers are given, singular and plural, each with its file."""
    for path in sorted(CODE.rglob("*.py")):
        for name, node in calls(path.read_text(encoding="utf-8")):
            if name in COUNTING:
                nouns = [one.value for one in node.args[1:] if isinstance(one, ast.Constant)]
                if nouns:
                    yield str(path.relative_to(CODE.parent)), (nouns[0], nouns[1] if nouns[1:] else f"{nouns[0]}s")


def write(path: Path) -> None:
    """Write the template."""
    with path.open("wb") as file:
        write_po(file, extracted(), sort_output=True, include_lineno=False, omit_header=True)


if __name__ == "__main__":
    write(TEMPLATE)
