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
class Place:
    """The text that is being read, or a text box in it: collects words until a paragraph, cell or row ends.

    styles   the names of the document's styles by their numbers
    pieces   the words of the paragraph so far
    label    the number or bullet that the word processor put before it
    cells    of the row that is open
    boxes    in the paragraph, to come after it
    """

    passages: Passages
    styles: dict[int, str]
    pieces: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    cell: Passages | None = None
    cells: list[Passages] = field(default_factory=list)
    boxes: list[Passages] = field(default_factory=list)
    begun: str = ""  # a large first letter, which belongs to the next paragraph
    style: str = ""
    is_heading: bool = False
    is_item: bool = False
    in_table: bool = False
    is_drop_cap: bool = False

    @property
    def size(self) -> int:
        """How many pieces of visible words the paragraph has so far."""
        return sum(bool(piece.strip()) for piece in self.pieces)

    def finish(self) -> None:
        """The end of the document, or of the box."""
        self._end_paragraph(self.passages)
        self.passages.add(self.begun)
        self._end_row()

    def format(self, word: str, number: int) -> None:
        """A word that says what the paragraph is."""
        if word == "pard":
            self.is_heading = self.is_item = self.in_table = self.is_drop_cap = False
            self.style = ""
        elif word == "s":
            self.style = self.styles.get(number, "")
            self.is_heading = self.style.startswith(("heading", "title", "subtitle"))
        elif word == "outlinelevel":
            self.is_heading = self.is_heading or number < 9
        elif word == "ls":
            self.is_item = True
        elif word == "intbl":
            self.in_table = True
        elif word == "dropcapli":
            self.is_drop_cap = True

    def border(self, word: str) -> None:
        """The end of a paragraph, cell or row; inner tables are words of their cell."""
        if word == "cell":
            self._end_paragraph(self._open_cell())
            self.cells.append(self._open_cell())
            self.cell = None
        elif word == "row":
            self._end_row()
        elif word in {"nestcell", "nestrow"}:
            self.pieces.append(" ")
        else:
            self._end_paragraph(self._open_cell() if self.in_table else self.passages)

    def _open_cell(self) -> Passages:
        self.cell = self.cell or self.passages.inner()
        return self.cell

    def _end_row(self) -> None:
        if self.cells:
            self.passages.cells(self.cells)
        self.cells = []

    def _end_paragraph(self, passages: Passages) -> None:
        words = whole("".join(self.pieces))
        label = _bullet(whole("".join(self.label)).strip())
        kind = "heading" if self.is_heading else "list" if self.is_item or label else "paragraph"
        boxes = self.boxes
        self.pieces, self.label, self.boxes = [], [], []
        if self.style.startswith("toc") and re.search(r"\d\s*$", words):
            passages.contents(words)
        elif self.is_drop_cap:
            self.begun += words.strip("\n")
        elif words.strip() or self.begun:
            passages.add(self.begun + words, kind, label=label)
            self.begun = ""
        for box in boxes:
            passages.extend(box)


def _bullet(label: str) -> str:
    """The number before a paragraph as it is; a bullet whose font is not known as one."""
    return "•" if label in {"o", "·", "\uf0b7", "\uf0a7"} else label


def whole(text: str) -> str:
    """Halves of signs put together: RTF writes rare signs as two numbers."""
    return text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
