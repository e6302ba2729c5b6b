"""How the words of each language are brought to common forms, so that a question finds what is written otherwise.

Two analyses stand beside each other. One takes the accents off after the ending, which suits French and Spanish endings
that bear accents; the other before, so that a question typed without accents meets a text that has them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# The languages whose endings can be taken off, by the name tantivy has for them. Chinese has no endings, and any other
# language is searched for word by word.
STEMMERS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "pt": "portuguese",
    "ru": "russian",
}
# Small words that tantivy's lists lack: those of English questions, and all Arabic ones.
_SMALL = """
    about any can did do does from had has have how its our some were what when where which who whom whose why your
    من في على إلى الى عن مع أن ان إن هذا هذه ذلك التي الذي ما هل كيف لا أو او و
"""

_HAN = "㐀-䶿一-鿿豈-﫿"
_HAN_RUN = re.compile(f"[{_HAN}]+")
# Marks that may be left out in writing: accents, Arabic vowel signs and hamza, the Arabic lengthening stroke. The mark
# over the Cyrillic short i makes another letter of it and stays.
_MARK = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_MARKS = re.compile(f"(?<![иИ])[{_MARK}]")
# A word with its marks, or one Chinese character; and a run of letters of any kind.
WORD = re.compile(rf"[{_HAN}]|(?:[^\W_{_HAN}][{_MARK}]*)+")
RUN = re.compile(rf"(?:[^\W_][{_MARK}]*)+")
# Letters and digits that are written in two ways.
_ALIKE = str.maketrans("ى٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ي01234567890123456789")
# What Arabic writes together with the word behind it: and, then; by, like, for; the article.
_LEADING = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بكل])?(?=\w{3})")


def fold(text: str) -> str:
    """The text without accents, vowel signs and capitals."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).casefold().translate(_ALIKE)


SMALL = frozenset(fold(word) for word in _SMALL.split())


def spaced(text: str) -> str:
    """The text with every run of Chinese characters as overlapping pairs, which stand for words; NFKC otherwise."""
    if text.isascii():
        return text
    return _HAN_RUN.sub(lambda run: f" {' '.join(pairs(run.group()))} ", unicodedata.normalize("NFKC", text))


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run of characters, and the last character, so that one alone can be found too."""
    return [run[at : at + 2] for at in range(len(run))]


def is_han(word: str) -> bool:
    """Whether a word is made of Chinese characters."""
    return bool(_HAN_RUN.fullmatch(word))


def _analyzer(*filters: Filter) -> TextAnalyzer:
    """Cuts text into words and puts each through the filters."""
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for one in filters:
        builder = builder.filter(one)
    return builder.build()


# By the names under which the index knows them: `plain` changes nothing in folded text; `accented` takes the endings
# off, then the accents; `folded` takes the endings off text that has lost its accents already.
ANALYZERS = {"plain": _analyzer()}
for _language, _name in STEMMERS.items():
    ANALYZERS[f"accented_{_language}"] = _analyzer(Filter.lowercase(), Filter.stemmer(_name), Filter.ascii_fold())
    ANALYZERS[f"folded_{_language}"] = _analyzer(Filter.stemmer(_name))
_STOP = [_analyzer(Filter.lowercase(), Filter.stopword(name)) for name in STEMMERS.values() if name != "arabic"]
# English has no accents of its own to lose: its two analyses would be the same.
ACCENTED = tuple(language for language in STEMMERS if language != "en")


@lru_cache(maxsize=65536)
def accented_form(word: str, language: str) -> str:
    """One word as the accented analysis of a language has it."""
    return "".join(ANALYZERS[f"accented_{language}"].analyze(word))


@lru_cache(maxsize=65536)
def folded_form(word: str, language: str) -> str:
    """One word as the folded analysis of a language has it."""
    return "".join(ANALYZERS[f"folded_{language}"].analyze(fold(word)))


def bare_arabic(words: Iterable[str]) -> Iterator[str]:
    """Arabic words without the letters written together with them, of those that have any."""
    for word in words:
        if (bare := _LEADING.sub("", word)) != word:
            yield bare


@lru_cache(maxsize=65536)
def folded_forms(word: str, language: str) -> frozenset[str]:
    """A word as the folded analysis of a language can have it: of Arabic, also without what leads it."""
    folded = fold(word)
    if language != "ar":
        return frozenset([folded_form(word, language)])
    # A word without its article can be an Arabic ending's word already, and must not be cut again.
    return frozenset([folded, *(folded_form(one, "ar") for one in (folded, *bare_arabic([folded])))])


@lru_cache(maxsize=65536)
def forms(word: str, language: str) -> frozenset[str]:
    """Every form under which a word of a text in this language can be found."""
    if language not in STEMMERS:
        return frozenset([fold(word)])
    return frozenset([fold(word), accented_form(word, language), *folded_forms(word, language)])


@lru_cache(maxsize=4096)
def is_small(word: str) -> bool:
    """Whether a word says little by itself in one of the languages: such words need not be found."""
    if is_han(word):
        return False
    return (
        (len(word) == 1 and not word.isdecimal()) or fold(word) in SMALL or any(not one.analyze(word) for one in _STOP)
    )
