"""What was found of an instrument in a document, and the report of it in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from kb.ingest.official.lines import Line

SHOWN = 20
CONTENTS = "entry of a list of contents"


@dataclass(frozen=True)
class ProvisionRef:
    """A provision of the knowledge base whose wording is looked for.

    number   "5.2", "7.1(k)" or, for a part that only the knowledge base tells apart, "5.1 (medical care)";
             for a plan the action's number, "20"
    chapter  title of its chapter, with or without numeral; helps to tell a heading in a text without marks
    """

    id: str
    number: str
    chapter: str = ""


@dataclass(frozen=True)
class Found:
    """The wording of one provision, in the paragraphs of the document; its own number is not part of it."""

    id: str
    number: str
    paragraphs: tuple[str, ...]
    where: str
    line: int

    @property
    def text(self) -> str:
        """The paragraphs with an empty line between them."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True)
class Ambiguity:
    """A number whose wording is not certain: every place where it begins, and why it is not certain."""

    number: str
    where: tuple[str, ...]
    lines: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Unplaced:
    """A paragraph that belongs to no number, or to one that could not be told."""

    line: Line
    text: str
    reason: str


@dataclass(frozen=True)
class Placement:
    """The outcome of placing a document's text on an instrument's numbers.

    found      provisions whose wording is certain: these alone may be loaded
    missing    provisions whose number does not begin anywhere
    ambiguous  numbers that are not certain, also such that the instrument does not have
    unplaced   text that belongs to no number
    remarks    what a person should look at; none of it prevents loading
    covered    parts without a number of their own, with the number whose wording covers them
    left_out   page headers, footers and notes, each once
    headings   what was read as a heading and ended the text above it
    titles     headings and titles that ended no text
    """

    instrument: str
    found: tuple[Found, ...]
    missing: tuple[ProvisionRef, ...]
    ambiguous: tuple[Ambiguity, ...]
    unplaced: tuple[Unplaced, ...]
    remarks: tuple[str, ...]
    covered: tuple[tuple[ProvisionRef, str], ...] = ()
    left_out: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The placement that dataclasses.asdict made this of, also after JSON."""
        return cls(
            instrument=told["instrument"],
            found=tuple(Found(**{**one, "paragraphs": tuple(one["paragraphs"])}) for one in told["found"]),
            missing=tuple(ProvisionRef(**one) for one in told["missing"]),
            ambiguous=tuple(
                Ambiguity(one["number"], tuple(one["where"]), tuple(one["lines"]), one["reason"])
                for one in told["ambiguous"]
            ),
            unplaced=tuple(Unplaced(Line(**one["line"]), one["text"], one["reason"]) for one in told["unplaced"]),
            covered=tuple((ProvisionRef(**ref), number) for ref, number in told["covered"]),
            **{name: tuple(told[name]) for name in ("remarks", "left_out", "headings", "titles")},
        )

    @property
    def complete(self) -> bool:
        """Whether no number is missing."""
        return not self.missing

    @property
    def unambiguous(self) -> bool:
        """Whether the text may be loaded whole.

        Each needed number begins exactly once, in its order, with wording of its own whose end is certain, and
        the document holds no action that the instrument does not have.
        """
        return bool(self.found) and self.complete and not self.ambiguous

    def report(self) -> str:
        """What was found, what is missing and what could not be placed, in plain words, several lines."""
        lines = [
            f"{self.instrument}: {_count(len(self.found), 'number')} found, {len(self.missing)} missing,"
            f" {len(self.ambiguous)} ambiguous."
        ]
        if self.found:
            lines.append(f"Found: {', '.join(found.number for found in self.found)}.")
        for number in dict.fromkeys(number for _, number in self.covered):
            parts = ", ".join(ref.number for ref, other in self.covered if other == number)
            lines.append(f"Without a number of their own, covered by {number}: {parts}.")
        if self.missing:
            lines.append(f"Missing: {', '.join(ref.number for ref in self.missing)}.")
        lines += _listed(
            "Ambiguous", [f"{one.number} ({', '.join(one.where)}): {one.reason}" for one in self.ambiguous]
        )
        contents = [one for one in self.unplaced if one.reason == CONTENTS]
        lines += _listed(
            "Could not be placed",
            [
                f"{one.line.where}: “{_short(one.text)}”: {one.reason}"
                for one in self.unplaced
                if one.reason != CONTENTS
            ],
        )
        if contents:
            lines.append(f"List of contents, {contents[0].line.where}: {_count(len(contents), 'line')} left out.")
        lines += _listed("Please look at", self.remarks)
        lines += _listed("Read as headings, which end the text above them", self.headings)
        if self.titles:
            lines.append(f"Other headings and titles: {_count(len(self.titles), 'line')}.")
        lines += _listed("Left out as page header, page footer or note", [f"“{_short(t)}”" for t in self.left_out])
        lines.append(self._verdict())
        return "\n".join(lines)

    def _verdict(self) -> str:
        if self.unambiguous:
            return "Every number is unambiguous: the wording can be loaded."
        reasons = []
        if self.missing:
            reasons.append(f"{_count(len(self.missing), 'number')} missing")
        if self.ambiguous:
            reasons.append(f"{_count(len(self.ambiguous), 'number')} ambiguous")
        if not self.found:
            return f"Nothing can be loaded: {' and '.join(reasons) or 'no number was found'}."
        return (
            f"Not to be loaded as it is: {' and '.join(reasons)}. Use a complete copy, or --partial to load"
            f" the {_count(len(self.found), 'number')} found without doubt."
        )


def _listed(title: str, items: Sequence[str]) -> list[str]:
    """Title with the count, the first items, and how many more there are; nothing for no items."""
    if not items:
        return []
    lines = [f"{title} ({len(items)}):", *(f"  {item}" for item in items[:SHOWN])]
    if len(items) > SHOWN:
        lines.append(f"  ... and {len(items) - SHOWN} more")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
