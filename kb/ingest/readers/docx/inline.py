"""The words of one paragraph of a DOCX as the page shows them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kb.ingest.readers.docx.styles import Styles, toggle, value, w
from kb.ingest.text.passages import Passages
from kb.ingest.text.symbols import FORMS, RAISED, as_characters, of_field

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NO_WORDS = frozenset(map(w, ("p", "pPr", "rPr", "sdtPr", "rt", "delText", "tbl")))
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-", w("br"): "\n", w("cr"): "\n"}
# Drawn things by the last part of their names: a picture, lettering, a chart, a diagram.
_DRAWN = {"pic": "pictures", "imagedata": "pictures", "textpath": "pictures", "chart": "charts", "relIds": "charts"}
_PAGE_BREAKS = frozenset({"page", "column"})


def chosen(element: Any) -> Iterator[Any]:
    """The elements inside one; of what is written twice, for new and for old readers, only one."""
    for child in element.iterchildren("*"):
        if child.tag != f"{_COMPATIBILITY}AlternateContent":
            yield child
            continue
        forms = list(child.iterchildren(f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"))
        with_words = [form for form in forms if next(form.iter(w("t")), None) is not None]
        yield from chosen((with_words or forms)[0]) if forms else ()


def is_prompt(element: Any) -> bool:
    """Whether an element is a content control that nobody has filled: it shows what to enter."""
    return element.tag == w("sdt") and bool(toggle(element, "sdtPr/showingPlcHdr"))


@dataclass
class _Field:
    """A field that is being read: its instruction, then what it shows. is_given: shown already, by its own data."""

    instruction: str = ""
    shows: bool = False
    is_given: bool = False
    is_empty: bool = True


class Inline:
    """Reads a paragraph. boxes: the text boxes in it, whose paragraphs stand apart.

    chain  the paragraph's style and those it is based on
    """

    def __init__(self, styles: Styles, chain: Sequence[Any], passages: Passages) -> None:
        self.boxes: list[Any] = []
        self._styles = styles
        self._chain = chain
        self._passages = passages
        self._pieces: list[str] = []
        self._fields: list[_Field] = []
        self._is_raised = False

    def text(self, paragraph: Any) -> str:
        """The visible characters in order, line breaks as such."""
        self._walk(paragraph, (None, None))
        return "".join(self._pieces)

    def _walk(self, element: Any, fonts: tuple[str | None, str | None]) -> None:
        for child in chosen(element):
            tag = child.tag
            if tag == w("r"):
                self._run(child)
            elif tag == w("t"):
                self._letters(child.text or "", fonts)
            elif tag in _SIGNS:
                is_page = child.get(w("type")) in _PAGE_BREAKS
                self._put("\n\n" if is_page else _SIGNS[tag])
            elif tag == w("sym"):
                code = child.get(w("char")) or ""
                sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
                self._put(as_characters(sign, child.get(w("font"))))
            elif tag == w("fldChar"):
                self._field(child)
            elif tag == w("instrText"):
                if self._fields:
                    self._fields[-1].instruction += child.text or ""
            elif tag == w("txbxContent"):
                self.boxes.append(child)
            elif tag in {f"{_MATH}oMath", f"{_MATH}oMathPara"}:
                self._formula(child)
            elif is_prompt(child):
                self._passages.leave_out("prompts")
            elif tag not in _NO_WORDS:
                sort = _DRAWN.get(tag.rpartition("}")[2], "")
                if sort and not tag.startswith(w("")):
                    self._passages.leave_out(sort)
                self._walk(child, fonts)

    def _run(self, run: Any) -> None:
        if not self._styles.is_hidden(run, self._chain):
            self._is_raised = self._styles.is_raised(run)
            self._walk(run, self._styles.symbol_fonts(run, self._chain))
            self._is_raised = False
            return
        for sign in run.iter(w("fldChar")):  # a field may begin where nothing shows
            self._field(sign, is_hidden=True)

    def _letters(self, text: str, fonts: tuple[str | None, str | None]) -> None:
        if fonts != (None, None):
            text = "".join(as_characters(sign, fonts[sign > "\x7f"]) for sign in text)
        self._put(text.translate(RAISED) if self._is_raised else text)

    def _put(self, text: str) -> None:
        if all(field.shows and not field.is_given for field in self._fields):
            self._pieces.append(text)
            if self._fields and text:
                self._fields[-1].is_empty = False

    def _field(self, sign: Any, *, is_hidden: bool = False) -> None:
        kind = sign.get(w("fldCharType"))
        if kind == "begin":
            answer = None if is_hidden else _form_value(sign.find(w("ffData")))
            if answer is not None:
                self._put(answer)
            self._fields.append(_Field(is_given=answer is not None))
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if field.is_empty and not is_hidden:
                is_lost = not field.is_given and field.instruction.lstrip().startswith(FORMS)
                self._put("[…]" if is_lost else of_field(field.instruction))
                self._passages.leave_out("answers", int(is_lost))

    def _formula(self, formula: Any) -> None:
        """A formula in one line as its signs; of fractions, powers and the like the signs alone would say another."""
        if any(formula.find(f".//{_MATH}{part}") is not None for part in ("e", "num", "sub", "sup")):
            self._passages.leave_out("formulas")
            self._put("[…]")
        else:
            self._put("".join(text.text or "" for text in formula.iter(f"{_MATH}t", w("t"))))


def _form_value(data: Any) -> str | None:
    """What a form field of older Word shows: a box, or the entry that was chosen; None for a field of text."""
    if data is None:
        return None
    box, entries = data.find(w("checkBox")), data.find(w("ddList"))
    if box is not None:
        state = toggle(box, "checked")
        return "☒" if (toggle(box, "default") if state is None else state) else "☐"
    if entries is not None:
        words = [entry.get(w("val"), "") for entry in entries.findall(w("listEntry"))]
        place = value(entries, "result") or value(entries, "default") or "0"
        return words[int(place)] if place.isdecimal() and int(place) < len(words) else ""
    return None
