"""The wording of a plan's actions: each from its label to the next label or heading."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kb.ingest.official.action_labels import Label, contents_entries, hides_label, labels, may_be_label
from kb.ingest.official.cuts import Cuts
from kb.ingest.official.headings import Headings
from kb.ingest.official.lines import Line
from kb.ingest.official.page_forms import bare_number, holds_page
from kb.ingest.official.paragraphs import Paragraph, Wording, paragraphs, reads_like_title
from kb.ingest.official.placement import CONTENTS, Ambiguity, Found, Placement, ProvisionRef, Unplaced
from kb.ingest.official.sequence import in_order
from kb.ingest.official.wrapping import Joiner

_NUMBERED = re.compile(r"^(?P<number>\d{1,3})[.)]\s")


@dataclass
class _Action:
    number: int
    line: Line
    wording: Wording
    is_lone: bool  # nothing but the words of its label marks it as one
    doubts: list[str] = field(default_factory=list)
    last_item: int = 0  # of the numbered list that runs inside it
    aside: Paragraph | None = None  # read below its label and not taken for its text

    def add(self, text: str, goes_on: bool = False) -> None:
        if self.aside:
            self.doubts.append(f"“{self.aside.text}” ({self.aside.line.where}) in its middle could not be placed")
            self.aside = None
        self.wording.add(text, goes_on)


def place_actions(
    lines: Sequence[Line], joiner: Joiner, instrument: str, provisions: Sequence[ProvisionRef]
) -> Placement:
    """Find each action's wording; see `Placement` for what comes back."""
    reader = _Reader(lines, joiner, [ref.chapter for ref in provisions])
    reader.read()
    pages = {number for line in lines if line.is_furniture and (number := bare_number(line.text)) is not None}
    return _outcome(reader, instrument, {int(ref.number): ref for ref in provisions}, pages)


class _Reader:
    def __init__(self, lines: Sequence[Line], joiner: Joiner, chapters: Sequence[str]) -> None:
        self.actions: list[_Action] = []
        self.unplaced: list[Unplaced] = []
        self.remarks: list[str] = []
        self.headings: list[str] = []
        self.titles: list[str] = []
        self._cuts = Cuts()
        self._joiner = joiner
        self._document = paragraphs(lines, joiner, lambda text: may_be_label(text) or bool(_NUMBERED.match(text)))
        self._labels = labels(self._document)
        self._contents = contents_entries(self._document, self._labels)
        self._headings = Headings(chapters)
        self._current: _Action | None = None
        self._why_none = "stands before the first action"
        self._last_numbered = 0  # of the document's own paragraphs, outside the actions

    def read(self) -> None:
        for index, paragraph in enumerate(self._document):
            label = self._labels[index]
            if index in self._contents:
                self._put_aside(paragraph, CONTENTS)
            elif label and self._begins(index, label):
                self._begin(paragraph, label)
            elif self._headings.is_heading(paragraph, inside=self._current is not None):
                self._read_heading(paragraph)
            else:
                self._go_on(index, paragraph)
        for place, doubt in self._cuts.doubts():
            self.actions[place].doubts.append(doubt)

    def _read_heading(self, paragraph: Paragraph) -> None:
        noted = self.headings if self._current else self.titles
        noted.append(f"{paragraph.line.where}: “{paragraph.text}”")
        if self.actions:
            place = len(self.actions) - 1 if self._current else None
            self._cuts.at_heading(paragraph, self._headings.is_sure(paragraph), place)
        self._end(f"stands under the heading “{paragraph.text}”, before any action")

    def _begins(self, index: int, label: Label) -> bool:
        """Whether it begins a paragraph; or, in a run of lines, is the next in sequence and nowhere else."""
        if self._document[index].is_sure:
            return True
        last = self.actions[-1].number if self.actions else label.number - 1
        elsewhere = any(
            other and other.number == label.number and place != index and place not in self._contents
            for place, other in enumerate(self._labels)
        )
        return label.number == last + 1 and not elsewhere

    def _begin(self, paragraph: Paragraph, label: Label) -> None:
        if label.is_continuation and self._current and label.number == self._current.number:
            return
        self._current = _Action(
            label.number, paragraph.line, Wording(self._joiner), label.is_lone and not paragraph.is_heading
        )
        self._current.add(label.rest)
        self.actions.append(self._current)
        self._cuts.at_label()

    def _end(self, why: str) -> None:
        self._current, self._why_none = None, why

    def _put_aside(self, paragraph: Paragraph, reason: str) -> None:
        self.unplaced.append(Unplaced(paragraph.line, paragraph.text, reason))
        if self._current:
            self._current.aside = paragraph

    def _go_on(self, index: int, paragraph: Paragraph) -> None:
        """Neither label nor heading: part of the action above it, unless it introduces what follows."""
        numbered = _NUMBERED.match(paragraph.text)
        number = int(numbered["number"]) if numbered else 0
        action = self._current
        if action is None:
            self._cuts.at_text(paragraph, self._introduces(index, number))
            self._last_numbered = number if number and paragraph.is_sure else self._last_numbered
            self._put_aside(paragraph, self._why_none)
        elif not paragraph.is_sure and number not in {action.last_item + 1, self._last_numbered + 1}:
            if label := self._labels[index]:
                action.doubts.append(f"a line in it begins like Action {label.number}")
            action.add(paragraph.text, goes_on=True)
        elif number and self._is_document_paragraph(action, number):
            self._last_numbered = number
            self._end(f"follows the document's own paragraph {number}, before any action")
            reason = f"is the document's own paragraph {number}, not part of Action {action.number}"
            self._put_aside(paragraph, reason)
        else:
            self._add(index, paragraph, action)

    def _introduces(self, index: int, number: int) -> bool:
        """Whether text under a heading is the document's own: its next paragraph, or a lead-in to the next action."""
        following = self._labels[index + 1] if index + 1 < len(self._labels) else None
        is_next = self._last_numbered > 0 and number == self._last_numbered + 1
        return is_next or bool(following and self._document[index].text.endswith(":"))

    def _add(self, index: int, paragraph: Paragraph, action: _Action) -> None:
        following = self._labels[index + 1] if index + 1 < len(self._labels) else None
        if following and not following.is_continuation and action.wording.paragraphs:
            if paragraph.text.endswith(":") and not re.search(r"[.;]\s", paragraph.text):
                reason = f"introduces Action {following.number}, so it is not part of the one above"
                self._put_aside(paragraph, reason)
                return
            if paragraph.text.endswith(":"):
                action.doubts.append(f"its end may introduce Action {following.number}")
            elif reads_like_title(paragraph.text, 8) and not _NUMBERED.match(paragraph.text):
                self.remarks.append(
                    f"{paragraph.line.where}: “{paragraph.text}” is read as the end of Action {action.number};"
                    " if it is a heading, mark it as one in the file"
                )
        if self._headings.may_be_heading(paragraph):
            action.doubts.append(f"“{paragraph.text}” ({paragraph.line.where}) may be a heading or part of it")
        if paragraph.doubt:
            action.doubts.append(paragraph.doubt)
        action.add(paragraph.text)

    def _is_document_paragraph(self, action: _Action, number: int) -> bool:
        """Whether a numbered paragraph below an action is the document's own: two counts may go on there."""
        own = self._last_numbered > 0 and number > self._last_numbered
        if number == action.last_item + 1:
            action.last_item = number
            if own and number == self._last_numbered + 1:
                action.doubts.append(f"its item {number} may be the document's own paragraph {number}")
            return False
        if not own:
            action.doubts.append(f"a paragraph numbered {number} in it follows no number {number - 1}")
        return own


def _outcome(reader: _Reader, instrument: str, needed: dict[int, ProvisionRef], pages: AbstractSet[int]) -> Placement:
    """pages: numbers alone that were taken for pages'; where an action of that number is missing, one was its."""
    begun: dict[int, list[_Action]] = {}
    numbers = [action.number for action in reader.actions]
    for index, (action, stands_in_order) in enumerate(zip(reader.actions, in_order(numbers), strict=True)):
        begun.setdefault(action.number, []).append(action)
        if not stands_in_order:
            if numbers.count(action.number) == 1:
                action.doubts.append("stands out of order")
            if action.is_lone and index:
                above = reader.actions[index - 1]
                above.doubts.append(f"may go on after the lone “Action {action.number}” ({action.line.where})")
        if not action.wording.paragraphs:
            action.doubts.append("nothing stands below its number")
        if any(map(holds_page, action.wording.paragraphs)):
            action.doubts.append("a page's header or footer seems to stand in its text")
    missing = [number for number in needed if number not in begun]
    for index, action in enumerate(reader.actions):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        for number in missing:
            in_gap = action.number < number and (following is None or number < following)
            hidden = any(hides_label(text, number) for text in action.wording.paragraphs)
            if in_gap and (hidden or number in pages):
                action.doubts.append(f"Action {number} is missing and may begin inside it")
    ambiguous = [
        Ambiguity(
            str(number),
            tuple(start.line.where for start in starts),
            tuple(start.line.number for start in starts),
            "; ".join(reasons),
        )
        for number, starts in sorted(begun.items())
        if (reasons := _reasons(starts, number in needed, instrument))
    ]
    doubtful = {one.number for one in ambiguous}
    found = [
        Found(ref.id, ref.number, tuple(start.wording.paragraphs), start.line.where, start.line.number)
        for number, ref in needed.items()
        for start in begun.get(number, [])
        if str(number) not in doubtful
    ]
    return Placement(
        instrument=instrument,
        found=tuple(found),
        missing=tuple(needed[number] for number in missing),
        ambiguous=tuple(ambiguous),
        unplaced=tuple(reader.unplaced),
        remarks=tuple(reader.remarks),
        headings=tuple(reader.headings),
        titles=tuple(reader.titles),
    )


def _reasons(starts: Sequence[_Action], is_needed: bool, instrument: str) -> list[str]:
    """Why an action's wording is not certain; nothing when it is."""
    reasons = [f"begins {len(starts)} times"] if len(starts) > 1 else []
    if not is_needed:
        reasons.append(f"{instrument} has no Action {starts[0].number}: is this another document?")
    return reasons + list(dict.fromkeys(doubt for start in starts for doubt in start.doubts))
