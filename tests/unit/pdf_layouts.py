"""Invented PDF pages of many layouts, each with its source: the words of every unit that stands together.

No word comes twice, so that whatever is read says by its words alone from where it is.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0


@dataclass
class Sample:
    """A page as it is made. units: what must stay together, each as its words; notes and cells are units too."""

    seed: int
    units: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.made = BytesIO()
        self.canvas = Canvas(self.made, pagesize=(WIDTH, HEIGHT), invariant=1)
        self._words = self._fresh()
        self.font = self.chance.choice(("Helvetica", "Times-Roman"))
        self.size = self.chance.choice((9.0, 10.0, 11.0, 12.0))

    def _fresh(self) -> Iterator[str]:
        parts = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
        self.chance.shuffle(parts)
        for one in parts:
            for two in parts:
                yield one + two + self.chance.choice(("", "", "n", "s", "ration", "ment"))

    def words(self, count: int) -> str:
        """A sentence, or several, of words that come nowhere else; a unit of its own."""
        made = [next(self._words) for _ in range(count)]
        self.units.append(made)
        shown = [made[0].capitalize(), *made[1:]]
        for at in range(9, count - 4, self.chance.randint(8, 14)):
            shown[at] += "."
            shown[at + 1] = shown[at + 1].capitalize()
        return " ".join(shown) + "."

    def lines(self, text: str, width: float) -> list[str]:
        return simpleSplit(text, self.font, self.size, width)

    def draw(self, left: float, top: float, lines: list[str], width: float = 0.0, size: float = 0.0) -> None:
        """Lines from a height on; justified where a width is given."""
        size = size or self.size
        for number, line in enumerate(lines):
            text = self.canvas.beginText(left, HEIGHT - top - number * 1.2 * size)
            text.setFont(self.font, size)
            spaces = line.count(" ")
            wide = width and spaces and number + 1 < len(lines)
            text.setWordSpace((width - stringWidth(line, self.font, size)) / spaces if wide else 0)
            text.textOut(line)
            self.canvas.drawText(text)

    def paragraph(self, left: float, top: float, width: float, count: int, justified: bool = False) -> float:
        """A paragraph of new words; the height below it."""
        lines = self.lines(self.words(count), width)
        self.draw(left, top, lines, width if justified else 0.0)
        return top + 1.2 * self.size * len(lines)

    def run_on(self, start: int) -> None:
        """The units from one on stand below each other without a distance: what divides them cannot always be seen."""
        self.units[start:] = [[word for unit in self.units[start:] for word in unit]]

    def page(self) -> None:
        self.canvas.showPage()

    def finished(self) -> bytes:
        self.canvas.save()
        return self.made.getvalue()


def one_column(it: Sample) -> None:
    """Paragraphs over two pages, apart or with indented first lines, with headers, page numbers and notes."""
    for page in (1, 2):
        it.canvas.setFont(it.font, 8)
        it.canvas.drawString(70, HEIGHT - 36, "INVENTED/2026/1")
        it.canvas.drawRightString(WIDTH - 70, 30, f"Page {page}")
        top = 80.0
        while top < 640:
            top = it.paragraph(70, top, 440, it.chance.randint(18, 60), it.seed % 2 == 0) + it.chance.choice((8, 12))
        note = it.lines(it.words(16), 500)
        it.draw(70, 740, [f"{page} {note[0]}", *note[1:]], size=7)
        it.page()


def columns(it: Sample) -> None:
    """Two or three columns, drawn one after the other or line by line across the page, under a title."""
    count = it.chance.choice((2, 2, 3))
    gap = it.chance.choice((14.0, 20.0, 30.0))
    width = (455 - gap * (count - 1)) / count
    justified = it.seed % 2 == 0
    it.draw(70, 60, [it.words(6).rstrip(".")], size=16)
    made: list[list[list[str]]] = []
    for _ in range(count):
        start = len(it.units)
        made.append([it.lines(it.words(it.chance.randint(20, 44)), width) for _ in range(it.chance.randint(2, 3))])
        it.run_on(start)
    rows = [[(line, index + 1 < len(lines)) for lines in column for index, line in enumerate(lines)] for column in made]
    across = it.chance.random() < 0.4
    order = (
        [(c, r) for r in range(max(map(len, rows))) for c in range(count) if r < len(rows[c])]
        if across
        else [(c, r) for c in range(count) for r in range(len(rows[c]))]
    )
    for c, r in order:
        line, goes_on = rows[c][r]
        fill = [line, ""] if justified and goes_on else [line]
        it.draw(70 + c * (width + gap), 100 + r * 1.2 * it.size, fill, width if justified else 0.0)


def pairs(it: Sample) -> None:
    """Two languages side by side, paragraph by paragraph."""
    top = 80.0
    for _ in range(5):
        below = [it.paragraph(left, top, 215, it.chance.randint(20, 40), it.seed % 2 == 0) for left in (70, 300)]
        top = max(below) + 10


def box(it: Sample) -> None:
    """A box at the side of a paragraph that goes on below it; drawn before, or after, with a frame or without."""
    side = it.lines(it.words(14), 120)
    text = it.words(90)
    first, rest = it.chance.random() < 0.5, text
    if first:
        it.draw(400, 86, side)
    height = len(side) + 1
    narrow: list[str] = []
    while len(narrow) < height:
        line = it.lines(rest, 300)[0]
        narrow.append(line)
        rest = rest[len(line) :].strip()
    it.draw(70, 84, [*narrow, *it.lines(rest, 455)])
    if not first:
        it.draw(400, 86, side)
    if it.chance.random() < 0.6:
        it.canvas.rect(394, HEIGHT - 84 - 1.2 * it.size * len(side), 130, 1.2 * it.size * (len(side) + 0.6))
    it.paragraph(70, 420, 455, 40)


def table(it: Sample) -> None:
    """Rows whose cells are broken into lines, with rules or without, under a paragraph."""
    top = it.paragraph(70, 80, 440, 30) + 20
    widths = it.chance.choice(((150, 180, 110), (120, 120, 120, 90), (200, 200)))
    ruled = it.chance.random() < 0.6
    by_rows = it.chance.random() < 0.7
    cells: list[tuple[float, float, list[str]]] = []
    for _ in range(it.chance.randint(3, 7)):
        left = 70.0
        row = []
        for width in widths:
            row.append((left, it.lines(it.words(it.chance.randint(1, 9)).rstrip("."), width - 10)))
            left += width
        height = 1.2 * it.size * max(len(lines) for _, lines in row) + 8
        cells += [(place, top, lines) for place, lines in row]
        if ruled:
            for place, width in zip((place for place, _ in row), widths, strict=True):
                it.canvas.rect(place - 4, HEIGHT - top - height + it.size + 2, width, height)
        top += height
    if not by_rows:
        cells.sort(key=lambda cell: cell[0])
    for place, high, lines in cells:
        it.draw(place, high, lines)
    it.paragraph(70, top + 30, 440, 40)


def form(it: Sample) -> None:
    """Labels with fields, and boxes with ticks."""
    fields = it.canvas.acroForm
    top = it.paragraph(70, 80, 440, 20) + 20
    for number in range(4):
        label = it.words(4).rstrip(".")
        answer = it.words(3).rstrip(".")
        it.draw(70, top, [f"{label}:"])
        fields.textfield(name=f"a{number}", x=300, y=HEIGHT - top - 4, width=220, height=16, value=answer)
        it.units[-2:] = [it.units[-2] + it.units[-1]]
        top += 26
    for number in range(2):
        label = it.words(3).rstrip(".")
        it.draw(92, top, [label])
        fields.checkbox(name=f"b{number}", x=70, y=HEIGHT - top - 4, size=14, checked=number == 0)
        top += 24
    it.paragraph(70, top + 10, 440, 40)


def marked(it: Sample) -> None:
    """A watermark, numbers of lines, or a page that lies on its side."""
    top = 80.0
    kind = it.seed % 3
    if kind == 2:
        it.canvas.translate(800, 0)
        it.canvas.rotate(90)
    if kind == 0:
        it.canvas.saveState()
        it.canvas.setFont("Helvetica", 80)
        it.canvas.translate(150, 300)
        it.canvas.rotate(45)
        it.canvas.drawString(0, 0, "DRAFT")
        it.canvas.restoreState()
    start = top
    first = len(it.units)
    for _ in range(4):
        top = it.paragraph(90, top, 420, it.chance.randint(25, 50)) + (0 if kind == 1 else 10)
    if kind == 1:
        it.run_on(first)
        for number in range(round((top - start) / (1.2 * it.size))):
            it.draw(60, start + number * 1.2 * it.size, [str(number + 1)], size=8)


LAYOUTS: tuple[Callable[[Sample], None], ...] = (one_column, columns, pairs, box, table, form, marked)


def sample(seed: int) -> tuple[str, bytes, list[list[str]]]:
    """The name of a layout, a PDF of it, and its units."""
    make = LAYOUTS[seed % len(LAYOUTS)]
    it = Sample(seed)
    make(it)
    return make.__name__, it.finished(), it.units
