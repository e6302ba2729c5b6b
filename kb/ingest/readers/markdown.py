"""Markdown -> passages. No word is left out, whatever it looks like."""

import re
from collections.abc import Iterator, Sequence

from kb.ingest.readers.plain import MOST_LINES
from kb.ingest.text.passages import Passages, too_long
from kb.ingest.text.symbols import clean
from kb.ingest.text.wrapping import Joiner

_NOTE = re.compile(r"\s*\[\^[^\]\s]{1,40}\]:\s*")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_MARKED_ITEM = re.compile(r"\s*(?:>\s*)*(?:[-*+•]\s|\d{1,9}[.)]\s)")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s+|(?<=##))(?P<title>[^\s#].*)$")
_RULE = re.compile(r"^\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+)$")
_UNDERLINE = re.compile(r"^ {0,3}(?:={3,}|-{3,})\s*$")
_BULLET = re.compile(r"^\s*[-*+•]\s+(?=\S)")
_MARKS = re.compile(r"\\.|\*+|_+")
_LINK = re.compile(r"!?(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST_LINE = 2_000  # characters; a longer line is text, whatever form it has


def looks_like_markdown(text: str) -> bool:
    """Whether a text of unknown kind uses Markdown's headings or bold."""
    return bool(re.search(r"^(?:#{2,6}\s*\w|# \w)|\*\*\S.*?\*\*", text, re.MULTILINE))


def read_markdown(text: str, passages: Passages) -> None:
    """The paragraphs of a Markdown text without its marks; its notes come last."""
    raw = re.split(r"\r\n|\r|\n", _without_comments(text).replace("\x1a", ""))
    if len(raw) > MOST_LINES:
        raise too_long(passages.name)
    raw = [_NOTE_MARK.sub("", line) for line in raw]
    joiner = Joiner(raw)
    made: list[tuple[str, str]] = []  # words and kind
    last = -2
    for number, kind, words in _lines([line if not _NOTE.match(line) else "" for line in raw]):
        is_item = bool(_MARKED_ITEM.match(raw[number]))
        if kind == "table" and made and made[-1][1] == "table" and last == number:
            made[-1] = f"{made[-1][0]} | {words}", kind
        elif kind == "paragraph" and last == number - 1 and made[-1][1] in {"paragraph", "list"} and not is_item:
            made[-1] = joiner.join(made[-1][0], words), made[-1][1]
        else:
            made.append((words, "list" if is_item and kind == "paragraph" else kind))
        last = number
    for words, kind in made:
        passages.add(words, kind)
    for line in raw:
        if mark := _NOTE.match(line):
            passages.note(line[mark.end() :])


def _lines(raw: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """What the lines hold: nothing (blank, rule), words, or the cells of a table's row.

    Of each its line's number, its kind ("heading", "table" or "paragraph") and words. A line longer than _LONGEST_LINE
    is looked at no further: all of it is text.
    """
    for number, line in enumerate(line.rstrip() for line in raw):
        kind, texts = "paragraph", [line]
        if len(line) <= _LONGEST_LINE:
            below = raw[number + 1] if number + 1 < len(raw) else ""
            if _RULE.match(line):
                continue
            if match := _HEADING.match(line):
                kind, texts = "heading", [match["title"].rstrip().rstrip("#")]
            elif _UNDERLINE.match(below) and line.strip():
                kind = "heading"
            elif line.strip().startswith("|") and line.strip().endswith("|"):
                texts = [] if set(line) <= set("|-: ") else re.split(r"(?<!\\)\|", line.strip()[1:-1])
                kind = "table" if len(texts) > 1 else kind
        for text in texts:
            if words := clean(_without_marks(text)):
                yield number, kind, words


def _without_comments(text: str) -> str:
    """The text without what stands in <!-- -->, which no page shows; one that does not end is text."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    return "".join([*pieces, text[at:]])


def _without_marks(text: str) -> str:
    """Markdown's marks for quotation, lists, emphasis, links and escapes taken off."""
    text = _BULLET.sub("", re.sub(r"^(?:\s*>)+\s?", "", text))
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"<br\s*/?>|</?(?:b|i|em|strong|u|a|p|div|span|sup|sub)\b[^<>]*>", " ", text)
    return _ESCAPE.sub(r"\1", _without_emphasis(text))


def _without_emphasis(text: str) -> str:
    """Pairs of asterisks or underscores taken off, in one pass: one that ends goes with the last that began.

    A mark begins before a word and not inside one, and ends after one; what has no other half stays as it is.
    """
    begun: dict[str, list[list[int]]] = {"*": [], "_": []}  # place and count of marks that are still open
    gone: set[int] = set()
    for run in _MARKS.finditer(text):
        if run[0].startswith("\\"):
            continue
        (at, end), waiting = run.span(), begun[run[0][0]]
        before, after = text[max(at - 1, 0) : at], text[end : end + 1]
        if before.strip() and not after.isalnum():
            while waiting and at < end:
                place, count = waiting[-1]
                pair = min(count, end - at)
                gone.update(range(place + count - pair, place + count), range(at, at + pair))
                at += pair
                waiting[-1][1] -= pair
                if count == pair:
                    waiting.pop()
        if at < end and after.strip() and not before.isalnum():
            waiting.append([at, end - at])
    return "".join(sign for place, sign in enumerate(text) if place not in gone) if gone else text
