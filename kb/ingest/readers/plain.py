"""Plain text -> passages. No word is left out, whatever it looks like."""

import re
from collections.abc import Sequence

from kb.ingest.text.passages import BULLET, ITEM, Passages, tidy, too_long
from kb.ingest.text.wrapping import (
    ENDS_CLAUSE,
    ENDS_SENTENCE,
    HALF_WORD,
    TAIL,
    Joiner,
    begins_by_width,
    reads_like_title,
)

MOST_LINES = 60_000
_WIDEST = 160  # columns; no longer line was broken for want of room
_NARROWEST = 50  # columns; no shorter line was broken for want of room
_QUOTE = re.compile(r"\s*>(?:[ \t]?>)*(?=\s|$|[^\W\d_])[ \t]?")
_DIVIDERS = "-–—_=*~#> \t"
# Titles, with which no sentence ends, and other short forms, whose stop mostly ends none.
_TITLES = r"Mr|Mrs|Ms|Messrs|Dr|Prof|MM|Mme|Mmes|Mlle|Sr|Sra|Srta|Dra|H\.E|S\.E|E\.E|Gen|Col|Lt|Amb|Rev|Hon"
_TITLE = re.compile(rf"\b(?:{_TITLES})\.$")
_SHORT = re.compile(rf"\b(?:{_TITLES}|M|St|No|Nos|Nr|art|arts|para|paras|párr|p|pp|vs|cf|e\.g|i\.e|vol|ed|[A-Z])\.$")
_FIGURE = re.compile(r"\d[\d.,]{0,20}\s[^\W\d_]")  # a figure or day in a sentence
_HALF_RANGE = re.compile(r"\d-$")


def read_plain(text: str, passages: Passages) -> None:
    """The paragraphs of a plain text, lines that were only broken for want of room joined."""
    lines = re.split(r"\r\n|[\n\r\f\v\x1a\x85\u2028\u2029]", text)
    if len(lines) > MOST_LINES:
        raise too_long(passages.name)
    lines = [tidy(line) for line in _without_quotes(lines)]
    for paragraph, is_alone in joined(lines, line_begins(lines)):
        is_title = is_alone and _is_title(paragraph)
        passages.add(paragraph, "heading" if is_title else "paragraph")


def lines_of(text: str, *, by_hand: bool) -> list[str]:
    """The paragraphs of a text in lines, which may have been broken for want of room.

    by_hand  the writer broke them: then also a short line may go on in the next
    """
    lines = [tidy(line) for line in text.split("\n")]
    begins = line_begins(lines)
    for index in range(1, len(lines) if by_hand else 0):
        above = lines[index - 1]
        if 0 < len(above) <= _WIDEST and lines[index][:1].islower() and not ITEM.match(lines[index]):
            begins[index] = bool(ENDS_SENTENCE.search(above[-TAIL:]))
    return [paragraph for paragraph, _ in joined(lines, begins)]


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """The lines without the marks of a quoted e-mail and without lines that only divide."""
    depths = [_QUOTE.match(line) for line in lines]
    is_mail = sum(map(bool, depths)) > 1
    made: list[str] = []
    above = 0
    for line, quote in zip(lines, depths, strict=True):
        depth = quote[0].count(">") if quote and is_mail else 0
        if depth != above:
            made.append("")
        words = line[quote.end() :] if quote and depth else line
        made.append(words if words.strip(_DIVIDERS) else "")
        above = depth
    return made


def line_begins(lines: Sequence[str]) -> list[bool]:
    """For each line: does it begin a paragraph? Blank lines are "" and begin nothing."""
    # Without upper and lower case only the end of a line says that it goes on; Chinese lines have few signs.
    is_evident, narrowest = (_is_open, 30) if is_caseless("".join(lines)[:20_000]) else (_goes_on, _NARROWEST)
    begins = begins_by_width([line[:_WIDEST] for line in lines], is_evident, narrowest)
    for index in range(1, len(lines)):
        above, line = lines[index - 1], lines[index]
        is_item = bool(BULLET.match(line)) or bool(
            ITEM.match(line) and (not above or (ENDS_CLAUSE.search(above[-TAIL:]) and not _SHORT.search(above[-TAIL:])))
        )
        is_half = bool(HALF_WORD.search(above[-TAIL:])) and line[:1].islower()
        is_half = is_half or (bool(_HALF_RANGE.search(above[-TAIL:])) and line[:1].isdecimal())
        goes_on = is_half or (not is_item and _is_rest(above, line))
        must_begin = not above or len(above) > _WIDEST or is_item
        begins[index] = bool(line) and not goes_on and (begins[index] or must_begin)
    return begins


def _is_rest(above: str, line: str) -> bool:
    """Whether a line goes on in lower case, with a figure or a name, where the sentence above has no end.

    Only below a line of some length: short ones were hardly broken for want of room.
    """
    if not _NARROWEST <= len(above) <= _WIDEST:
        return False
    if _TITLE.search(above[-TAIL:]):
        return line[:1].isupper()
    if ENDS_SENTENCE.search(above[-TAIL:]):
        return False
    return line[:1].islower() or bool(above[-1:].islower() and _FIGURE.match(line))


def _goes_on(above: str, line: str) -> bool:
    """Whether a line is evidently the rest of a sentence."""
    if line[:1].isdecimal():
        return not ENDS_SENTENCE.search(above[-TAIL:])
    return line[:1].islower() or bool(_SHORT.search(above[-TAIL:]))


def _is_open(above: str, _line: str) -> bool:
    return not ENDS_SENTENCE.search(above[-TAIL:])


def joined(lines: Sequence[str], begins: Sequence[bool]) -> list[tuple[str, bool]]:
    """The paragraphs, and of each whether it stands alone between blank lines as a line of its own."""
    joiner = Joiner(lines)
    made: list[list[str]] = []
    alone: list[bool] = []
    for index, line in enumerate(lines):
        if line and (begins[index] or not made):
            made.append([line])
            alone.append(not any(lines[max(0, index - 1) : index]) and not any(lines[index + 1 : index + 2]))
        elif line:
            # In pieces, so that a paragraph of many lines is not copied once a line.
            made[-1] += joiner.joined_end(made[-1].pop(), line)
            alone[-1] = False
    return [("".join(pieces), is_alone) for pieces, is_alone in zip(made, alone, strict=True)]


def is_caseless(text: str) -> bool:
    """Whether most letters have no upper and lower case, as in Arabic and Chinese."""
    letters = [sign for sign in text if sign.isalpha()]
    return sum(sign.lower() == sign.upper() for sign in letters) * 2 > len(letters)


def _is_title(text: str) -> bool:
    """A line of its own in capitals, or numbered like a chapter."""
    return reads_like_title(text, 14) and (
        (text.isupper() and len(text) > 3) or bool(re.match(r"[IVX]{1,5}\.\s+\w", text))
    )
