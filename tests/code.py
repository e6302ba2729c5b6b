"""The code as Python parses it, each module once for all tests of a worker that walk through it."""

import ast
from functools import cache


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Everything in the text of a module, parts after what they are in."""
    return tuple(ast.walk(ast.parse(source)))


@cache
def calls(source: str) -> tuple[tuple[str, ast.Call], ...]:
    """The calls in it, each with the name of what is called as written: `desk.make`; "" for what has no such name."""
    return tuple((dotted(one.func), one) for one in nodes(source) if isinstance(one, ast.Call))


def dotted(node: ast.expr) -> str:
    """A name with what stands before it, as written; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
