"""Why a text was found: the words in it that fit, marked, and the other places in which words fit."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.search.asking import letters_wrong
from kb.search.index import BETWEEN, Document
from kb.search.languages import WORD, fold, forms, is_han, is_small
from kb.search.parsing import split
from kb.search.reading import Phrase, Provisions, Reading, Term, Word
from kb.search.synonyms import meaning, thousands

# How long a text may be and still be shown whole; of a longer one this much is shown.
WHOLE = 420
# Where a question can fit besides, and in which language names and labels are.
PLACES = ("who", "subject", "source")
LABELS = "en"


class Piece(NamedTuple):
    """A piece of text, and whether it fits the question."""

    text: str
    marked: bool


class MatchReason(NamedTuple):
    """Where the question fits (text, translation, who, subject or source), and what: words, whole names elsewhere.

    `language` is that of a translation.
    """

    place: str
    words: tuple[str, ...]
    language: str | None = None


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    folded: str


class Marker:
    """Marks what fits a question; `names` are those of provisions, `themes` of themes.

    `fuzzy`: typing errors are forgiven.
    """

    def __init__(self, reading: Reading, names: Mapping[str, str], themes: Mapping[str, str], *, fuzzy: bool) -> None:
        words = [leaf for leaf in reading.leaves if isinstance(leaf, Word)]
        telling = [word for word in words if word.prefix or not is_small(word.text)] or words
        beginnings = tuple(fold(word.text) for word in telling if word.prefix)
        whole = [word.text for word in telling if not word.prefix]
        phrases = [leaf.words for leaf in reading.leaves if isinstance(leaf, Phrase)]
        phrases += [
            tuple(split(said))
            for leaf in reading.leaves
            if isinstance(leaf, Provisions)
            for said in (leaf.said, *(names[code] for code in leaf.codes))
        ]
        terms = [leaf.words for leaf in reading.leaves if isinstance(leaf, Term)]
        also = [meaning(words) for words in (*((word,) for word in whole), *terms)]
        phrases += [option for one in also for option in one.options if len(option) > 1]
        phrases += [tuple(split(themes[theme])) for one in also for theme in one.themes if theme in themes]
        phrases += [parts for word in whole if (parts := thousands(fold(word)))]
        whole += [word for words in terms for word in words if not is_small(word)]
        texts = list(whole)
        whole += [option[0] for one in also for option in one.options if len(option) == 1]
        phrases += [(word,) for word in (*whole, *beginnings) if is_han(word)]
        self._sequences = [_tokens_of(phrase) for phrase in phrases]
        self._words = [word for word in whole if not is_han(word)]
        self._beginnings = tuple(word for word in beginnings if not is_han(word))
        self._near = [(folded, letters_wrong(folded)) for folded in map(fold, texts)] if fuzzy else []
        # Each language's answers, by word: the words of texts come again and again.
        self._known: dict[str, dict[str, bool]] = {}
        self._wanted: dict[str, frozenset[str]] = {}

    def marked(self, document: Document) -> tuple[tuple[Piece, ...], tuple[MatchReason, ...]]:
        """The text, or the part of it with most that fits, in pieces; and the places in which the question fits."""
        text = document.parts["text"]
        spans = self._spans(text, document.language)
        why = [MatchReason("text", _distinct(text, spans))] if spans else []
        for language, translated in document.translations:
            if words := _distinct(translated, self._spans(translated, language)):
                why.append(MatchReason("translation", words, language))
        for place in PLACES:
            names = document.parts[place].split(BETWEEN)
            fitting = tuple(dict.fromkeys(name for name in names if self._spans(name, LABELS)))
            if fitting:
                why.append(MatchReason(place, fitting))
        return _pieces(text, spans), tuple(why)

    def _spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where something fits, in order and without overlap."""
        tokens = [
            _Token(match.start(), match.end(), match.group(), fold(match.group())) for match in WORD.finditer(text)
        ]
        known = self._known.setdefault(language, {})
        spans = []
        for token in tokens:
            fits = known.get(token.word)
            if fits is None:
                fits = known[token.word] = self._fits(token, language)
            if fits:
                spans.append((token.start, token.end))
        for wanted in self._sequences:
            for at in range(len(tokens) - len(wanted) + 1):
                if all(tokens[at + step].folded == folded for step, folded in enumerate(wanted)):
                    spans.append((tokens[at].start, tokens[at + len(wanted) - 1].end))
        return _merged(sorted(spans), text)

    def _fits(self, token: _Token, language: str) -> bool:
        if language not in self._wanted:
            self._wanted[language] = frozenset(form for word in self._words for form in forms(word, language))
        return (
            token.folded.startswith(self._beginnings)
            or not forms(token.word, language).isdisjoint(self._wanted[language])
            or any(is_near(token.folded, folded, most) for folded, most in self._near)
        )


def _distinct(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple({fold(text[first:last]): text[first:last] for first, last in spans}.values())


def _tokens_of(phrase: Sequence[str]) -> tuple[str, ...]:
    """The words of a phrase as a text is cut into: pairs of Chinese characters that overlap as single characters."""
    tokens: list[str] = []
    pair_before = False
    for word in phrase:
        is_pair = is_han(word)
        if not is_pair:
            tokens.append(fold(word))
        elif pair_before and tokens[-1] == word[0]:
            tokens += word[1:]
        else:
            tokens += word
        pair_before = is_pair
    return tuple(tokens)


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    start, end = _window(text, spans)
    pieces = [Piece("… ", False)] if start else []
    at = start
    for first, last in spans:
        if start <= first and last <= end:
            pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
            at = last
    pieces.append(Piece(text[at:end], False))
    if end < len(text):
        pieces.append(Piece(" …", False))
    return tuple(piece for piece in pieces if piece.text)


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
        start = next((match.end() for match in re.finditer(r"\s", text[start : start + 40])), 0) + start
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
