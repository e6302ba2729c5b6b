"""What a question asks for: a tree of words, phrases, references to provisions and operators."""

from collections.abc import Iterator
from dataclasses import dataclass


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


Node = Word | Phrase | Provisions | All | Any | Without


def _within(node: Node) -> str:
    return f"({node})" if isinstance(node, All | Any) else str(node)


@dataclass(frozen=True)
class Reading:
    """A question as it was read: `tree` is None when nothing is asked for; `mended` says what could not be read so."""

    tree: Node | None
    mended: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The reading as a question that reads the same again."""
        return "" if self.tree is None else str(self.tree)

    @property
    def leaves(self) -> tuple[Word | Phrase | Provisions, ...]:
        """What may be found, without what is asked to be absent."""
        return tuple(_leaves(self.tree)) if self.tree else ()


def _leaves(node: Node) -> Iterator[Word | Phrase | Provisions]:
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from _leaves(part)
    elif not isinstance(node, Without):
        yield node
