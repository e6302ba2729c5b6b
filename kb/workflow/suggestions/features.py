"""Features of a text for learning: the words of a language, so that nothing is guessed from the words of another."""

from itertools import pairwise

from kb.search.languages import STEMMERS, WORD, fold, folded_form, is_small, spaced

# Letters of a word that count for words alike: rehabilitation and rehabilitated, nation and national.
BEGINNING = 5
LONGEST = 20_000  # characters of a text that are looked at

# A text and the ISO 639-1 code of its language.
Document = tuple[str, str]


def _words(text: str) -> list[str]:
    return WORD.findall(fold(spaced(text[:LONGEST])))


def content_words(text: str) -> list[str]:
    """The words of a text that say something by themselves, folded, in order; Chinese as pairs of characters."""
    return [word for word in _words(text) if not is_small(word)]


def features(document: Document) -> list[str]:
    """Bag of features of a text: beginnings, stems, and pairs of beginnings, each marked with the language."""
    text, language = document
    words = content_words(text)
    beginnings = [word[:BEGINNING] for word in words]
    pairs = [f"{one} {other}" for one, other in pairwise(beginnings)]
    # Marked, so that no stem is taken for a beginning.
    stems = [f"={_stem(word, language)}" for word in words]
    return [f"{language}:{one}" for one in (*beginnings, *pairs, *stems)]


def vocabulary_of(document: Document) -> set[str]:
    """The different words of a text, small ones too, without endings and marked with the language."""
    text, language = document
    return {f"{language}:{_stem(word, language)}" for word in _words(text) if len(word) > 1}


def _stem(word: str, language: str) -> str:
    return folded_form(word, language) if language in STEMMERS else word
