"""Other ways to say and to write the same: spellings, synonyms, figures, and names of themes in five languages.

They are looked up when a question is read, so that no index holds a word that nobody wrote.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kb.search.languages import fold, folded_form, is_han
from kb.search.parsing import split
from kb.search.reading import All, Any, Node, Reading, Term, Without, Word

# Each line is one thing; the first word of what is typed may have any ending.
_SAME = """
    prosthesis | prostheses | prosthetic | prosthetics
    orthosis | orthoses | orthotic | orthotics
    wheelchair | wheelchairs | wheel chair | wheel chairs
    psychosocial | psycho social | psychological
    dpo | dpos | opd | opds | disabled people's organisation | disabled people's organisations
      | disabled persons' organisation | disabled persons' organisations | organisation of persons with disabilities
      | organisations of persons with disabilities | organisations of disabled people
      | organisations of disabled persons
"""
# How British and American English write the same word.
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})i([sz])(e|ed|es|ing|er|ers|ation|ations|ational|able)$"), {"s": "z", "z": "s"}),
    (re.compile(r"(?<=[a-z]{3})y([sz])(e|ed|es|ing)$"), {"s": "z", "z": "s"}),
)
_PAIRS = {"centre": "center", "programme": "program", "labour": "labor", "behaviour": "behavior", "defence": "defense"}
_AMERICAN = {f"{one}{ending}": f"{other}{ending}" for one, other in _PAIRS.items() for ending in ("", "s")}
_OTHER_WORDS = _AMERICAN | {other: one for one, other in _AMERICAN.items()}
# A figure with its thousands apart, however that is written.
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,'’\u066c \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?![\d]|[.,]\d)")
_LANGUAGES = ("fr", "es", "ar", "ru", "zh")
_NAMES = Path(__file__).parent / "theme_names.csv"
LONGEST = 7


class Meaning(NamedTuple):
    """What else a word or several mean: other words, each one or several side by side, and themes."""

    options: tuple[tuple[str, ...], ...] = ()
    themes: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def meaning(words: tuple[str, ...]) -> Meaning:
    """What words side by side mean besides what they say."""
    options = dict.fromkeys(option for option in _group(words) if option != words)
    for option in [words, *options]:
        options |= dict.fromkeys(_respelled(option))
    options.pop(words, None)
    themes = {theme for language in _LANGUAGES for theme in _themes(language).get(_key(words, language), ())}
    return Meaning(tuple(options), tuple(sorted(themes)))


def termed(reading: Reading) -> Reading:
    """The question with words that mean one thing together taken as one."""
    return reading if reading.tree is None else replace(reading, tree=_termed(reading.tree))


def whole_figures(text: str) -> str:
    """The text with its figures written without anything between thousands."""
    return _THOUSANDS.sub(lambda figure: re.sub(r"\D", "", figure.group()), text)


def figures(text: str) -> list[str]:
    """The figures in a text that are written with their thousands apart, written together."""
    return [re.sub(r"\D", "", figure.group()) for figure in _THOUSANDS.finditer(text)]


def thousands(word: str) -> tuple[str, ...]:
    """The parts in which a figure may be written: 1 and 204 of 1204; none of what is no such figure."""
    if not word.isdecimal() or len(word) < 4 or word[0] == "0":
        return ()
    first = len(word) % 3 or 3
    return word[:first], *(word[at : at + 3] for at in range(first, len(word), 3))


def _termed(node: Node) -> Node:
    if isinstance(node, Any):
        return replace(node, parts=tuple(map(_termed, node.parts)))
    if isinstance(node, Without):
        return replace(node, part=_termed(node.part))
    if not isinstance(node, All):
        return node
    parts = tuple(_joined(node.parts))
    return replace(node, parts=parts) if len(parts) > 1 else parts[0]


def _joined(parts: Sequence[Node]) -> Iterator[Node]:
    """The parts, the longest runs of words that mean one thing together as one."""
    at = 0
    while at < len(parts):
        for length in range(min(LONGEST, len(parts) - at), 1, -1):
            words = tuple(part.text for part in parts[at : at + length] if isinstance(part, Word) and not part.prefix)
            if len(words) == length and meaning(words) != _spelt(words):
                yield Term(words, _said(words))
                at += length
                break
        else:
            yield _termed(parts[at])
            at += 1


def _spelt(words: tuple[str, ...]) -> Meaning:
    """What they mean if they are only written otherwise: then each word stands for itself."""
    return Meaning(tuple(dict.fromkeys(one for one in _respelled(words) if one != words)))


def _said(words: Sequence[str]) -> str:
    """The words as a question; of Chinese, which is cut into overlapping pairs, the characters."""
    if all(map(is_han, words)):
        return words[0] + "".join(word[1:] for word in words[1:])
    return " ".join(words)


def _respelled(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words in the other spelling of English, if there is one."""
    other = tuple(_other_spelling(word) for word in words)
    if other != tuple(map(fold, words)):
        yield other


def _other_spelling(word: str) -> str:
    folded = fold(word)
    if folded in _OTHER_WORDS:
        return _OTHER_WORDS[folded]
    for pattern, letters in _SPELLINGS:
        if match := pattern.search(folded):
            return f"{folded[: match.start(1)]}{letters[match[1]]}{folded[match.end(1) :]}"
    return folded


def _group(words: tuple[str, ...]) -> Sequence[tuple[str, ...]]:
    folded = tuple(map(fold, words))
    as_spelt_here = tuple(word.replace("organiz", "organis") for word in folded)
    return _groups().get(folded) or _groups().get(as_spelt_here, ())


@cache
def _groups() -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """By each way to say a thing, all of them."""
    lines: list[str] = []
    for line in map(str.strip, _SAME.strip().splitlines()):
        if line.startswith("|"):  # goes on with the line before
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    groups = ([tuple(split(fold(said))) for said in line.split("|")] for line in lines)
    return {said: group for group in groups for said in group}


def _key(words: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(fold(word) if language == "zh" else folded_form(word, language) for word in words)


@cache
def _themes(language: str) -> Mapping[tuple[str, ...], Sequence[str]]:
    """The ids of themes by their names in a language, without the endings."""
    words: dict[tuple[str, ...], list[str]] = defaultdict(list)
    with _NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row[language].split("|"):
                words[_key(split(name), language)].append(row["theme"])
    return words
