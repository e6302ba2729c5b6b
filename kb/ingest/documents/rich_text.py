"""RTF -> passages. The file is gone through once, sign by sign, so that depth and size cost no more than time."""

import re
from dataclasses import dataclass, field, replace

from kb.errors import DocumentRefused
from kb.ingest.documents.passages import Passages
from kb.ingest.documents.rich_words import CHARSETS, LEFT_OUT, SIGNS, SKIPPED, WARNED

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_DEEPEST = 2_000


@dataclass(frozen=True)
class _Group:
    """What holds between two braces. into: where words go ("text", "note", "label", "fonts", "styles", "")."""

    into: str = "text"
    font: int = 0
    behind: int = 1  # signs for old readers after a Unicode sign
    is_hidden: bool = False
    is_first: bool = False
    may_skip: bool = False


@dataclass
class _Paragraph:
    """What is known of the paragraph that is being read."""

    pieces: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    is_heading: bool = False
    is_item: bool = False
    in_table: bool = False


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
        self._now = _Paragraph()
        self._note: list[str] = []
        self._bytes = bytearray()
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._headings: set[int] = set()
        self._style: tuple[int, list[str]] = (0, [])
        self._pending = 0

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
            return self._open() if brace == "{" else self._close()
        if match["sign"]:
            self._sign(match["sign"])
        elif match["word"]:
            self._word(match["word"], match["number"])
        return True

    def finish(self) -> None:
        self._decode()
        self._end_paragraph()
        if self._now.cells:
            self._end_row()

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def _change(self, **values: object) -> None:
        self._groups[-1] = replace(self._groups[-1], **values)  # type: ignore[arg-type]

    def _open(self) -> bool:
        if len(self._groups) > _DEEPEST:
            raise DocumentRefused(
                "{name} is nested too deeply to be read: save it anew in a simpler form.", name=self._passages.name
            )
        self._groups.append(replace(self._group, is_first=True, may_skip=False))
        self._pending = 0
        return True

    def _close(self) -> bool:
        closed = self._groups.pop() if len(self._groups) > 1 else self._group
        if closed.into == "styles":
            number, words = self._style
            if "".join(words).strip().lower().startswith(("heading", "title")):
                self._headings.add(number)
            self._style = 0, []
        if closed.into == "note" and self._group.into != "note":
            self._passages.note(_whole("".join(self._note)))
            self._note = []
        return len(self._groups) > 1

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
        if self._bytes and len(text) and self._bytes[-1] >= 0x81 and self._is_double():
            self._bytes += text[0].encode()  # the second byte of a Chinese sign may be a letter
            text = text[1:]
        self._decode()
        self._put(text)

    def _is_double(self) -> bool:
        """Whether a byte is still missing to the last sign."""
        try:
            self._bytes.decode(self._encoding())
        except UnicodeDecodeError as error:
            return error.end == len(self._bytes)
        return False

    def _byte(self, value: int) -> None:
        if self._pending:
            self._pending -= 1
        else:
            self._bytes.append(value)

    def _encoding(self) -> str:
        return self._fonts.get(self._group.font, self._code_page)

    def _decode(self) -> None:
        if self._bytes:
            words = self._bytes.decode(self._encoding(), errors="replace")
            self._bytes.clear()
            self._put(words)

    def _put(self, words: str) -> None:
        group = self._group
        if group.is_hidden or not group.into:
            return
        if group.into == "text":
            self._now.pieces.append(words)
        elif group.into == "note":
            self._note.append(words)
        elif group.into == "label":
            self._now.label.append(words)
        elif group.into == "styles":
            self._style[1].append(words)

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
        elif word in {"par", "sect", "page"} or word in {"cell", "nestcell", "row", "nestrow"}:
            self._border(word)
        elif word in WARNED and group.into:
            self._passages.warn(WARNED[word])
            self._change(into="")
        elif word in {"footnote", "listtext", "pntext", "fonttbl", "stylesheet", "shptxt"}:
            self._destination(word)
        elif (
            word in LEFT_OUT or (is_first and group.may_skip and word not in SKIPPED) or (is_first and word in SKIPPED)
        ):
            self._change(into="")
        elif word in {"deleted", "revised"} and given != "0" and group.into in {"text", "note"}:
            raise DocumentRefused(
                "{name} holds tracked changes: accept or reject them all in a word processor and save it first.",
                name=self._passages.name,
            )
        else:
            self._format(word, number, given)

    def _destination(self, word: str) -> None:
        into = {"listtext": "label", "pntext": "label", "fonttbl": "fonts", "stylesheet": "styles", "shptxt": "text"}
        if word == "footnote" and self._group.into != "text":
            return
        self._change(into=into.get(word, "note") if self._group.into or word == "shptxt" else "")

    def _format(self, word: str, number: int, given: str | None) -> None:
        into = self._group.into
        if word == "f":
            self._change(font=number if given else 0)
        elif word == "plain":
            self._change(is_hidden=False)
        elif word == "v":
            self._change(is_hidden=given != "0")
        elif word == "uc":
            self._change(behind=min(max(number, 0), 100))
        elif word == "ansicpg":
            self._code_page = _codec(f"cp{number}")
        elif word == "fcharset" and into == "fonts" and number in CHARSETS:
            self._fonts[self._group.font] = CHARSETS[number]
        elif word == "s" and into == "styles":
            self._style = number if given else 0, []
        elif word == "pard":
            self._now.is_heading = self._now.is_item = self._now.in_table = False
        elif word == "s" and into == "text":
            self._now.is_heading = number in self._headings
        elif word == "outlinelevel":
            self._now.is_heading = self._now.is_heading or number < 9
        elif word == "ls":
            self._now.is_item = True
        elif word == "intbl":
            self._now.in_table = True

    def _border(self, word: str) -> None:
        """The end of a paragraph, cell or row."""
        into = self._group.into
        if into in {"note", "label"}:
            self._put(" ")
        elif into == "text" and word == "cell":
            self._now.cells.append(self._words())
        elif into == "text" and word == "row":
            self._end_row()
        elif into == "text" and (self._now.in_table or word in {"nestcell", "nestrow"}):
            self._now.pieces.append(" ")
        elif into == "text":
            self._end_paragraph()

    def _words(self) -> str:
        words = f"{_whole(''.join(self._now.label)).strip()} {_whole(''.join(self._now.pieces))}".strip()
        self._now.pieces, self._now.label = [], []
        return words

    def _end_row(self) -> None:
        cells, self._now.cells = self._now.cells, []
        if len(cells) == 1:
            self._passages.add(cells[0])  # a frame around text
        else:
            self._passages.row(cells)

    def _end_paragraph(self) -> None:
        has_label = any(map(str.strip, self._now.label))
        kind = "heading" if self._now.is_heading else "list" if self._now.is_item or has_label else "paragraph"
        self._passages.add(self._words(), kind)


def _whole(text: str) -> str:
    """Halves of signs put together: RTF writes rare signs as two numbers."""
    return text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")


def _codec(named: str) -> str:
    try:
        "".encode(named)
    except LookupError:
        return "cp1252"
    return named
