"""What an RTF document's words come to: paragraphs, cells and rows, text boxes, and answers of forms."""

import re
from dataclasses import dataclass, field

from kb.ingest.text.passages import Passages

_UNSET = 25  # an answer that was not given


@dataclass
class Form:
    """A form field's own data: its type (0 text, 1 box, 2 list), answer, the answer before one is given, entries."""

    fftype: int = 0
    ffres: int = _UNSET
    ffdefres: int = 0
    entries: list[str] = field(default_factory=list)

    @property
    def answer(self) -> str | None:
        """What it shows; None for a field of text, whose answer stands in the text."""
        chosen = self.ffdefres if self.ffres == _UNSET else self.ffres
        if self.fftype == 1:
            return "☒" if chosen else "☐"
        if self.fftype == 2:
            return self.entries[chosen] if 0 <= chosen < len(self.entries) else ""
        return None


@dataclass
class _Place:
    """The text that is being read, or a text box in it.

    cells    of the row that is open
    boxes    in the paragraph, to come after it
    """

    passages: Passages
    pieces: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    cell: Passages | None = None
    cells: list[Passages] = field(default_factory=list)
    boxes: list[Passages] = field(default_factory=list)
    begun: str = ""  # a large first letter, which belongs to the next paragraph
    style: int = 0
    is_heading: bool = False
    is_item: bool = False
    in_table: bool = False
    is_drop_cap: bool = False


class Paragraphs:
    """Collects words until a paragraph, cell or row ends."""

    def __init__(self, passages: Passages) -> None:
        self._places = [_Place(passages)]
        self._style_names: dict[int, str] = {}

    @property
    def _now(self) -> _Place:
        return self._places[-1]

    @property
    def pieces(self) -> list[str]:
        """The words of the paragraph so far."""
        return self._now.pieces

    @property
    def label(self) -> list[str]:
        """The number or bullet that the word processor put before it."""
        return self._now.label

    @property
    def size(self) -> int:
        """How many pieces of visible words the paragraph has so far."""
        return sum(bool(piece.strip()) for piece in self._now.pieces)

    def name_style(self, number: int, name: str) -> None:
        self._style_names.setdefault(number, name)

    def open_box(self) -> None:
        self._places.append(_Place(self._now.passages.inner()))

    def close_box(self) -> None:
        if len(self._places) > 1:
            self._finish_place()
            box = self._places.pop().passages
            self._now.boxes.append(box)

    def finish(self) -> None:
        """The end of the document."""
        while len(self._places) > 1:
            self.close_box()
        self._finish_place()

    def _finish_place(self) -> None:
        now = self._now
        self._end_paragraph(now.passages)
        now.passages.add(now.begun)
        if now.cells:
            self._end_row()

    def format(self, word: str, number: int) -> None:
        """A word that says what the paragraph is."""
        now = self._now
        if word == "pard":
            now.is_heading = now.is_item = now.in_table = now.is_drop_cap = False
            now.style = 0
        elif word == "s":
            now.style = number
            now.is_heading = self._style_names.get(number, "").startswith(("heading", "title", "subtitle"))
        elif word == "outlinelevel":
            now.is_heading = now.is_heading or number < 9
        elif word == "ls":
            now.is_item = True
        elif word == "intbl":
            now.in_table = True
        elif word == "dropcapli":
            now.is_drop_cap = True

    def border(self, word: str) -> None:
        """The end of a paragraph, cell or row; inner tables are words of their cell."""
        now = self._now
        if word == "cell":
            now.cell = now.cell or now.passages.inner()
            self._end_paragraph(now.cell)
            now.cells.append(now.cell)
            now.cell = None
        elif word == "row":
            self._end_row()
        elif word in {"nestcell", "nestrow"}:
            now.pieces.append(" ")
        elif now.in_table:
            now.cell = now.cell or now.passages.inner()
            self._end_paragraph(now.cell)
        else:
            self._end_paragraph(now.passages)

    def _end_row(self) -> None:
        cells, self._now.cells = self._now.cells, []
        if cells:
            self._now.passages.cells(cells)

    def _end_paragraph(self, passages: Passages) -> None:
        now = self._now
        words = whole("".join(now.pieces))
        label = _bullet(whole("".join(now.label)).strip())
        kind = "heading" if now.is_heading else "list" if now.is_item or label else "paragraph"
        boxes = now.boxes
        now.pieces, now.label, now.boxes = [], [], []
        if self._style_names.get(now.style, "").startswith("toc") and re.search(r"\d\s*$", words):
            passages.contents(words)
        elif now.is_drop_cap:
            now.begun += words.strip("\n")
        elif words.strip() or now.begun:
            passages.add(now.begun + words, kind, label=label)
            now.begun = ""
        for box in boxes:
            passages.extend(box)


def _bullet(label: str) -> str:
    """The number before a paragraph as it is; a bullet whose font is not known as one."""
    return "•" if label in {"o", "·", "\uf0b7", "\uf0a7"} else label


def whole(text: str) -> str:
    """Halves of signs put together: RTF writes rare signs as two numbers."""
    return text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
