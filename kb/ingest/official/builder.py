"""The placement table while it is made: the lines that are left to place, the labels in them, and their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kb.ingest.official.ids import Wanted, number_of
from kb.ingest.official.labels import Label, label_of, wants_more
from kb.ingest.official.table import Line, Place
from kb.ingest.text.wrapping import reads_like_title


class Builder:
    """Places lines one by one. kinds: of the document's paragraphs. labels: the actions or articles, by their line."""

    def __init__(self, lines: Sequence[Line], kinds: Sequence[str], wanted: Wanted) -> None:
        self.lines = list(lines)
        self.kinds = kinds
        self.wanted = wanted
        self.labels: dict[int, Label] = {}
        self._begun: dict[str, int] = {}

    def put(self, at: int, place: str, why: str = "") -> None:
        """Place a line; what was unclear in it stays so."""
        self.lines[at] = replace(self.lines[at], place=place, why=self.lines[at].why or why)

    def begin(self, at: int, steps: Sequence[str], why: str = "") -> None:
        """A line that begins a provision; where it has begun before, neither is certain."""
        id_ = self.wanted.id_of(steps)
        if id_ in self._begun:
            why = f"{number_of(id_)} begins more than once"
            self.doubt(self._begun[id_], why)
        self._begun.setdefault(id_, at)
        self.put(at, id_, why)

    def doubt(self, at: int, why: str) -> None:
        """Mark a placed line as unclear."""
        self.put(at, self.lines[at].place, why)

    def is_heading(self, at: int) -> bool:
        """Whether the document marks a line as a heading, and it reads like one."""
        return self.kinds[at] == "heading" and reads_like_title(self.lines[at].text)

    def pairs(self) -> Iterator[tuple[int, int | None]]:
        """The lines that are left, each with the one after it."""
        yield from pairwise([*(at for at, line in enumerate(self.lines) if not line.place), None])

    def find_labels(self) -> None:
        """Find where actions or articles begin; the entries of a list of contents are placed aside."""
        above = ""
        for at, after in self.pairs():
            text, below = self.lines[at].text, "" if after is None else self.lines[after].text
            label = label_of(text, self.wanted.unit)
            is_reference = label and label.is_lone and (wants_more(above) or below[:1].islower())
            if label and (not is_reference or self.is_heading(at)):
                self.labels[at] = label
            above = text
        low = {at for at, label in self.labels.items() if label.is_low}
        begun = {label.steps for at, label in self.labels.items() if at not in low}
        if len(low) < 3 or any(self.labels[at].steps in begun for at in low):  # sentences that speak of actions
            self.labels = {at: label for at, label in self.labels.items() if at not in low}
        self._put_contents_aside()

    def _put_contents_aside(self) -> None:
        """Labels that begin again further down, where they end in a page's number or have only a title below."""
        last = {label.steps: at for at, label in self.labels.items()}
        open_ = [at for at, _ in self.pairs()]
        entries: list[int] = []
        for at, following in pairwise([*self.labels, len(self.lines)]):
            label, below = self.labels[at], [one for one in open_ if at < one < following]
            is_title = all(reads_like_title(self.lines[one].text, 20) for one in below)
            is_bare = (self.wanted.articles or not label.rest) and len(below) < 2 and is_title
            if last[label.steps] > at and (is_bare or re.search(r"\D\s\d{1,3}$", self.lines[at].text)):
                entries += [at, *(below if is_bare else [])]
        for at in entries:
            self.put(at, Place.SKIP)
            self.labels.pop(at, None)
