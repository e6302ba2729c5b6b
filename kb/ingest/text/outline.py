"""The outline of a contribution: its headings and hints, as they are printed and as they are read back.

It comes back rearranged, cut and typed over. A heading says which line, action and assessment the paragraphs below it
are about, until the next one: a proposal, which counts as soon as a person confirms it. A paragraph whose own number is
that of another action has no proposal. Hints and untouched headings are no passages.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kb.domain.catalogue import gettext as _
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS
from kb.ingest.text.passages import Document
from kb.workflow.submission import Coding, SubmittedPassage

TITLE = _("Outline of a contribution")
_HINT = re.compile(r" ?\[Hint: [^\[\]]*\]")
# What ends the name of a line or an action in a heading: "Action 23: ...", "Action 23. ...", "Action 23 - ...".
_AFTER_NAME = re.compile(r": |\. |, | [-–—] |[.:]$")


@dataclass(frozen=True)
class OutlineText:
    """What was read: the passages, the discussion lines that have some, and how many paragraphs are no passage."""

    parts: tuple[SubmittedPassage, ...]
    lines: tuple[str, ...]
    left_out: int


@dataclass(frozen=True)
class _Subject:
    """What the paragraphs below a heading are about."""

    line: str | None = None
    provision: str | None = None
    assessment: str | None = None

    @property
    def proposed(self) -> tuple[Coding, ...]:
        """The coding that a person is to confirm; a line alone says none."""
        is_said = self.provision or (self.line and self.assessment)
        return ((self.provision, self.assessment),) if is_said else ()


@dataclass(frozen=True)
class Outline:
    """The words of an outline, by the codes that are known."""

    words: Vocabulary

    def line(self, code: str) -> str:
        """The heading of a discussion line."""
        return f"{self.words.short['line'][code]}: {self.words.label('line', code)}"

    def provision(self, code: str) -> str:
        """The heading of an action or article; its code stands in it where another instrument has one of that name."""
        label = self.words.label("provision", code)
        return label if self._unique.get(_folded(self.words.short["provision"][code])) else f"{label} ({code})"

    def number(self, subject: str, place: int) -> str:
        """The number of a paragraph below the heading of a line or an action: 23.1."""
        return f"{self._number(subject)}.{place}"

    def _number(self, subject: str) -> str:
        """The number of an action or article without what is said of it; of a line its letter."""
        return self.words.labels["number"].get(subject, subject).split(" ", 1)[0]

    @staticmethod
    def hint(text: str) -> str:
        """Words for the writer, left out when they come back."""
        return f"[Hint: {text.translate({ord('['): '(', ord(']'): ')'})}]"

    def read(self, document: Document) -> OutlineText:
        """The passages of a document that may be an outline; of any other they are its paragraphs."""
        parts: list[SubmittedPassage] = []
        lines: list[str] = []
        subject = _Subject()
        for number, one in enumerate(document.paragraphs, start=1):
            if self._is_printed(one.text, subject):
                subject = self._below(one.text, subject)
                continue
            text = _HINT.sub("", one.text).strip()
            if text != one.text and not any(map(str.isalpha, text)):
                continue
            if one.kind == "heading":
                subject = self._below(one.text, subject)
                parts.append(SubmittedPassage(text, sources=(number,)))
                continue
            parts.append(SubmittedPassage(text, sources=(number,), proposed=self._proposed(text, subject)))
            if subject.line and subject.line not in lines:
                lines.append(subject.line)
        return OutlineText(tuple(parts), tuple(lines), len(document.paragraphs) - len(parts))

    def _proposed(self, text: str, subject: _Subject) -> tuple[Coding, ...]:
        """What the headings say of a paragraph; nothing where its own number is that of another action or line."""
        first = text.split(" ", 1)[0].strip("().").casefold()
        own, _dot, place = first.rpartition(".")
        expected = self._number(subject.provision or subject.line or "").casefold()
        is_other = place.isdecimal() and own in self._numbers and own != expected
        return () if is_other else subject.proposed

    def _below(self, heading: str, before: _Subject) -> _Subject:
        """What stands below a heading; one that says nothing known ends what the action before it said."""
        name = _folded(_AFTER_NAME.split(heading, maxsplit=1)[0])
        if _folded(heading) in self._assessments:
            return replace(before, assessment=self._assessments[_folded(heading)])
        if name in self._lines:
            return _Subject(self._lines[name])
        whole = self._headings.get(_folded(heading))
        return _Subject(before.line, whole or self._unique.get(name))

    def _is_printed(self, text: str, subject: _Subject) -> bool:
        """Whether a paragraph is a heading as the outline prints it; an assessment is one below a line or an action."""
        is_assessment = _folded(text) in self._assessments and subject != _Subject()
        return is_assessment or _folded(text) in self._headings or text.startswith(f"{TITLE}: ")

    @cached_property
    def _lines(self) -> Mapping[str, str]:
        """Discussion lines by what they are called in a heading."""
        return {_folded(self.words.short["line"][code]): code for code in self.words.short["line"]}

    @cached_property
    def _unique(self) -> Mapping[str, str]:
        """Actions and articles by what they are called in a heading, where that means one alone."""
        named = {code: _folded(name) for code, name in self.words.short["provision"].items()}
        often = Counter(named.values())
        return {name: code for code, name in named.items() if often[name] == 1}

    @cached_property
    def _assessments(self) -> Mapping[str, str]:
        return {_folded(name): code.value for code, name in ASSESSMENTS.items()}

    @cached_property
    def _headings(self) -> Mapping[str, str | None]:
        """The headings as they are printed, each with its action or article, if it has one."""
        headings: dict[str, str | None] = {_folded(self.line(code)): None for code in self.words.short["line"]}
        return headings | {_folded(self.provision(code)): code for code in self.words.labels["provision"]}

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """What stands before the place in the number of a paragraph."""
        codes = (*self.words.labels["number"], *self.words.short["line"])
        return frozenset(self._number(code).casefold() for code in codes)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
