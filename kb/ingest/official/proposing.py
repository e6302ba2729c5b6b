"""The proposal: a document's paragraphs -> the placement table, with what a person must look at marked as unclear."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.ingest.official import labels
from kb.ingest.official.articles import Articles
from kb.ingest.official.labels import NUMBERED, Label, Wanted, steps_of
from kb.ingest.official.table import Builder, Line, Place
from kb.ingest.text.page_signs import has_leaders, page_sign
from kb.ingest.text.passages import Paragraph
from kb.ingest.text.wrapping import reads_like_title

_READING = "the order of its words on the page is not certain"
_GOES_ON = re.compile(r"^(?:[a-z]|\([a-z]{1,4}\)|[-–—•·*])")


def propose(paragraphs: Sequence[Paragraph], wanted: Wanted) -> tuple[Line, ...]:
    """Every paragraph as a line with its place. Nothing is guessed in silence: what is not certain is unclear."""
    lines = [
        Line(number, one.place.page if one.place else None, one.text, "", _READING if one.is_unsure else "")
        for number, one in enumerate(paragraphs, start=1)
    ]
    builder = Builder(lines, [one.kind for one in paragraphs], wanted)
    for at, why in _aside(lines, builder).items():
        builder.put(at, Place.SKIP, why)
    builder.find_labels()
    if wanted.articles:
        Articles(builder).place()
    else:
        _Actions(builder).place()
    return tuple(_joined(builder.lines, at) for at in range(len(lines)))


def _aside(lines: Sequence[Line], builder: Builder) -> dict[int, str]:
    """Which lines belong to pages and not to the text, each with why that is not certain; "" where it is.

    They are notes, symbols of documents, numbers of pages, entries of a list of contents with leaders, and titles
    that come again and again.
    """
    aside: dict[int, str] = {}
    running: list[int] = []
    for at, line in enumerate(lines):
        sign = page_sign(line.text)
        if sign or builder.kinds[at] == "footnote" or has_leaders(line.text):
            aside[at] = ""
        elif sign is None:
            aside[at] = "may be a page's number, or a word of the text"
        elif _may_run(line.text, builder.wanted.unit) and not (at and labels.label_of(lines[at - 1].text, "Article")):
            running.append(at)
    titles = Counter(labels.bare_title(lines[at].text) for at in running)
    for at in running:
        if titles[labels.bare_title(lines[at].text)] > 1 and builder.kinds[at] != "heading":
            aside[at] = "comes several times and may be a page's header"
    return aside


def _may_run(text: str, unit: str) -> bool:
    """Whether a line may be a title that runs through the document: no number, no chapter."""
    return (
        reads_like_title(text, 14)
        and not labels.is_numbered_chapter(text)
        and not text.casefold().startswith(unit.casefold())
        and not re.match(r"\(?(?:\d+|[a-z]{1,4})[.)]", text, re.IGNORECASE)
    )


class _Actions:
    """Places the lines of a plan: its actions, chapters, and what is the document's own."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._wanted = builder.wanted
        self._titles = {labels.bare_title(chapter) for chapter in builder.wanted.chapters} - {""}
        self._last: Label | None = None  # the last action that began
        self._of_last: list[int] = []  # its lines, while it goes on
        self._loose: list[int] = []  # of these, further paragraphs without a number
        self._has_text = self._under_heading = False
        self._item = 0  # last numbered item in the action
        self._paragraph = 0  # last numbered paragraph of the document, outside the actions

    def place(self) -> None:
        for at, after in self._builder.pairs():
            label = self._builder.labels.get(at)
            if label and label.is_continuation and self._last and label.steps == self._last.steps:
                self._builder.put(at, Place.SKIP)
            elif label:
                self._begin(at, label)
            elif not self._heading(at, before_label=after in self._builder.labels):
                self._text(at, before_label=after in self._builder.labels)
        for at in self._loose:
            self._builder.doubt(at, "may come after the last action")
        self._end()

    def _begin(self, at: int, label: Label) -> None:
        self._end()
        self._builder.begin(at, label.steps, self._out_of_order(label))
        self._last, self._has_text, self._of_last, self._loose = label, bool(label.rest), [at], []
        self._item, self._under_heading = 0, False

    def _end(self) -> None:
        if self._of_last and not self._has_text:
            self._builder.doubt(self._of_last[0], "nothing stands below its number")
        self._of_last = []

    def _out_of_order(self, label: Label) -> str:
        """Why it is not certain that the action begins here; "" where it is the next."""
        ids, last = [steps_of(id_) for id_ in self._wanted.ids], self._last.steps if self._last else ()
        if ids and label.steps not in ids:
            return f"there is no such number in {self._wanted.code}: is this another document?"
        if not last or last in ids:
            following = ids[ids.index(last) + 1 if last else 0 :][:1] or ([] if last else [("1",), ("1", "1")])
        else:
            following = [(*last[:-1], str(int(last[-1]) + 1)), *([(str(int(last[0]) + 1), "1")] if last[1:] else [])]
        if label.steps in following:
            return ""
        expected = f"{self._wanted.unit} {'.'.join(following[0])}" if following else ""
        return f"{expected} does not stand before it" if expected else "comes after the last one"

    def _heading(self, at: int, *, before_label: bool) -> bool:
        """Place a heading; False where the line is none."""
        text = self._builder.lines[at].text
        title = labels.bare_title(text)
        is_numbered = labels.is_numbered_chapter(text)
        is_sure = self._builder.is_heading(at) or is_numbered or title in self._titles
        if not is_sure and not labels.may_be_heading(text):
            return False
        is_certain = is_sure or (before_label and text.isupper())
        self._builder.put(at, Place.CHAPTER, "" if is_certain else "may be a heading, or part of the text")
        self._titles |= {title} if is_numbered else set()
        self._end()
        self._under_heading = bool(self._last)
        return True

    def _text(self, at: int, *, before_label: bool) -> None:
        """Place a line that is neither label nor heading."""
        text = self._builder.lines[at].text
        numbered = NUMBERED.match(text)
        number = int(numbered["number"]) if numbered else 0
        if not self._of_last:
            is_cut = self._under_heading and bool(_GOES_ON.match(text))
            self._outside(at, number, "may go on with what stands above the heading" if is_cut else "")
            self._under_heading = False
        elif before_label and self._has_text and (text.endswith(":") or reads_like_title(text, 8)):
            # A sentence that introduces the next action, or a heading; else the end of the action.
            is_introduction = text.endswith(":")
            is_sure = is_introduction and not re.search(r"\D[.;]\s", text)
            why = "" if is_sure else "may be the end of what stands above, or belong to what comes"
            self._outside(at, number, why) if is_introduction else self._add(at, why)
        elif number and number != self._item + 1:
            if number == self._paragraph + 1:
                self._outside(at, number)
            else:
                self._add(at, f"is numbered {number}, which follows on nothing")
        else:
            both = number and self._paragraph and number == self._paragraph + 1
            if not number and self._has_text and not _GOES_ON.match(text):
                self._loose.append(at)
            self._item = number or self._item
            self._add(at, "may be an item of the action, or the document's own paragraph" if both else "")

    def _add(self, at: int, why: str = "") -> None:
        self._builder.put(at, Place.ABOVE, why)
        self._has_text = True
        self._of_last.append(at)

    def _outside(self, at: int, number: int, why: str = "") -> None:
        self._builder.put(at, Place.OUTSIDE, why)
        self._paragraph = number or self._paragraph
        self._end()


def _joined(table: Sequence[Line], at: int) -> Line:
    """The line, joined to the one above a page's end that broke off in a sentence."""
    line, above = table[at], at - 1
    while above > 0 and table[above].place == Place.SKIP:
        above -= 1
    is_broken = at - above > 1 and table[above].place != Place.CHAPTER and labels.is_unfinished(table[above].text)
    if line.place == Place.ABOVE and is_broken and line.text[:1].islower():
        return replace(line, place=Place.JOINED)
    return line
