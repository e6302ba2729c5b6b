"""What is drawn on a page beside its letters: ruled lines, pictures and other drawings."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kb.ingest.readers.pdf.sheets import Frame, Letter, Rule, Sheet, Surface, brightness, take_letters

_MAX_PARTS = 40_000  # of what is drawn on a page
_THIN = 3.0  # points; a filled rectangle that is thinner is a line
_OWN_FONTS = (b"helvetica", b"arial", b"times", b"courier", b"symbol", b"zapf")
_LARGE = 0.01  # of the page: a picture that may hold words


def sheet(page: pypdfium2.PdfPage, number: int) -> Sheet:
    """The page's letters in the order of drawing, and what else is drawn on it."""
    frame = Frame(page)
    made = Sheet(number, frame.width, frame.height)
    drawn = take_letters(page, frame, made)
    for count, (part, matrix) in enumerate(_parts(page.raw, pypdfium2.PdfMatrix(), 0)):
        if count > _MAX_PARTS:
            break
        kind = pdfium.FPDFPageObj_GetType(part)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            key = bytes(part)  # the address, as the worker may ask for it
            made.order[key] = count
            made.unnamed += key not in drawn and _is_unread(part)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _take_path(part, matrix, frame, made, count)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, up, right, down = frame.box(*matrix.on_rect(*_bounds(part)))
            across = min(right, made.width) - max(left, 0.0)
            high = min(down, made.height) - max(up, 0.0)
            share = max(across, 0.0) * max(high, 0.0) / (made.width * made.height)
            if share > _LARGE:
                made.pictures.append(share)
                made.surfaces.append(Surface(left, up, right, down, count, is_white=False))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            made.curves += 1
    _tick(made)
    return made


def _tick(made: Sheet) -> None:
    """Small boxes that are drawn, ticked where something is drawn or written in them, as letters."""
    end = max((letter.at for letter in made.letters), default=0) + 10_000
    boxes = {tuple(map(round, box)): box for box in made.boxes}
    for left, top, right, bottom in boxes.values():
        written = [
            one
            for one in made.letters
            if len(one.text) == 1
            and left < one.middle[0] < right
            and top < one.middle[1] < bottom
            and not one.is_hidden
        ]
        if len(written) > 1 or any(one.text.isalnum() and one.text not in "xX4lnu" for one in written):
            continue  # a number in a frame, not a tick
        drawn = any(left < x < right and top < y < bottom for x, y in made.ticks)
        made.letters = [one for one in made.letters if not any(one is other for other in written)]
        sign = "☒" if drawn or written else "☐"
        size = bottom - top
        made.letters.append(Letter(sign, left, right, bottom - 0.2 * size, size, end, is_field=True))


def _is_unread(part: Any) -> bool:
    """Whether PDFium passes over a piece of text: a single letter of a font that is neither in the file nor its own."""
    left, _, right, _ = _bounds(part)
    font = pdfium.FPDFTextObj_GetFont(part)
    if right - left > 0.01 or pdfium.FPDFFont_GetIsEmbedded(font) != 0:
        return False
    name = (ctypes.c_char * 200)()
    pdfium.FPDFFont_GetBaseFontName(font, name, 200)
    return not any(own in name.value.lower() for own in _OWN_FONTS)


def _is_box(part: Any) -> bool:
    """Whether a path has four straight sides and nothing else."""
    count = pdfium.FPDFPath_CountSegments(part)
    kinds = [pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(part, n)) for n in range(min(count, 7))]
    return 4 <= count <= 6 and kinds[1:4] == [pdfium.FPDF_SEGMENT_LINETO] * 3


def _parts(container: Any, matrix: pypdfium2.PdfMatrix, depth: int) -> Iterator[tuple[Any, pypdfium2.PdfMatrix]]:
    """All that is drawn on a page or in a form of it, each with the matrix of the forms it stands in."""
    count = pdfium.FPDFFormObj_CountObjects(container) if depth else pdfium.FPDFPage_CountObjects(container)
    get = pdfium.FPDFFormObj_GetObject if depth else pdfium.FPDFPage_GetObject
    for index in range(min(count, _MAX_PARTS)):
        part = get(container, index)
        if pdfium.FPDFPageObj_GetType(part) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < 8:
                yield from _parts(part, _matrix(part).multiply(matrix), depth + 1)
        else:
            yield part, matrix


def _matrix(part: Any) -> pypdfium2.PdfMatrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(part, matrix)
    return pypdfium2.PdfMatrix.from_raw(matrix)


def _bounds(part: Any) -> list[float]:
    """Left, bottom, right and top."""
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(part, *edges)
    return [edge.value for edge in edges]


def _take_path(part: Any, matrix: pypdfium2.PdfMatrix, frame: Frame, made: Sheet, at: int) -> None:
    """The level and upright lines of a path; what is curved is only counted."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(part, mode, stroked)
    if not mode.value and not stroked.value:
        return
    placed = _matrix(part).multiply(matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    left, top, right, bottom = frame.box(*matrix.on_rect(*_bounds(part)))
    across, down = right - left, bottom - top
    if stroked.value and 5 < across < 17 and abs(across - down) < 1.5 and _is_box(part):
        made.boxes.append((left, top, right, bottom))
        return
    if max(across, down) < 17:
        made.ticks.append(((left + right) / 2, (top + bottom) / 2))
    if mode.value and min(across, down) > _THIN and not pdfium.FPDFPageObj_HasTransparency(part):
        made.surfaces.append(Surface(left, top, right, bottom, at, brightness(part) > 240))
    if not stroked.value and min(right - left, bottom - top) < _THIN:
        made.rules.append(_flat(left, top, right, bottom, is_drawn=True))
        return
    start = here = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(part), 4_000)):
        piece = pdfium.FPDFPath_GetPathSegment(part, index)
        kind = pdfium.FPDFPathSegment_GetType(piece)
        pdfium.FPDFPathSegment_GetPoint(piece, x, y)
        point = frame.point(*placed.on_point(x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            _rule(here, point, bool(stroked.value), made)
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            made.curves += 1
        else:
            start = point
        here = point
        if pdfium.FPDFPathSegment_GetClose(piece):
            _rule(here, start, bool(stroked.value), made)
            here = start


def _rule(one: tuple[float, float], two: tuple[float, float], is_drawn: bool, made: Sheet) -> None:
    across, down = abs(one[0] - two[0]), abs(one[1] - two[1])
    if min(across, down) < 0.5 and max(across, down) > 4:
        made.rules.append(
            _flat(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]), is_drawn)
        )
    elif min(across, down) >= 0.5:
        made.curves += 1


def _flat(left: float, top: float, right: float, bottom: float, is_drawn: bool) -> Rule:
    """A thin rectangle as the line in its middle."""
    if right - left >= bottom - top:
        return Rule(left, (top + bottom) / 2, right, (top + bottom) / 2, is_drawn)
    return Rule((left + right) / 2, top, (left + right) / 2, bottom, is_drawn)
