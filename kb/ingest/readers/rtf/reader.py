"""RTF -> passages. The file is gone through once, sign by sign, so that depth and size cost no more than time."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from kb.ingest.readers.rtf.paragraphs import Form, Place, whole
from kb.ingest.readers.rtf.words import BORDERS, COUNTED, LEFT_OUT, SIGNS, SKIPPED, TWICE, WARNED, Fonts
from kb.ingest.text.passages import Passages, too_deep, tracked_changes
from kb.ingest.text.symbols import FORMS, RAISED, of_field

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_DEEPEST = 2_000
_BOXES = frozenset({"shptxt", "dptxbxtext"})
# Groups whose words go elsewhere: where to, and in which others such a group may stand.
_WORDS = frozenset({"text", "note", "label"})
_ANYWHERE = _WORDS | {"fonts", "styles", "instruction", "form", "entry"}
_DESTINATIONS = {
    "footnote": ("note", frozenset({"text"})), "listtext": ("label", _ANYWHERE), "pntext": ("label", _ANYWHERE),
    "fonttbl": ("fonts", _ANYWHERE), "stylesheet": ("styles", _ANYWHERE), "fldinst": ("instruction", _WORDS),
    "formfield": ("form", frozenset({"instruction"})), "ffl": ("entry", frozenset({"form"})),
}  # fmt: skip
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(frozen=True)
class _Group:
    """What holds between two braces.

    into       where words go: "text", "note", "label", "fonts", "styles", "instruction" of a field, "form", "entry", ""
    behind     signs for old readers after a Unicode sign
    is_closed  nothing in it shows, text boxes included
    shown      words of the text before it, if it is a field; -1 otherwise
    """

    into: str = "text"
    font: int = 0
    behind: int = 1
    is_hidden: bool = False
    is_raised: bool = False
    is_first: bool = False
    may_skip: bool = False
    is_closed: bool = False
    is_box: bool = False
    shown: int = -1


def read_rich_text(data: bytes, passages: Passages) -> None:
    """Paragraphs, rows of tables and footnotes of an RTF document.

    Raises DocumentRefused for one with open tracked changes.
    """
    reader = _Reader(passages)
    text = data.decode("latin-1")
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        if match["word"] == "bin":
            at += max(0, int(match["number"] or 0))
        if not reader.take(match):
            break
    reader.finish()


class _Reader:
    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._groups = [_Group()]
        self._style_names: dict[int, str] = {}
        self._places = [Place(passages, self._style_names)]  # the text, and the boxes that are open in it
        self._collected: defaultdict[str, list[str]] = defaultdict(list)  # words outside of the text, by where they go
        self._bytes = bytearray()
        self._fonts = Fonts()
        self._style = 0  # whose name is being read
        self._form = Form()
        self._has_answer = False  # of the field that is being read, by its form's data
        self._pending = 0  # signs for old readers that are still to be passed over

    def take(self, match: re.Match[str]) -> bool:
        """One token; False after the document's last brace."""
        if match["hex"]:
            self._byte(int(match["hex"], 16))
            return True
        if match["text"]:
            self._plain(match["text"])
            return True
        self._decode()
        if brace := match["brace"]:
            self._pending = 0
            return self._open() if brace == "{" else self._close()
        word = match["word"]
        if self._pending and (word or match["sign"]):
            # Each word counts as one sign. What ends a paragraph does so all the same.
            self._pending = 0 if word in BORDERS or word == "u" else self._pending - 1
            if word not in BORDERS and word != "u":
                return True
        if match["sign"]:
            self._sign(match["sign"])
        elif word:
            self._word(word, match["number"])
        return True

    def finish(self) -> None:
        self._decode()
        while len(self._places) > 1:
            self._close_box()
        self._text.finish()

    @property
    def _text(self) -> Place:
        """Where the words of the text go now."""
        return self._places[-1]

    def _close_box(self) -> None:
        if len(self._places) > 1:
            self._text.finish()
            box = self._places.pop().passages
            self._text.boxes.append(box)

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def _change(self, **values: object) -> None:
        self._groups[-1] = replace(self._groups[-1], **values)  # type: ignore[arg-type]

    def _open(self) -> bool:
        if len(self._groups) > _DEEPEST:
            raise too_deep(self._passages.name)
        self._groups.append(replace(self._group, is_first=True, may_skip=False, is_box=False, shown=-1))
        return True

    def _close(self) -> bool:
        closed = self._groups.pop() if len(self._groups) > 1 else self._group
        if closed.into == "styles":
            self._style_names.setdefault(self._style, self._taken("styles").strip().lower())
            self._style = 0
        elif closed.into != self._group.into:
            self._end(closed.into)
        if closed.is_box:
            self._close_box()
        if closed.shown >= 0 and closed.shown == self._text.size:
            instruction = self._taken("instruction")
            is_lost = not self._has_answer and instruction.lstrip().startswith(FORMS)
            self._put("[…]" if is_lost else of_field(instruction))
            self._passages.leave_out("answers", int(is_lost))
        return len(self._groups) > 1

    def _taken(self, into: str) -> str:
        return "".join(self._collected.pop(into, ()))

    def _sink(self, into: str) -> list[str]:
        """Where words go."""
        of_text = {"text": self._text.pieces, "label": self._text.label}
        return of_text[into] if into in of_text else self._collected[into]

    def _end(self, into: str) -> None:
        """The end of a note, of an entry of a form's list, or of a form field's data, which show where it stands."""
        if into == "note":
            self._passages.note(whole(self._taken("note")))
        elif into == "entry":
            self._form.entries.append(self._taken("entry"))
        elif into == "form" and (answer := self._form.answer) is not None:
            outer = next((group for group in reversed(self._groups) if group.into in {"text", "note"}), None)
            if outer is not None and not outer.is_hidden:
                self._sink(outer.into).append(answer)
                self._has_answer = True

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._change(may_skip=True)
        elif sign in "\r\n":
            self._word("par", None)
        else:
            self._put({"~": "\u00a0", "-": "\u00ad", "_": "-"}.get(sign, sign))

    def _plain(self, text: str) -> None:
        if self._pending:
            skipped = min(self._pending, len(text))
            self._pending -= skipped
            text = text[skipped:]
        if not text.isascii():
            for sign in text:
                self._byte(ord(sign))
            return
        if text and self._bytes[-1:] >= b"\x81" and self._fonts.lacks_byte(self._bytes, self._group.font):
            self._bytes += text[0].encode()  # the second byte of a Chinese sign may be a letter
            text = text[1:]
        self._decode()
        self._put(text)

    def _byte(self, value: int) -> None:
        if self._pending:
            self._pending -= 1
        else:
            self._bytes.append(value)

    def _decode(self) -> None:
        if self._bytes:
            words = self._bytes.decode(self._fonts.encoding(self._group.font), errors="replace")
            self._bytes.clear()
            self._put(words)

    def _put(self, words: str) -> None:
        group = self._group
        if group.is_hidden or not group.into:
            return
        if group.into in _WORDS:
            words = self._fonts.in_letters(words, group.font)
            words = words.translate(RAISED) if group.is_raised else words
        if group.into == "fonts":
            self._fonts.names[group.font] += words
        else:
            self._sink(group.into).append(words)

    def _word(self, word: str, given: str | None) -> None:
        number = int(given) if given else 1
        group = self._group
        is_first = group.is_first
        self._change(is_first=False)
        if word in SIGNS:
            self._put(SIGNS[word])
        elif word == "u":
            self._put(chr(number % 0x10000))
            self._pending = group.behind
        elif word in BORDERS:
            if group.into in {"note", "label"}:
                self._put(" ")
            elif group.into == "text":
                self._text.border(word)
        elif word in WARNED and group.into:
            self._passages.warn(WARNED[word])
            self._change(into="", is_closed=True)
        elif word in COUNTED or word in TWICE:
            if word in COUNTED and not group.is_closed:
                self._passages.leave_out(COUNTED[word])
            self._change(into="", is_closed=True)
        elif word in _DESTINATIONS or word in _BOXES:
            self._destination(word)
        elif word in LEFT_OUT or (is_first and (group.may_skip or word in SKIPPED)):
            self._change(into="", is_closed=group.is_closed or word in LEFT_OUT)
        elif word in {"deleted", "revised", "mvf", "mvt"} and given != "0" and group.into in {"text", "note"}:
            raise tracked_changes(self._passages.name)
        else:
            self._format(word, number, given)

    def _destination(self, word: str) -> None:
        group = self._group
        if word in _BOXES:
            if not group.is_closed and not group.is_box:
                self._places.append(Place(self._text.passages.inner(), self._style_names))
                self._change(into="text", is_box=True)
            return
        into, within = _DESTINATIONS[word]
        if word == "fldinst":
            self._taken("instruction")
        elif word == "formfield":
            self._form = Form()
        if word != "footnote" or group.into in within:
            self._change(into=into if group.into in within else "")

    def _format(self, word: str, number: int, given: str | None) -> None:
        into = self._group.into
        if word == "f":
            self._change(font=number if given else 0)
        elif word == "deff":
            self._fonts.default = number
            self._change(font=number)
        elif word == "plain":
            self._change(is_hidden=False, is_raised=False, font=self._fonts.default)
        elif word in {"super", "nosupersub", "sub", "up"}:
            self._change(is_raised=word in {"super", "up"} and given != "0")
        elif word == "v":
            self._change(is_hidden=given != "0")
        elif word == "uc":
            self._change(behind=min(max(number, 0), 100))
        elif word == "ansicpg":
            self._fonts.use_code_page(f"cp{number}")
        elif word in _CODE_PAGES:
            self._fonts.use_code_page(_CODE_PAGES[word])
        elif word == "fcharset" and into == "fonts":
            self._fonts.charsets[self._group.font] = number if given else 0
        elif word == "s" and into == "styles":
            self._style = number if given else 0
        elif word == "field":
            self._has_answer = False
            self._taken("instruction")
            self._change(shown=self._text.size if into == "text" else -1)
        elif word == "fldrslt" and self._has_answer:
            self._change(into="", is_closed=True)
        elif word in {"fftype", "ffres", "ffdefres"} and into == "form":
            setattr(self._form, word, number if given else 0)
        elif into == "text":
            self._text.format(word, number)
