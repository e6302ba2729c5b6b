"""Why a text was found: the words in it that fit, marked, and the other places in which words fit."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.search.asking import letters_wrong
from kb.search.index import Document
from kb.search.languages import WORD, fold, forms, is_han, is_small
from kb.search.parsing import split
from kb.search.reading import Phrase, Provisions, Reading, Word

# How long a text may be and still be shown whole; of a longer one this much is shown.
WHOLE = 420
# Where the other places stand in a sentence.
PLACES = ("who", "subject", "source")


class Piece(NamedTuple):
    """A piece of text, and whether it fits the question."""

    text: str
    marked: bool


class Why(NamedTuple):
    """Where words of the question were found (text, who, subject or source), and the words as they stand there."""

    place: str
    words: tuple[str, ...]


class _Token(NamedTuple):
    start: int
    end: int
    folded: str


class Marker:
    """Marks what fits a question; `fuzzy`: typing errors are forgiven."""

    def __init__(self, reading: Reading, *, fuzzy: bool) -> None:
        words = [leaf for leaf in reading.leaves if isinstance(leaf, Word)]
        telling = [word for word in words if word.prefix or not is_small(word.text)] or words
        self._words = [word.text for word in telling if not word.prefix]
        self._prefixes = tuple(fold(word.text) for word in telling if word.prefix)
        self._phrases = [tuple(fold(one) for one in leaf.words) for leaf in reading.leaves if isinstance(leaf, Phrase)]
        self._phrases += [
            tuple(fold(one) for one in split(leaf.said)) for leaf in reading.leaves if isinstance(leaf, Provisions)
        ]
        self._fuzzy = fuzzy

    def pieces(self, document: Document) -> tuple[Piece, ...]:
        """The text, or the part of it with most that fits, in pieces."""
        text = document.parts["text"]
        spans = self._spans(text, document.language)
        start, end = _window(text, spans)
        pieces = [Piece("… ", False)] if start else []
        at = start
        for first, last in spans:
            if first < start or last > end:
                continue
            pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
            at = last
        pieces.append(Piece(text[at:end], False))
        if end < len(text):
            pieces.append(Piece(" …", False))
        return tuple(piece for piece in pieces if piece.text)

    def why(self, document: Document) -> tuple[Why, ...]:
        """The places in which words of the question stand, with these words."""
        found = []
        for place, text in document.parts.items():
            language = document.language if place == "text" else "en"
            words = dict.fromkeys(text[first:last] for first, last in self._spans(text, language))
            if words:
                found.append(Why(place, tuple({fold(word): word for word in words}.values())))
        return tuple(found)

    def _spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where something fits, in order and without overlap."""
        tokens = [_Token(found.start(), found.end(), fold(found.group())) for found in WORD.finditer(text)]
        spans = [
            (token.start, token.end)
            for token in tokens
            if not is_han(text[token.start : token.end])
            and self._fits(text[token.start : token.end], token.folded, language)
        ]
        spans += self._sequences(tokens, [tuple(word) for word in self._words if is_han(word)])
        spans += self._sequences(tokens, [tuple(prefix) for prefix in self._prefixes if is_han(prefix)])
        spans += self._sequences(tokens, self._phrases)
        return _merged(sorted(spans), text)

    def _fits(self, word: str, folded: str, language: str) -> bool:
        if any(folded.startswith(prefix) for prefix in self._prefixes):
            return True
        return any(
            not forms(word, language).isdisjoint(forms(asked, language))
            or (self._fuzzy and is_near(folded, fold(asked), letters_wrong(fold(asked))))
            for asked in self._words
        )

    def _sequences(self, tokens: Sequence[_Token], wanted: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
        spans = []
        for words in wanted:
            letters = tuple(letter for word in words for letter in (_letters(word)))
            for at in range(len(tokens) - len(letters) + 1):
                if all(tokens[at + step].folded == letter for step, letter in enumerate(letters)):
                    spans.append((tokens[at].start, tokens[at + len(letters) - 1].end))
        return spans


def _letters(word: str) -> tuple[str, ...]:
    """A word as tokens: pairs of Chinese characters overlap, so only the first of each is taken."""
    return tuple(word) if is_han(word) else (word,)


def _merged(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Overlapping spans, and Chinese ones that touch, as one."""
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and (first < merged[-1][1] or (first == merged[-1][1] and is_han(text[first]))):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of a long text with most spans, from a word's beginning to a word's end; a short text whole."""
    if len(text) <= WHOLE:
        return 0, len(text)
    starts = [max(0, first - 60) for first, _ in spans] or [0]
    best = max(starts, key=lambda start: sum(start <= first and last <= start + WHOLE for first, last in spans))
    start = min(best, len(text) - WHOLE)
    end = start + WHOLE
    if start:
        start = next((found.end() for found in re.finditer(r"\s", text[start : start + 40])), 0) + start
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[end - 40 : end] else end
    return start, end


@lru_cache(maxsize=65536)
def is_near(word: str, other: str, most: int) -> bool:
    """Whether one becomes the other by at most so many letters put in, left out, changed, or swapped with the next."""
    if not most or abs(len(word) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, start=1):
        older, before, row = before, row, [at]
        for place, wanted in enumerate(other, start=1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and word[at - 2] == wanted:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most
