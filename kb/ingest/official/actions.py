"""Places the lines of a plan: its actions, chapters, and what is the document's own."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kb.ingest.documents.wrapping import reads_like_title
from kb.ingest.official import forms
from kb.ingest.official.forms import NUMBERED, Label
from kb.ingest.official.ids import Wanted, number_of
from kb.ingest.official.reader import Reader
from kb.ingest.official.table import Place

_GOES_ON = re.compile(r"^(?:[a-z]|\([a-z]{1,4}\)|[-–—•·*])")


def place_actions(reader: Reader, wanted: Wanted) -> None:
    """Place every line that is left."""
    _Actions(reader, wanted).place()


class _Actions:
    def __init__(self, reader: Reader, wanted: Wanted) -> None:
        self._reader = reader
        self._wanted = wanted
        self._labels = _labels(reader)
        self._titles = {forms.bare_title(chapter) for chapter in wanted.chapters if chapter}
        self._ended_by: set[str] = set()  # titles of headings below the first action
        self._last: Label | None = None  # the last action that began
        self._is_inside = False  # whether that action goes on
        self._has_text = False
        self._under_heading = False
        self._item = 0  # last numbered item in the action
        self._paragraph = 0  # last numbered paragraph of the document, outside the actions
        self._of_last: list[int] = []  # the lines of the last action
        self._loose: list[int] = []  # of these, further paragraphs without a number

    def place(self) -> None:
        for at, after in self._reader.pairs():
            label = self._labels.get(at)
            if label and label.is_continuation and self._last and label.number == self._last.number:
                self._reader.put(at, Place.SKIP)
            elif label:
                self._begin(at, label)
            else:
                before_label = after is not None and after in self._labels
                if not self._heading(at, before_label=before_label):
                    self._text(at, before_label=before_label)
        self._end(is_last=True)

    def _begin(self, at: int, label: Label) -> None:
        self._end()
        id_ = self._wanted.id_of(label.steps)
        self._reader.begin(at, id_, self._out_of_order(id_, label))
        self._last, self._is_inside, self._has_text = label, True, bool(label.rest)
        self._item, self._under_heading, self._of_last, self._loose = 0, False, [at], []

    def _out_of_order(self, id_: str, label: Label) -> str:
        """Why it is not certain that the action begins here; "" where it is the next."""
        if self._wanted.ids and id_ not in self._wanted.ids:
            return f"there is no Action {label.number} in {self._wanted.code}: is this another document?"
        following = self._next()
        if label.steps in following:
            return ""
        if not following:
            return "comes after the last action"
        missing = ".".join(following[0])
        for at in self._of_last:
            if _hides(self._reader.texts[at].text, missing):
                self._reader.doubt(at, f"Action {missing} is missing and may begin in it")
        return f"Action {missing} does not stand before it"

    def _next(self) -> list[tuple[str, ...]]:
        """The numbers that may come next, the likeliest first."""
        ids = [tuple(id_.partition("-")[2].split(".")) for id_ in self._wanted.ids]
        if self._last is None:
            return ids[:1] or [("1",), ("1", "1")]
        steps = self._last.steps
        if steps in ids:
            return ids[ids.index(steps) + 1 :][:1]
        number = int(steps[-1]) + 1
        return [(*steps[:-1], str(number)), *([(str(int(steps[0]) + 1), "1")] if len(steps) > 1 else [])]

    def _heading(self, at: int, *, before_label: bool) -> bool:
        """Place a heading; False where the line is none."""
        text = self._reader.texts[at].text
        title = forms.bare_title(text)
        is_numbered = forms.is_numbered_chapter(text)
        is_sure = self._reader.is_heading(at) or is_numbered or (title in self._titles and bool(title))
        if not is_sure and not (forms.may_be_heading(text) and not NUMBERED.match(text)):
            return False
        why = "" if is_sure or (before_label and text.isupper()) else "may be a heading, or part of the text"
        if self._last and title in self._ended_by:
            why = "comes several times and may be a page's header"
        self._titles |= {title} if is_numbered else set()
        self._ended_by |= {title} if self._last else set()
        self._reader.put(at, Place.CHAPTER, why)
        self._is_inside, self._under_heading = False, bool(self._last)
        return True

    def _text(self, at: int, *, before_label: bool) -> None:
        """Place a line that is neither label nor heading."""
        text = self._reader.texts[at].text
        numbered = NUMBERED.match(text)
        number = int(numbered["number"]) if numbered else 0
        introduces = before_label and text.endswith(":")
        if not self._is_inside:
            cut = self._under_heading and bool(_GOES_ON.match(text)) and self._last is not None
            above = self._last.number if self._last else ""
            self._reader.put(at, Place.OUTSIDE, f"may go on with Action {above}, above the heading" if cut else "")
            self._paragraph, self._under_heading = number or self._paragraph, False
        elif number and number == self._item + 1:
            self._item = number
            both = self._paragraph and number == self._paragraph + 1
            self._add(at, "may be an item of the action, or the document's own paragraph" if both else "")
        elif number and self._paragraph and number > self._paragraph:
            skips = number > self._paragraph + 1
            self._outside(at, f"paragraph {self._paragraph + 1} does not stand before it" if skips else "")
            self._paragraph = number
        elif introduces and self._has_text and not re.search(r"[.;]\s", text):
            self._outside(at)
        elif introduces and self._has_text:
            self._add(at, "its end may introduce the next action")
        elif number:
            self._add(at, f"is numbered {number}, which follows on nothing")
        elif self._reader.is_cell(at):
            self._add(at, "is a row of a table")
        elif before_label and reads_like_title(text, 8) and self._has_text:
            self._add(at, "may be a heading, or the end of the action")
        else:
            if self._has_text and not _GOES_ON.match(text):
                self._loose.append(at)
            self._add(at)

    def _add(self, at: int, why: str = "") -> None:
        self._reader.put(at, Place.ABOVE, why)
        self._has_text = True
        self._of_last.append(at)

    def _outside(self, at: int, why: str = "") -> None:
        self._reader.put(at, Place.OUTSIDE, why)
        self._is_inside = False

    def _end(self, *, is_last: bool = False) -> None:
        """The last action ends: it must have a text, and may hide the last of the instrument."""
        if self._of_last and not self._has_text:
            self._reader.doubt(self._of_last[0], "nothing stands below its number")
        ids = [number_of(id_) for id_ in self._wanted.ids]
        for at in self._loose if is_last else ():
            self._reader.doubt(at, "may come after the last action")
        for at in self._of_last:
            label = self._labels.get(at)
            hidden = [one for one in ids if _hides(label.rest if label else self._reader.texts[at].text, one)]
            begun = {one.number for one in self._labels.values()}
            if missing := [one for one in hidden if one not in begun]:
                self._reader.doubt(at, f"Action {missing[0]} is missing and may begin in it")


def _labels(reader: Reader) -> dict[int, Label]:
    """The labels by place; in lower case they go on only where at least three actions do that begin nowhere else."""
    found: dict[int, Label] = {}
    low: dict[int, Label] = {}
    above = ""
    for at in reader.open:
        text = reader.texts[at].text
        label = forms.action_label(text)
        if label and not (label.is_lone and forms.wants_more(above)):
            (low if label.is_low else found)[at] = label
        above = text
    numbers = [one.steps for one in low.values()]
    begun = {one.number for one in found.values()}
    rising = all(_value(one) < _value(other) for one, other in pairwise(numbers))
    if len(low) >= 3 and rising and not any(one.number in begun for one in low.values()):
        found |= low
    for at in _contents(reader, found):
        reader.put(at, Place.SKIP)
        reader.open.remove(at)
        del found[at]
    return found


def _value(steps: Sequence[str]) -> tuple[int, ...]:
    return tuple(map(int, steps))


def _contents(reader: Reader, labels: dict[int, Label]) -> list[int]:
    """Lines that list actions: a run whose numbers rise with the pages at their ends, all begun again further down."""
    entries: list[int] = []
    run: list[tuple[int, int]] = []
    places = sorted(labels)
    for number, at in enumerate([*places, -1]):
        page = re.search(r"\s(\d{1,3})$", reader.texts[at].text) if at >= 0 else None
        if page and (not run or int(page[1]) >= run[-1][1]):
            run.append((at, int(page[1])))
            continue
        later = {labels[place].number for place in places[number:]}
        if len(run) > 1 and all(labels[place].number in later for place, _ in run):
            entries += [place for place, _ in run]
        run = []
    return entries


def _hides(text: str, number: str) -> bool:
    """Whether a text holds what may be the beginning of that action, its line break or its letters lost."""
    label = rf"\b[Aa][ce]t[il1][o0]n\W{{0,3}}(?:[nN][o°º]?\.?)?\W{{0,3}}{re.escape(number)}\b"
    alone = rf"^\W{{0,3}}#?{re.escape(number)}[.:)]\s|\bACTION\W{{0,5}}{re.escape(number)}\b"
    begins = rf"(?:^|[.;:]\s){label}|{label}\s?[:–—]|{alone}"
    return bool(re.search(begins, text))
