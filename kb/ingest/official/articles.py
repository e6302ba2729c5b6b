"""Places the lines of a convention: its articles, their paragraphs and points."""

import re
from typing import NamedTuple

from kb.ingest.official.labels import Label, is_unfinished
from kb.ingest.official.table import Builder, Place
from kb.ingest.text.numerals import roman_value
from kb.ingest.text.wrapping import reads_like_title

_PARAGRAPH = re.compile(r"^(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])(?:\s|(?=[\"“A-Z])|$)")
_POINT = re.compile(r"^\(?(?P<letter>[a-z])(?:\)|\.(?=\s))")
_SUBPOINT = re.compile(r"^\(?(?P<roman>[ivx]{1,5})\)(?:\s|$)")
_ODD = re.compile(r"^[\[(]?[^\s()\[\]]{1,2}[)\]](?:\s|$)")
_NOWHERE = "its number fits nowhere here"


class _Mark(NamedTuple):
    """What a line begins with. kind: "paragraph", "point", "subpoint" (also "(i)", "(x)"), "odd"; "" for none."""

    kind: str
    number: str = ""
    style: str = ""


class Articles:
    """Places every line that is left of a convention."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._steps: tuple[str, ...] = ()  # the number of what began last
        self._style = ""  # signs around a paragraph's number, one style in an article
        self._subpoint = 0
        self._expects_title = False
        self._of_part: list[int] = []

    def place(self) -> None:
        open_ = [at for at, _ in self._builder.pairs()]
        marks = {at: _mark(self._builder.lines[at].text) for at in open_}
        for index, at in enumerate(open_):
            if label := self._builder.labels.get(at):
                self._article(at, label)
            elif not self._steps:
                self._builder.put(at, Place.CHAPTER if self._builder.is_heading(at) else Place.OUTSIDE)
            else:
                below = (marks[one] for one in open_[index + 1 :])
                self._inside(at, marks[at], next((mark for mark in below if mark.kind), _Mark("")))

    def _article(self, at: int, label: Label) -> None:
        expected = str(int(self._steps[0]) + 1) if self._steps else label.steps[0]
        self._begin(at, label.steps, f"Article {expected}", is_next=label.steps == (expected,))
        self._expects_title, self._style = not label.rest, ""

    def _begin(self, at: int, steps: tuple[str, ...], expected: str, *, is_next: bool) -> None:
        self._builder.begin(at, steps, "" if is_next else f"{expected} does not stand before it")
        self._steps, self._subpoint, self._of_part = steps, 0, [at]
        self._look_for_hidden(at)

    def _inside(self, at: int, mark: _Mark, below: _Mark) -> None:
        text, builder = self._builder.lines[at].text, self._builder
        expected, self._expects_title = self._expects_title, False
        if not mark.kind and expected and (builder.is_heading(at) or reads_like_title(text, 20)):
            builder.put(at, Place.SKIP)
        elif not mark.kind and builder.is_heading(at):
            builder.put(at, Place.CHAPTER, "is a heading inside an article")
        elif not mark.kind:
            self._go_on(at, text)
        elif mark.kind == "odd" or (mark.kind == "paragraph" and self._style not in {"", mark.style}):
            self._add(at, _NOWHERE)
        elif mark.kind == "paragraph":
            number = int(self._steps[1]) + 1 if len(self._steps) > 1 and self._steps[1].isdigit() else 1
            self._style = mark.style
            is_next = mark.number == str(number)
            self._begin(at, (self._steps[0], mark.number), f"paragraph {number}", is_next=is_next)
        elif mark.kind == "point" or self._is_letter(mark, below):
            letter = self._next_letter()
            self._begin(at, (*self._head(), mark.number), f"point ({letter})", is_next=mark.number == letter)
        else:
            self._subpoint = roman_value(mark.number)
            self._add(at)

    def _go_on(self, at: int, text: str) -> None:
        """A line without a number: certain only where a sentence goes on, or below the article's own number."""
        above = self._builder.lines[self._of_part[-1]].text
        is_bare = len(self._of_part) == 1 and len(above.split()) < 3
        is_deep = len(self._steps) > 1 or len(self._of_part) > 1
        if text.isupper() and len(text) >= 8 and reads_like_title(text, 15):
            self._add(at, "may be a heading, or a page's header")
        elif is_deep and not is_bare and not is_unfinished(above) and not above.endswith(":"):
            self._add(at, "has no number: it may be a paragraph of its own")
        else:
            self._add(at)

    def _add(self, at: int, why: str = "") -> None:
        begun = self._builder.lines[self._of_part[0]].text
        is_bare = len(self._of_part) == 1 and re.fullmatch(r"\(?\w{1,3}[.)]", begun)  # a number on a line of its own
        self._builder.put(at, Place.JOINED if is_bare else Place.ABOVE, why)
        self._of_part.append(at)
        self._look_for_hidden(at)

    def _head(self) -> tuple[str, ...]:
        """The article or paragraph that points stand under."""
        return self._steps[:-1] if self._steps[-1].isalpha() else self._steps

    def _next_letter(self) -> str:
        return chr(ord(self._steps[-1]) + 1) if self._steps[-1].isalpha() else "a"

    def _is_letter(self, mark: _Mark, below: _Mark) -> bool:
        """Whether "(i)", "(v)" or "(x)" is the next point: by what is expected and what follows."""
        value = roman_value(mark.number)
        if mark.number != self._next_letter() or 0 < self._subpoint == value - 1:
            return False
        return below.kind != "subpoint" or roman_value(below.number) != value + 1

    def _look_for_hidden(self, at: int) -> None:
        """Mark a line in which the next number stands after a clause: its line break may be lost."""
        paragraph = next((one for one in self._steps[1:2] if one.isdigit()), "0")
        if hidden := _hidden(self._builder.lines[at].text, self._next_letter(), str(int(paragraph) + 1)):
            self._builder.doubt(at, f"another number may begin in it: {hidden}")


def _hidden(text: str, letter: str, number: str) -> str:
    """That letter or number where it stands after a clause and before what begins like a text; "" where it does not."""
    match = re.search(rf"[.;:]\s(?:and\s|or\s)?\(?(?:{letter}\)\s?|{number}[.)]\s)[\"“A-Z]", text)
    return match[0][2:-1].strip() if match else ""


def _mark(text: str) -> _Mark:
    if match := _PARAGRAPH.match(text):
        return _Mark("paragraph", match["number"], f"{match['open']}{match['close']}")
    if match := _POINT.match(text):
        return _Mark("subpoint" if match["letter"] in "ivx" else "point", match["letter"])
    if match := _SUBPOINT.match(text):
        return _Mark("subpoint", match["roman"])
    return _Mark("odd" if _ODD.match(text) else "")
