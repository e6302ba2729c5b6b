"""A page of a PDF -> its letters and ruled lines, in points from the upper left corner of the page as it is shown."""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kb.ingest.text.symbols import as_characters, symbol_font

MAX_LETTERS = 60_000  # of a page; a full one has 6,000
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Typeset:
    """What stands in a line: how far type of its size reaches above and below the line, in points."""

    __slots__ = ()
    base: float
    size: float

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.2 * self.size


@dataclass(slots=True)
class Letter(Typeset):
    """A letter, or what stands in a field as one piece.

    base    height of the line it stands on, from the page's upper edge
    at      its place in the order of drawing
    turn    quarter turns clockwise in which its line runs; None for aslant
    spaces  how many were drawn before it
    part    the piece of drawing it is of
    is_hidden, is_pale  drawn without ink, in white
    cell    number of the ruled cell in which it stands; -1 outside of all
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    at: int
    is_bold: bool = False
    turn: int | None = 0
    spaces: int = 0
    part: bytes = b""
    is_field: bool = False
    is_hidden: bool = False
    is_pale: bool = False
    cell: int = -1

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, self.base - 0.3 * self.size


@dataclass(slots=True)
class Rule:
    """A straight line, level or upright. is_drawn: it is not just an edge of a surface."""

    left: float
    top: float
    right: float
    bottom: float
    is_drawn: bool


@dataclass(slots=True)
class Surface:
    """A filled box, with its place in the order of drawing. is_white: letters in white do not show on it."""

    left: float
    top: float
    right: float
    bottom: float
    at: int
    is_white: bool


@dataclass
class Sheet:
    """What stands on a page.

    unnamed   letters whose font does not say which they are
    pictures  of the page's area, each
    curves    parts of drawings that are no straight lines
    """

    number: int
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unnamed: int = 0
    pictures: list[float] = field(default_factory=list)
    curves: int = 0
    order: dict[bytes, int] = field(default_factory=dict)  # of the pieces of drawing with letters
    surfaces: list[Surface] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)  # small squares
    ticks: list[tuple[float, float]] = field(default_factory=list)  # middles of what may be a tick in one
    left_out: Counter[str] = field(default_factory=Counter)  # what is left out, by sort


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page of that size as it lies when the page is turned, by quarter turns anticlockwise."""
    left, top, right, bottom = box
    if turn == 1:
        return top, width - right, bottom, width - left
    if turn == 2:
        return width - right, height - bottom, width - left, height - top
    return (height - bottom, left, height - top, right) if turn == 3 else box


class Frame:
    """The way from PDF's own coordinates (the page before it is turned, from below) to those of a Sheet."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.turn = int(page.get_rotation()) // 90 % 4
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.width, self.height = page.get_size()

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.box(x, y, x, y)[:2]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        upright = left - self.left, self.top - top, right - self.left, self.top - bottom
        return turned(upright, -self.turn % 4, self.right - self.left, self.top - self.bottom)

    def turn_of(self, x: float, y: float) -> int | None:
        """Quarter turns clockwise of a direction; None for aslant."""
        degrees = (-math.degrees(math.atan2(y, x)) + 90 * self.turn) % 360
        nearest = round(degrees / 90)
        return nearest % 4 if abs(degrees - 90 * nearest) < 3 else None


def take_letters(page: pypdfium2.PdfPage, frame: Frame, made: Sheet) -> set[bytes]:
    """Adds the page's letters; which pieces of drawing they are of."""
    text = page.get_textpage()
    raw = text.raw
    count = min(text.count_chars(), MAX_LETTERS)
    kinds: dict[bytes, _Kind] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    spaces = 0
    is_named: dict[tuple[str, int], bool] = {}  # by font and sign; PDFium is asked once of each
    for index in range(count):
        part = pdfium.FPDFText_GetTextObject(raw, index)
        sign = pdfium.FPDFText_GetUnicode(raw, index)
        if not part:  # a space or a line's end that PDFium adds
            continue
        key = bytes(part)  # the address, as the worker may ask for it
        if key not in kinds:
            kinds[key] = _kind(raw, index, part, frame)
        if sign in _SPACES:
            spaces += 1
            continue
        kind = kinds[key]
        size, turn = kind.size, kind.turn
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        left, top, right, bottom = frame.box(box.left, box.bottom, box.right, box.top)
        if turn or kind.drop is None:
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            origin = frame.point(x.value, y.value)
            kind.drop = bottom - origin[1]
        if right < 0 or bottom < 0 or left > made.width or top > made.height or size < 0.5:
            made.left_out["outside"] += 1
            continue
        if (kind.name, sign) not in is_named:
            is_lost = sign in (0, 0xFFFD) or pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1
            is_named[kind.name, sign] = not is_lost
        made.unnamed += not is_named[kind.name, sign]
        letter = "-" if sign in _HYPHENS else chr(sign) if 31 < sign < 0x110000 else "\ufffd"
        base = bottom - kind.drop
        if turn:  # as they stand when the page is turned so that their line runs from left to right
            base = turned((*origin, *origin), turn, made.width, made.height)[1]
            left, _, right, _ = turned((left, top, right, bottom), turn, made.width, made.height)
        made.letters.append(
            Letter(
                as_characters(letter, kind.font) if kind.font else letter,
                left,
                right,
                base,
                size,
                index,
                kind.is_bold,
                turn,
                spaces,
                key,
                is_hidden=kind.is_hidden,
                is_pale=kind.is_pale,
            )
        )
        spaces = 0
    if text.count_chars() > MAX_LETTERS:
        made.left_out["letters"] = text.count_chars() - MAX_LETTERS
    return set(kinds)


_HYPHENS = frozenset({2, 0x1F, 0xFFFE})  # how PDFium gives one at a line's end
_SPACES = frozenset({0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x3000, *range(0x2000, 0x200C), 0x202F})


@dataclass
class _Kind:
    """What the letters of a piece of drawing share.

    name  of the font; `font` where it is one of symbols
    drop  from the line down to the lower edge of a letter's box; None until the first letter was looked at
    """

    name: str
    size: float
    turn: int | None
    is_bold: bool
    is_hidden: bool
    is_pale: bool
    font: str | None
    drop: float | None = None


def _kind(raw: Any, index: int, part: Any, frame: Frame) -> _Kind:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
    name = (ctypes.c_char * 200)()  # the worker may call nothing else of ctypes
    pdfium.FPDFText_GetFontInfo(raw, index, name, 200, None)
    font = name.value.decode("latin-1").rpartition("+")[2]
    return _Kind(
        name=font,
        size=abs(size),
        turn=frame.turn_of(matrix.a, matrix.b),
        is_bold=any(word in font.lower() for word in ("bold", "black", "heavy")),
        is_hidden=pdfium.FPDFTextObj_GetTextRenderMode(part) in (3, 7),
        is_pale=brightness(part) > 240,
        font=symbol_font(font),
    )


def brightness(part: Any) -> int:
    """Of the colour in which something is filled: of its darkest part, 0 to 255."""
    colours = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(part, *colours):
        return 0
    return min(colour.value for colour in colours[:3])
