"""How much of one text stands in another."""

import unicodedata
from collections.abc import Iterator, Sequence

from kb.ingest.text.passages import ITEM

_LETTERS = 20  # of a shingle: about four words
_SIGNS = 6  # of a shingle in Chinese: about four words
_MOST = 100_000  # shingles that are compared


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """0 to 1: the share of the shorter text's shingles that also stand in the other text.

    A shingle is a run of letters. Spaces, punctuation, digits, accents and case are no part of it, so that layout,
    numbering and hyphens at line ends make no difference. Symmetric; 0 where one text is empty and the other not.
    """
    short, long = sorted((_letters(one), _letters(other)), key=lambda text: (len(text), text))
    if short == long:
        return 1.0
    if not short:
        return 0.0
    step = 1 + len(short) // _MOST
    wanted = set(_shingles(short, len(short), step))
    shared = {shingle for shingle in _shingles(long, len(short), 1) if shingle in wanted}
    return len(shared) / len(wanted)


def _letters(texts: Sequence[str]) -> str:
    """All letters in a row; all letters and digits where there are no letters."""
    whole = unicodedata.normalize("NFKD", "".join(ITEM.sub("", text) for text in texts).casefold())
    letters = "".join(sign for sign in whole if sign.isalpha() and sign != "\u0640")  # without Arabic's stretching sign
    return letters or "".join(filter(str.isalnum, "".join(texts)))


def _shingles(text: str, longest: int, step: int) -> Iterator[str]:
    """longest: no shingle is longer than the shorter text, so that a word is found in a page."""
    letters, signs = min(_LETTERS, longest), min(_SIGNS, longest)
    for at in range(0, max(1, len(text) - signs + 1), step):
        size = signs if is_written_without_spaces(text[at]) else letters
        if at + size <= len(text):
            yield text[at : at + size]


def is_written_without_spaces(sign: str) -> bool:
    """Whether a character is Chinese or Japanese, its punctuation included."""
    return (
        "\u2e80" <= sign <= "\u9fff"
        or "\uf900" <= sign <= "\ufaff"
        or "\uff00" <= sign <= "\uff65"
        or sign > "\U0001ffff"
    )
