"""Which line breaks are only there for want of room, and how the pieces go together again."""

import re
from collections.abc import Callable, Iterable, Sequence
from unicodedata import east_asian_width

from kb.ingest.text.similarity import is_written_without_spaces

ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；؟؛۔]['\"”’»)\]）」』]*$")  # noqa: RUF001 (Chinese and Arabic stops)
HALF_WORD = re.compile(r"[^\W\d_]{2}[-\u00ad]$")
# A sentence or a clause that may be followed by a new paragraph, point or action.
ENDS_CLAUSE = re.compile(r"""(?:[.;:?!]["'”’)\]]*|[;,] (?:and|or))$""")
# Characters at the end of a text that decide how it goes on: a paragraph of many lines is not read once a line.
TAIL = 80
_BROKEN = re.compile(r"-([^\W\d_]+)")  # half a word before a line's end, read from the end
# First halves that keep their hyphen when a line breaks after it, unless the document itself says otherwise.
# No word that is also a common first syllable ("part-ner", "state-ment", "ex-ample").
_COMPOUNDING = frozenset({"age", "anti", "co", "community", "counter", "cross", "disability", "evidence"})
_COMPOUNDING |= {"full", "gender", "half", "high", "long", "low", "multi", "non", "peer", "people", "quasi"}
_COMPOUNDING |= {"rights", "risk", "rural", "self", "short", "single", "socio", "survivor", "three", "time"}
_COMPOUNDING |= {"user", "victim", "well"}
_SUSPENDED = frozenset({"and", "or", "to", "nor", "as"})


def begins_by_width(lines: Sequence[str], goes_on: Callable[[str, str], bool], narrowest: int) -> list[bool]:
    """For each line of a text file: does it begin a paragraph? Blank lines are "" and begin nothing.

    A break is for want of room when the next line's first word would not have fitted any more, and only in
    a text that is evidently wrapped: there, two in five lines after a full line evidently go on.

    goes_on    says so of a line and the one above it
    narrowest  columns; no narrower text is wrapped
    """
    widths = [columns(line) for line in lines]
    # Where the text is wrapped: the greatest width that a fair share of inner lines nearly reach.
    inner = [width for width, line, after in zip(widths, lines, lines[1:], strict=False) if line and after]
    enough = max(2, len(inner) // 10)
    from_widest = sorted(set(inner), reverse=True)
    limit = next((width for width in from_widest if sum(width - 12 < one <= width for one in inner) >= enough), 0)
    full = [False] + [
        bool(above) and limit >= narrowest and width + 1 + columns(first_word(line)) > limit
        for above, width, line in zip(lines, widths, lines[1:], strict=False)
    ]
    evident = [goes_on(lines[index - 1], lines[index]) for index, is_full in enumerate(full) if is_full]
    if not evident or sum(evident) * 5 < len(evident) * 2:
        return [bool(line) for line in lines]
    return [bool(line) and not is_full for line, is_full in zip(lines, full, strict=False)]


def columns(text: str) -> int:
    """Columns that a text takes: two for a Chinese sign."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def first_word(text: str) -> str:
    """What must have fitted into the line above: the first word, or two Chinese signs."""
    return text[:2] if is_written_without_spaces(text[:1] or " ") else text.split(" ", 1)[0]


def goes_on_in_lower_case(lines: Iterable[str]) -> bool:
    """Whether lines that stand after full lines look like rests of sentences: two in five in lower case."""
    starts = [line[:1].islower() for line in lines]
    return bool(starts) and sum(starts) * 5 >= len(starts) * 2


def reads_like_title(text: str, most_words: int = 25) -> bool:
    """Short, beginning with a capital or a digit, and without the stop that ends a sentence or clause."""
    return (
        0 < len(text.split()) <= most_words
        and not re.search(r"[.;:,]$", text)
        and not text.lstrip("\"'“‘(")[:1].islower()
    )


class Joiner:
    """Puts the pieces of broken lines together, with the document's own words as the judge of hyphens.

    It puts no space between Chinese signs, and looks only at the ends of long texts.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            # The piece at a line's end or start may be half a word and proves nothing.
            words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.casefold())
            self._words.update(words[1:-1])
            self._words.update(part for word in words[1:-1] for part in word.split("-"))

    def join(self, above: str, below: str) -> str:
        """Two lines as one text; a hyphen at the break stays if it belongs to the word."""
        return "".join(self.joined_end(above, below))

    def joined_end(self, above: str, below: str) -> tuple[str, str]:
        """The two lines as one text in two pieces; the first is the beginning of the upper one as it was."""
        cut = _word_border(above, max(0, len(above) - TAIL))
        after = _word_border(below, min(TAIL, len(below)))
        head, tail, front, rest = above[:cut], above[cut:], below[:after], below[after:]
        if tail and front and is_written_without_spaces(tail[-1]) and is_written_without_spaces(front[0]):
            return above, below
        return head, self._joined(tail, front) + " " * front.endswith(" ") + rest

    def _joined(self, above: str, below: str) -> str:
        if above.endswith("\u00ad"):
            return above[:-1] + below
        broken = _BROKEN.match(above[-TAIL:][::-1])
        rest = re.match(r"[^\W\d_]+", below)
        if not broken or not rest:
            # A hyphen beside a digit ("2010-", "15") stays and takes no space.
            glue = "" if re.search(r"\w-$", above[-2:]) and re.match(r"\w", below) else " "
            return f"{above}{glue}{below}".strip()
        first, second = broken[1][::-1], rest[0]
        if second.casefold() in _SUSPENDED:
            return f"{above} {below}"
        return above + below if self._keeps_hyphen(first, second) else above[:-1] + below

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        low, high = first.casefold(), second.casefold()
        if low + high in self._words:
            return False
        if f"{low}-{high}" in self._words or low in _COMPOUNDING:
            return True
        if (second[0].isupper() and not first.isupper()) or (len(low) > 5 and low.endswith("ly")):
            return True
        return min(len(low), len(high)) >= 4 and low in self._words and high in self._words


def _word_border(text: str, at: int) -> int:
    """The place itself, or the next one with no space behind it: pieces are put together without their outer spaces."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at
