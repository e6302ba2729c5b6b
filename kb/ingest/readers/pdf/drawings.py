"""What stands on a page beside its letters: lines, pictures and other drawings; what is filled in, and notes."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kb.ingest.readers.pdf.sheets import Box, Frame, Letter, Rule, Sheet, Surface, brightness, take_letters

_MAX_PARTS = 40_000  # of what is drawn on a page
_THIN = 3.0  # points; a filled rectangle that is thinner is a line
_OWN_FONTS = (b"helvetica", b"arial", b"times", b"courier", b"symbol", b"zapf")
_LARGE = 0.01  # of the page: a picture that may hold words
_MOST = 2_000  # annotations of a page
_LONGEST = 20_000  # letters of a value
_HIDDEN = 0x02 | 0x20
_PASSWORD = 1 << 13
_TICKS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_VALUES = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_SORTS = {
    pdfium.FPDF_ANNOT_TEXT: "comments",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "comments",
    pdfium.FPDF_ANNOT_UNDERLINE: "comments",
    pdfium.FPDF_ANNOT_SQUIGGLY: "comments",
    pdfium.FPDF_ANNOT_CARET: "comments",
    pdfium.FPDF_ANNOT_STRIKEOUT: "words struck out",
    pdfium.FPDF_ANNOT_REDACT: "words struck out",
    pdfium.FPDF_ANNOT_STAMP: "stamps",
    pdfium.FPDF_ANNOT_INK: "drawings",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "files",
}


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
    (left, right), (top, bottom) = map(sorted, zip(one, two, strict=True))
    across, down = right - left, bottom - top
    if min(across, down) < 0.5 and max(across, down) > 4:
        made.rules.append(_flat(left, top, right, bottom, is_drawn))
    elif min(across, down) >= 0.5:
        made.curves += 1


def _flat(left: float, top: float, right: float, bottom: float, is_drawn: bool) -> Rule:
    """A thin rectangle as the line in its middle."""
    if right - left >= bottom - top:
        return Rule(left, (top + bottom) / 2, right, (top + bottom) / 2, is_drawn)
    return Rule((left + right) / 2, top, (left + right) / 2, bottom, is_drawn)


def take_fields(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, made: Sheet) -> None:
    """Adds to the page's letters what is filled in, each line of a value as one, and counts what else is noted."""
    frame = Frame(page)
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                _take(document.formenv, annotation, frame, made)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _take(form: Any, annotation: Any, frame: Frame, made: Sheet) -> None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, rect)
    box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
    if kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
        sort = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
        if sort in _TICKS:
            _write("☒" if pdfium.FPDFAnnot_IsChecked(form, annotation) else "☐", box, made)
        elif sort in _VALUES and not pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
            _write(_value(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation), box, made)
        elif sort == pdfium.FPDF_FORMFIELD_SIGNATURE:
            made.left_out["signatures"] += 1
    elif kind == pdfium.FPDF_ANNOT_FREETEXT:
        _write(_value(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"), box, made)
    elif kind in _SORTS:
        made.left_out[_SORTS[kind]] += 1


def _value(get: Any, *given: Any) -> str:
    length = get(*given, None, 0)
    if length <= 2 or length > 2 * _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    get(*given, buffer, length)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")


def _write(value: str, box: Box, made: Sheet) -> None:
    """The lines of a value as letters of the page, from the upper left corner of their box."""
    lines = [line.strip() for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    left, top, right, bottom = box
    if not lines or right < 0 or bottom < 0 or left > made.width or top > made.height:
        return
    pitch = (bottom - top) / len(lines) if len(lines) > 1 else bottom - top
    size = min(11.0, max(4.0, pitch * 0.8))
    at = max((letter.at for letter in made.letters), default=0) + 10
    for number, line in enumerate(lines):
        base = top + pitch * (number + 0.5) + 0.3 * size
        made.letters.append(Letter(line, left, right, base, size, at + number, is_field=True))
