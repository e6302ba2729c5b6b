"""Reading a question as a person types it: whatever it is can be read, and what had to be mended is said.

How provisions are referred to: Action 23, VAP-23, Article 5.2 (g), and whole articles that consist of several.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kb.domain.catalogue import gettext as _
from kb.search.languages import RUN, WORD, fold, is_han, pairs
from kb.search.reading import All, Any, Node, Phrase, Provisions, Reading, Without, Word

LONGEST = 500
DEEPEST = 12
MOST_WORDS = 32

# Other parentheses and wide letters have become these by then (NFKC).
_OPENING, _CLOSING = "(", ")"
_QUOTES = '"“”„«»'
# What the units of provisions are called in the six languages, Portuguese besides.
_UNITS = (
    r"vap|ccm|actions?|acci[oó]n|a[cç][aã]o|действи[ея]|行动|الإجراء|art(?:icle|[ií]culo|igo|\.)?|стать[яи]|第|المادة"
)
OPERATORS = ("AND", "OR", "NOT")
_NO_UNIT = "|".join(OPERATORS)
_NUMBER = r"\d+(?:\.\d+)*(?:\s?\([a-z]\)|\.[a-z](?![\w]))?"
_PIECES = re.compile(
    rf"(?P<named>(?<!\w)(?:{_UNITS})[\s-]*{_NUMBER}(?:\s?条)?(?![\w*])|(?<![\w.])\d+\.\d+(?:\s?\([a-z]\)|\.[a-z](?!\w))?(?!\w)"
    rf"|(?<!\w)[a-z]{{2,8}}-\d+(?:\.\w{{1,2}})*(?![\w*])"  # the id of a provision of whatever instrument
    rf"|(?<!\w)(?!(?:{_NO_UNIT})\s)[a-z]{{3,20}}\s\d{{1,3}}(?![\w*.,%]))"  # whatever its provisions are called
    rf"|(?P<quote>[{_QUOTES}])|(?P<open>[{_OPENING}])|(?P<close>[{_CLOSING}])|(?P<chunk>[^\s{_QUOTES}{_OPENING}{_CLOSING}]+)",
    re.IGNORECASE,
)

_NAMES_UNIT = re.compile(_UNITS, re.IGNORECASE)

# The provisions that a reference such as “Action 23” or “5.2(g)” names, none if it names none.
Named = Callable[[str], tuple[str, ...]]


def read(question: str, named: Named) -> Reading:
    """The question as a tree. Never an error."""
    mended: dict[str, None] = {}
    # Half a character, which no keyboard types, cannot be searched for.
    text = unicodedata.normalize("NFKC", question.encode("utf-8", "replace").decode())
    if len(text) > LONGEST:
        text = text[:LONGEST]
        mended[_("Only the first {longest} characters were read.").format(longest=LONGEST)] = None
    parser = _Parser(list(_tokens(text, named, mended)), mended)
    return Reading(parser.whole(), tuple(mended))


@dataclass(frozen=True)
class _Sign:
    """An operator or a parenthesis."""

    text: str


_Token = _Sign | Word | Phrase | Provisions


def _tokens(text: str, named: Named, mended: dict[str, None]) -> Iterator[_Token]:
    """The pieces of the question, at most as many words as can be searched for at once."""
    count = 0
    for token in _cut(text, named, mended):
        count += not isinstance(token, _Sign)
        if count > MOST_WORDS:
            mended[_("Only the first {most_words} words were searched for.").format(most_words=MOST_WORDS)] = None
            return
        yield token


def _cut(text: str, named: Named, mended: dict[str, None]) -> Iterator[_Token]:
    at = 0
    while match := _PIECES.search(text, at):
        at = match.end()
        piece = match.group()
        if match["quote"]:
            end = next((place for place in range(at, len(text)) if text[place] in _QUOTES), None)
            if end is None:
                mended[_("The quotation marks are not closed; the phrase was read to the end.")] = None
            word = text[at:end]
            at = len(text) if end is None else end + 1
            yield from _phrase(word)
        elif match["open"]:
            yield _Sign("(")
        elif match["close"]:
            yield _Sign(")")
        elif match["named"] and (codes := named(piece)):
            yield Provisions(" ".join(piece.split()), codes)
        elif piece in OPERATORS:
            yield _Sign(piece)
        else:
            yield from _words(piece, mended)


def _phrase(text: str) -> Iterator[_Token]:
    words = tuple(split(text))
    if len(words) > 1:
        yield Phrase(words, " ".join(RUN.findall(text)))
    elif words:
        yield _word(words[0])


def split(text: str) -> Iterator[str]:
    """The words of a text; a run of Chinese characters as its pairs. Quoted or beside signs, AND is no operator."""
    for run in RUN.findall(text):
        for is_chinese, group in groupby(WORD.findall(run), is_han):
            if is_chinese:
                cut = pairs("".join(group))
                yield from cut[:-1] or cut
            else:
                yield from (word.lower() if word in OPERATORS else word for word in group)


def _words(piece: str, mended: dict[str, None]) -> Iterator[_Token]:
    words = list(split(piece))
    starred = piece.endswith("*") and bool(words)
    if "*" in piece.rstrip("*") or ("*" in piece and not words):
        mended[_("A star counts only at the end of a word, and was left out elsewhere.")] = None
    for place, word in enumerate(words, start=1):
        yield _word(word, begins=starred and place == len(words))


def _word(word: str, *, begins: bool = False) -> Word:
    """A word; one Chinese character begins the pairs in which it stands first."""
    return Word(word, begins or (is_han(word) and len(word) == 1))


class _Parser:
    """NOT binds most, then words side by side and AND, then OR."""

    def __init__(self, tokens: list[_Token], mended: dict[str, None]) -> None:
        self.tokens = tokens
        self.mended = mended
        self.at = 0

    def whole(self) -> Node | None:
        """The tree of all tokens."""
        parts: list[Node] = []
        typed = False
        while self.at < len(self.tokens):
            before = self.at
            if (node := self._any(0)) is not None:
                parts.append(node)
            if self._is(")"):
                self.mended[_("A closing parenthesis has no opening one and was left out.")] = None
                self.at += 1
                typed = True
            elif self.at == before:
                self.at += 1
        return _all(parts, typed)

    def _is(self, sign: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] == _Sign(sign)

    def _any(self, depth: int) -> Node | None:
        parts = [self._all(depth)]
        while self._is("OR"):
            self.at += 1
            parts.append(self._all(depth))
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) and len(parts) > 1:
            self._lonely("OR")
        return known[0] if len(known) == 1 else Any(tuple(known)) if known else None

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        typed = False
        while self.at < len(self.tokens) and not self._is("OR") and not self._is(")"):
            if self._is("AND"):
                self.at += 1
                typed = True
                if not parts or self.at == len(self.tokens) or self._is("OR") or self._is("AND") or self._is(")"):
                    self._lonely("AND")
                continue
            if (node := self._one(depth)) is not None:
                parts.append(node)
        return _all(parts, typed)

    def _one(self, depth: int) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if not isinstance(token, _Sign):
            return token
        if token.text == "NOT":
            return self._without(depth)
        if depth >= DEEPEST:
            self.mended[_("Parentheses were read {deepest} deep and left out beyond that.").format(deepest=DEEPEST)] = (
                None
            )
            return None
        inner = self._any(depth + 1)
        if self._is(")"):
            self.at += 1
        elif self.at == len(self.tokens):
            self.mended[_("A parenthesis is not closed; it was read to the end.")] = None
        return _grouped(inner)

    def _without(self, depth: int) -> Node | None:
        even = False
        while self._is("NOT"):
            self.at += 1
            even = not even
        if self.at == len(self.tokens) or self._is("OR") or self._is("AND") or self._is(")"):
            self._lonely("NOT")
            return None
        part = self._one(depth)
        return part if part is None or even else Without(part)

    def _lonely(self, operator: str) -> None:
        need = _("a word after it") if operator == "NOT" else _("a word on both sides")
        self.mended[
            _("{operator} needs {need} and was left out where there is none.").format(operator=operator, need=need)
        ] = None


def _all(parts: list[Node], typed: bool) -> Node | None:
    """The parts together; a single one stands for itself."""
    if len(parts) == 1:
        return parts[0]
    return All(tuple(parts), typed) if parts else None


def _grouped(inner: Node | None) -> Node | None:
    """What stands in parentheses was joined on purpose."""
    return All(inner.parts, True) if isinstance(inner, All) else inner


def ids(text: str, units: Mapping[str, str]) -> list[str]:
    """The ids that a reference may mean: `vap 23` VAP-23, `Article 5.2 (g)` CCM-5.2.g, `Action 23` every plan's."""
    folded = fold(text)
    at = next((at for at, letter in enumerate(folded) if letter.isdecimal()), 0)
    name, number = folded[:at].strip(" -"), folded[at:]
    bare = number.replace("(", ".").replace(")", "").replace("条", "").replace(" ", "").replace("..", ".")
    if name.upper() in units:
        return [f"{name.upper()}-{bare}"]
    called = [code for code, unit in units.items() if fold(unit) == name.rstrip("s")]
    if called and name.rstrip("s") not in {"action", "article"}:
        return [f"{code}-{bare}" for code in called]
    if name and not _NAMES_UNIT.match(text.strip()):
        return []
    of_article = name.startswith(("art", "стат", "第", "الماد"))
    conventions = [code for code, unit in units.items() if code == "CCM" or unit == "Article"]
    plans = [code for code in units if code not in conventions]
    codes = conventions if of_article else [*conventions, *plans] if "." in number else plans
    return [f"{code}-{bare}" for code in codes]


def references(ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The ids of provisions by reference; that of a whole article or paragraph names what it consists of."""
    by_reference: dict[str, list[str]] = defaultdict(list)
    for provision in ids:
        steps = provision.split(".")
        for length in range(1, len(steps) + 1):
            by_reference[".".join(steps[:length])].append(provision)
    # A paragraph that is a provision itself stands for its parts already: what is coded to them is coded to it.
    return {name: (name,) if name in ids else tuple(ids) for name, ids in by_reference.items()}
