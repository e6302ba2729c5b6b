"""What is filled in on a page: form fields, tick boxes, lists, and text that was typed over it; and its other notes."""

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kb.ingest.readers.pdf.sheets import Box, Frame, Letter, Sheet

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
