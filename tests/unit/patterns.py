"""Every regular expression of kb/ with the ways it is used, and lines on which one that backtracks takes long."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import kb

WAYS = frozenset({"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
BASE = ".", " ", "1", "*", "_", "[", "(", ")", "a", "A", "-", "<", "\\", "\t", "…", "漢", "\u0627"
SAMPLES = {"int": 1, "str": "b", "bool": True}
MOST_SIGNS = 9  # of a pattern's own, from which pairs are made


@dataclass(frozen=True, order=True)
class Use:
    """A pattern and one way in which it is used; `where` is for the reader of a failure."""

    where: str
    pattern: str | bytes
    flags: int
    way: str

    def work(self, line: str) -> Callable[[], object]:
        """What it does with a line."""
        compiled: re.Pattern[Any] = re.compile(self.pattern, self.flags)
        text: Any = line if isinstance(self.pattern, str) else line.encode()
        if self.way in {"sub", "subn"}:
            return partial(compiled.sub, text[:0], text)
        return partial(compiled.findall if self.way == "finditer" else getattr(compiled, self.way), text)


@cache
def trees() -> Mapping[Path, ast.Module]:
    """The syntax tree of each file of kb in which a pattern may be written or used."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(Path(kb.__path__[0]).rglob("*.py"))}
    used = re.compile(rf"\bre\b|\.(?:{'|'.join(WAYS)})\b")
    return {path: ast.parse(text) for path, text in texts.items() if used.search(text)}


@cache
def modules() -> Mapping[ModuleType, ast.Module]:
    """The modules of kb that use regular expressions, imported, each with its syntax tree."""
    found = {}
    for path, tree in trees().items():
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not any(isinstance(node, ast.ImportFrom) and node.module == "re" for node in imports), path
        if any(alias.name == "re" for node in imports for alias in node.names):
            name = ".".join(path.relative_to(Path(kb.__path__[0]).parent).with_suffix("").parts)
            found[importlib.import_module(name.removesuffix(".__init__"))] = tree
    return found


@cache
def uses() -> tuple[Use, ...]:
    """Every pattern written in kb/, also one put together in a function, with each way in which it is used.

    A compiled pattern is used in the ways in which its name is, anywhere. Raises where a pattern cannot be worked out:
    no pattern goes untested because it is written in a new form.
    """
    by_name: dict[str, set[str]] = {}
    for tree in trees().values():  # also where a pattern is only imported
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in WAYS:
                name = getattr(node.value, "id", None) or getattr(node.value, "attr", None)
                by_name.setdefault(str(name), set()).add(node.attr)
    found: set[Use] = set()
    for module, tree in modules().items():
        for parents in _paths(tree):
            call = parents[-1]
            if not (isinstance(call, ast.Call) and _is_of_re(call.func)):
                continue
            way = call.func.attr  # type: ignore[attr-defined]
            if way == "escape":
                continue
            names = _names(module, (*parents[:-1], call.args[0]))
            compiled = _compiled(call, names)
            above = parents[-2]
            name = (
                above.targets[0].id if isinstance(above, ast.Assign) and isinstance(above.targets[0], ast.Name) else ""
            )
            ways = by_name.get(name, {"search"}) if way == "compile" else {way}
            where = f"{Path(str(module.__file__)).relative_to(kb.__path__[0])}:{call.lineno}"
            found |= {Use(where, compiled.pattern, compiled.flags, one) for one in ways}
    return tuple(sorted(found, key=lambda use: (use.where, str(use.pattern), use.way)))


def kept_by_modules() -> Iterator[re.Pattern[Any]]:
    """The compiled patterns that modules and classes hold, also inside tuples and dictionaries."""
    for module in modules():
        for value in vars(module).values():
            yield from _patterns(value)
            if inspect.isclass(value) and value.__module__ == module.__name__:
                for inner in vars(value).values():
                    yield from _patterns(inner)


def hostile(use: Use) -> Iterator[tuple[str, str, str]]:
    """(start, unit, end): lines are the unit, repeated, between them. From fixed signs and from the pattern's own."""
    signs, sample = _signs(use)
    units = [*BASE, *signs, *(one + other for one, other in product(signs[:MOST_SIGNS], repeat=2))]
    units += [
        "1 ",
        ". ",
        "a ",
        "a-",
        "a b",
        "* a",
        "**a",
        "*a ",
        "_a ",
        "[a](",
        "<a ",
        "Action 1 ",
        "\n",
        sample,
        sample[:-1],
        sample[1:],
    ]
    units += map("".join, product([*signs[:2], " ", "a"], repeat=3))
    for unit in dict.fromkeys(filter(None, units)):
        for start, end in (("", ""), ("", "\0"), (sample[: max(1, len(sample) // 2)], "\0")):
            yield start, unit, end


def _patterns(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from (one for inner in value.values() for one in _patterns(inner))
    elif isinstance(value, tuple | list | frozenset | set):
        yield from (one for inner in value for one in _patterns(inner))


def _is_of_re(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"


def _paths(tree: ast.AST) -> Iterator[tuple[ast.AST, ...]]:
    """Each node of a tree, with those above it before it."""
    found: list[tuple[ast.AST, ...]] = [(tree,)]
    while found:
        here = found.pop()
        yield here
        found += [(*here, child) for child in ast.iter_child_nodes(here[-1])]


def _names(module: ModuleType, parents: Sequence[ast.AST]) -> dict[str, Any]:
    """What the names in a call stand for: the module's, a sample for a parameter, and what is assigned on the way."""
    names: dict[str, Any] = dict(vars(module))
    lines: dict[ast.Assign, None] = {}
    for function in parents:
        if isinstance(function, ast.FunctionDef):
            for parameter in function.args.args:
                written = ast.unparse(parameter.annotation) if parameter.annotation else ""
                names[parameter.arg] = SAMPLES.get(written)
            lines |= {line: None for line in ast.walk(function) if isinstance(line, ast.Assign)}
    wanted = _named(parents[-1])
    needed = [line for line in reversed(lines) if _named(*line.targets) & wanted and not wanted.update(_named(line))]
    for line in reversed(needed):
        exec(compile(ast.Module([line], []), "here", "exec"), names)
    return names


def _named(*nodes: ast.AST) -> set[str]:
    return {node.id for tree in nodes for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _compiled(call: ast.Call, names: dict[str, Any]) -> re.Pattern[Any]:
    given = [call.args[0], *(one.value for one in call.keywords if one.arg == "flags")]
    if call.func.attr in {"compile", "match", "search", "fullmatch", "findall"}:  # type: ignore[attr-defined]
        given += call.args[1:2] if call.func.attr == "compile" else call.args[2:3]  # type: ignore[attr-defined]
    pattern, *flags = [eval(compile(ast.Expression(one), "here", "eval"), names) for one in given]
    return re.compile(pattern, *flags)


def _signs(use: Use) -> tuple[list[str], str]:
    """Signs that a pattern names, and a text of the form it wants."""
    text = use.pattern if isinstance(use.pattern, str) else use.pattern.decode("latin-1")
    signs: dict[str, None] = {}

    def sample(items: Iterable[Any]) -> str:
        return "".join(one(kind, value) for kind, value in items)

    def one(kind: Any, value: Any) -> str:
        if kind in {code.LITERAL, code.NOT_LITERAL}:
            sign = chr(value) if kind is code.LITERAL else ("x" if value != ord("x") else "y")
        elif kind is code.IN:
            inner = [one(*item) for item in value if item[0] is not code.NEGATE]
            sign = next((s for s in "ax1 .é" if s not in inner), "x") if value[0][0] is code.NEGATE else inner[0]
        elif kind is code.RANGE:
            sign = chr(value[0])
        elif kind is code.CATEGORY:
            sign = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a"}.get(value, "é")
        elif kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
            return sample(value[2]) * max(1, value[0])
        elif kind is code.SUBPATTERN:
            return sample(value[3])
        elif kind is code.ATOMIC_GROUP:
            return sample(value)
        elif kind is code.BRANCH:
            branches = [sample(branch) for branch in value[1]]  # the signs of each
            return branches[0]
        elif kind in {code.ASSERT, code.ASSERT_NOT}:
            sample(value[1])
            return ""
        elif kind is code.ANY:
            sign = "a"
        else:
            return ""
        signs[sign] = None
        return sign

    whole = sample(parser.parse(text, use.flags & ~re.UNICODE if isinstance(use.pattern, bytes) else use.flags))
    return list(signs), whole
