"""The catalogue: every message is in its template, is given what stands in it, and is said in a language chosen."""

import ast
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kb import errors, questions
from kb.domain import words
from kb.domain.catalogue import load
from kb.domain.model import FACT
from kb.domain.outcomes import Done
from kb.domain.refusals import Refused
from kb.domain.words import counted
from kb.errors import ChangeRefused, PlaceUnusable
from kb.questions import Question
from kb.search import words as search_words
from kb.session import words as desk_words
from tests.catalogue import CODE, COUNTING, ERRORS, KEYWORDS, TEMPLATE, extracted
from tests.code import calls, dotted, nodes

CODES: dict[str, type[Enum]] = {"Refused": Refused, "Done": Done}
LABELS = (words, desk_words, search_words)
MODULES = [questions, *(import_module(f"{questions.__name__}.{one.name}") for one in iter_modules(questions.__path__))]


def messages(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """By its English singular each message's forms."""
    every = (message.id if isinstance(message.id, tuple) else (message.id,) for message in catalog if message.id)
    return {forms[0]: forms for forms in every}


@pytest.fixture(scope="module")
def template() -> Catalog:
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def texts(value: object) -> Iterator[str]:
    """The visible texts in labels, however deep; codes are keys and members of enums."""
    if isinstance(value, dict):
        yield from (text for one in value.values() for text in texts(one))
    elif isinstance(value, tuple):
        yield from (text for one in value for text in texts(one))
    elif isinstance(value, str) and not isinstance(value, Enum) and re.search(r"[^\W\d_]{2}", value):
        yield value


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def test_the_template_has_the_messages_of_the_code_and_no_others(template: Catalog) -> None:
    assert messages(template) == messages(extracted()), "write it anew with: make messages"


@pytest.mark.parametrize("module", LABELS, ids=lambda one: one.__name__)
def test_every_label_of_a_code_is_in_the_template(template: Catalog, module: ModuleType) -> None:
    labels = [text for name, value in vars(module).items() if name.strip("_").isupper() for text in texts(value)]
    assert len(labels) > 10
    plurals = {form for forms in messages(template).values() for form in forms}
    assert [label for label in labels if label not in plurals and label != FACT] == []


def test_every_label_and_meaning_of_a_column_is_in_the_template(template: Catalog) -> None:
    questions = [one for module in MODULES for one in vars(module).values() if isinstance(one, Question)]
    said = {text for one in questions for column in one.columns for text in (column.label, column.meaning, column.unit)}
    formatted = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(one)) for one in messages(template) if placeholders(one)]
    missing = said - messages(template).keys() - {""}
    assert {one for one in missing if not any(re.fullmatch(form, one) for form in formatted)} == set()


@pytest.mark.parametrize("codes", [Refused, Done])
def test_every_refusal_and_outcome_is_in_the_template_with_a_code_of_its_own(
    template: Catalog, codes: type[Enum]
) -> None:
    known = messages(template)
    assert [code for code in codes if code.value not in known] == []
    assert len(codes.__members__) == len(codes), "two codes with one message are one code"


def test_a_plural_has_both_forms_with_the_same_in_them(template: Catalog) -> None:
    plurals = [forms for forms in messages(template).values() if len(forms) > 1]
    assert ("passage", "passages") in plurals
    for one, many in plurals:
        assert one
        assert many
        assert one != many
        assert placeholders(one) == placeholders(many)
    assert (counted(1, "passage"), counted(0, "passage"), counted(2, "State Party", "States Parties")) == (
        "1 passage",
        "0 passages",
        "2 States Parties",
    )


def made(source: str) -> Iterator[tuple[str, str | None, set[str]]]:
    """Errors and outcomes made in a module: the call, its message (None where it is put together), its values."""
    for name, node in calls(source):
        values = {one.arg for one in node.keywords if one.arg} - {"details"}
        first = node.args[0] if node.args else None
        if name.startswith("Done."):
            yield ast.unparse(node), Done[name.split(".")[1]].value, values
        for code in node.args if name in ("ChangeRefused", "carry_out", "doing.carry_out") else ():
            if isinstance(code, ast.Attribute) and dotted(code.value) in CODES:
                yield ast.unparse(node), CODES[dotted(code.value)][code.attr].value, values
        if name in ERRORS and isinstance(first, ast.Constant | ast.JoinedStr):
            yield ast.unparse(node), first.value if isinstance(first, ast.Constant) else None, values


def unfit(source: str) -> list[str]:
    """Those whose message and values do not fit one another."""
    return [code for code, message, values in made(source) if message is None or placeholders(message) != values]


def test_every_error_and_outcome_is_in_the_template_and_is_given_what_its_message_says(template: Catalog) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py"))]
    assert [fault for source in sources for fault in unfit(source)] == []
    said = {message for source in sources for _, message, _ in made(source)}
    assert len(said) > 150
    assert said - messages(template).keys() == set()


@pytest.mark.parametrize(
    ("source", "fits"),
    [
        ("raise PlaceUnusable('{path} is a folder.', path=path)", True),
        ("raise PlaceUnusable('{path} is a folder.')", False),
        ("raise PlaceUnusable(f'{path} is a folder.')", False),
        ("raise ChangeRefused(Refused.NO_MEETING, id=meeting)", True),
        ("raise ChangeRefused(Refused.NO_MEETING, meeting=meeting)", False),
        ("say(Done.MAY_STAND_IN.said(file=file))", True),
        ("say(Done.MAY_STAND_IN.said(path=file))", False),
        ("carry_out(do, Done.UNDONE, number=2)", True),
        ("carry_out(do, Done.UNDONE)", False),
    ],
)
def test_what_is_not_given_what_its_message_says_is_found(source: str, fits: bool) -> None:
    assert (unfit(source) == []) is fits


def test_messages_are_said_in_the_language_chosen_and_else_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog(locale="fr")
    catalog.add(Refused.NO_MEETING.value, "Invented: {id!r} unknown.")
    catalog.add(errors.NOTHING_CHANGED, "Invented: nothing done.")
    catalog.add(("passage", "passages"), ("invented passage", *["invented passages"] * (catalog.num_plurals - 1)))
    place = tmp_path / "fr" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "kb.mo").open("wb") as file:
        write_mo(file, catalog)
    french, other = load("fr", tmp_path), load("xx", tmp_path)
    assert [french.ngettext("passage", "passages", n) for n in (0, 1, 2)] == [
        "invented passage",
        "invented passage",
        "invented passages",
    ], "by the rules of that language"
    assert [other.ngettext("passage", "passages", n) for n in (0, 1, 2)] == ["passages", "passage", "passages"]
    refused = ChangeRefused(Refused.NO_MEETING, id="inv")
    assert str(refused) == "There is no meeting 'inv'. Nothing was changed."
    monkeypatch.setattr(errors, "gettext", french.gettext)
    assert str(refused) == "Invented: 'inv' unknown. Invented: nothing done."
    assert refused.code is Refused.NO_MEETING
    assert str(PlaceUnusable("{path} is a folder.", path="{braces}")) == "{braces} is a folder.", (
        "it has no translation"
    )


# What people read: a capital letter or a placeholder first, and words.
READ = re.compile(r"^[A-Z“(•●][\w’]* [a-z{(]|^\{\w*\}.* [a-z]+ ")
FOLDERS = ("ui", "charts", "domain", "session", "reports", "search", "questions", "tables")
# An operator of the question language; what only the log says.
READ_BY_NOBODY = {
    "NOT {}",
    "{} passed the check of the address but is not there",
    "SELECT id FROM instrument WHERE id = $id",
}


def outside(source: str) -> Iterator[str]:
    """What reads like a sentence in a module and is no message of the catalogue."""
    said = {*KEYWORDS, *COUNTING, "gettext"}
    taken = [call for name, call in calls(source) if name in said or name.startswith("LOG.")]
    passed_over = {id(part) for call in taken for given in call.args for part in ast.walk(given)}
    every = [node for node in nodes(source) if id(node) not in passed_over]
    passed_over |= {id(one.value) for one in every if isinstance(one, ast.Expr)}
    joined = [one for one in every if isinstance(one, ast.JoinedStr)]
    passed_over |= {id(part) for one in joined for part in one.values}
    texts = ["".join(one.value if isinstance(one, ast.Constant) else "{}" for one in node.values) for node in joined]
    texts += [one.value for one in every if isinstance(one, ast.Constant) and id(one) not in passed_over]
    return (one for one in texts if isinstance(one, str) and READ.search(one) and "<" not in one)


def test_every_sentence_that_people_read_is_in_the_catalogue() -> None:
    files = [path for folder in FOLDERS for path in sorted((CODE / folder).rglob("*.py"))]
    files += sorted((CODE.parent / "pages").glob("*.py"))
    found = {str(path.relative_to(CODE.parent)): list(outside(path.read_text(encoding="utf-8"))) for path in files}
    assert {name: left for name, texts in found.items() if (left := set(texts) - READ_BY_NOBODY)} == {}


@pytest.mark.parametrize(
    ("source", "is_outside"),
    [
        ('title.show("Nothing was found")', True),
        ('text = f"{number} of {all} have reported"', True),
        ('title.show(_("Nothing was found"))', False),
        ('text = _("{n} of {all} have reported").format(n=n, all=all)', False),
        ('"""A docstring of a module."""', False),
        ('raise PlaceUnusable("There is none at {path}.", path=path)', False),
        ('LOG.warning("It cannot be followed")', False),
    ],
)
def test_a_sentence_outside_the_catalogue_is_found(source: str, is_outside: bool) -> None:
    assert bool(list(outside(source))) is is_outside
