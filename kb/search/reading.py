"""What a question asks for: a tree of words, phrases, references to provisions and operators."""

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Word:
    """One word; `prefix`: any word that begins so."""

    text: str
    prefix: bool = False

    def __str__(self) -> str:
        return f"{self.text}*" if self.prefix else self.text


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side."""

    words: tuple[str, ...]
    said: str

    def __str__(self) -> str:
        return f"“{self.said}”"


@dataclass(frozen=True)
class Provisions:
    """A reference to an action or article, and the provisions it names."""

    said: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True)
class All:
    """Everything that fits all parts. `typed`: whether the reader joined them with AND or parentheses."""

    parts: tuple["Node", ...]
    typed: bool = False

    def __str__(self) -> str:
        return (" AND " if self.typed else " ").join(_within(part) for part in self.parts)


@dataclass(frozen=True)
class Any:
    """Everything that fits one of the parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(_within(part) for part in self.parts)


@dataclass(frozen=True)
class Without:
    """Everything that does not fit the part."""

    part: "Node"

    def __str__(self) -> str:
        return f"NOT {_within(self.part)}"


@dataclass(frozen=True)
class Term:
    """Words that mean one thing together, such as the name of a theme; see synonyms.py."""

    words: tuple[str, ...]
    said: str

    def __str__(self) -> str:
        return self.said


Leaf = Word | Phrase | Provisions | Term
Node = Leaf | All | Any | Without


def _within(node: Node) -> str:
    return f"({node})" if isinstance(node, All | Any) else str(node)


@dataclass(frozen=True)
class Reading:
    """A question as it was read: `tree` is None when nothing is asked for; `mended` says what could not be read so.

    `completed`: the last word, which nothing published has, is taken as the beginning of one.
    """

    tree: Node | None
    mended: tuple[str, ...] = ()
    completed: bool = False

    @property
    def said(self) -> str:
        """The reading as a question that reads the same again."""
        return "" if self.tree is None else str(self.tree)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What may be found, without what is asked to be absent."""
        return tuple(_leaves(self.tree)) if self.tree else ()

    @property
    def last(self) -> Word | None:
        """The word at the very end, if it is a whole word that is to be found."""
        node = self.tree
        while isinstance(node, All | Any):
            node = node.parts[-1]
        return node if isinstance(node, Word) and not node.prefix else None

    def with_last_begun(self) -> "Reading":
        """The same with the last word as the beginning of one."""
        return self if self.tree is None else replace(self, tree=_begun(self.tree), completed=True)

    def with_begun(self, word: Word, beginning: str) -> Node | None:
        """The tree with a word of it cut to its beginning, which any word may have."""
        return self.tree and _with(self.tree, word, Word(beginning, prefix=True))


def _with(node: Node, old: Word, new: Word) -> Node:
    """The node with one word for another."""
    if isinstance(node, All | Any):
        return replace(node, parts=tuple(_with(part, old, new) for part in node.parts))
    return new if node == old else node


def _begun(node: Node) -> Node:
    if isinstance(node, All | Any):
        return replace(node, parts=(*node.parts[:-1], _begun(node.parts[-1])))
    return replace(node, prefix=True) if isinstance(node, Word) else node


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from _leaves(part)
    elif not isinstance(node, Without):
        yield node
