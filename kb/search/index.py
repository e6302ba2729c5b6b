"""What can be found in a view, in an index in memory. A revision never changes and a view holds only what its audience
may see: so an index is made once per view, and no index can give away what its reader may not see. That of a later
revision takes over what did not change: its words are added to those of the earlier one, which serves on as it was.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

import tantivy

from kb.cache import MEGABYTE, bounded
from kb.db import View
from kb.questions.searching import search_documents, search_provisions
from kb.questions.vocabulary import vocabulary
from kb.search.languages import ACCENTED, ANALYZERS, STEMMERS, bare_arabic, fold, spaced
from kb.search.parsing import ids, references
from kb.search.synonyms import figures

MEMORY = 60_000_000
# Indexes of the latest revision, for three audiences and the change of a day; and of older ones, built one at a time:
# whoever walks through old revisions takes the latest from nobody.
_LATEST = bounded(entries=4, size=512 * MEGABYTE)
_OLDER = bounded(entries=2, size=256 * MEGABYTE, at_once=1)
# From so many texts on an index is taken over; of fewer one is made as soon. No more than this share is replaced: what
# was there before counts on in how rare a word is taken to be.
LARGE, MOST_REPLACED = 5_000, 0.02
# About how many bytes a text takes that can be found, with its words.
A_TEXT = 2_000
# Stands between the names and labels of one part.
BETWEEN = "\n"

# What of a document is searched, and how much a word in it weighs; the first is what is said.
PARTS = {"text": 1.0, "who": 1.0, "subject": 0.5, "source": 0.35}
# Names and labels are English, whatever the language of the text: their endings are taken off so.
# A name in another form than asked for is mostly another's, and weighs less than the name itself.
STEMMED = {"who": 0.6, "subject": PARTS["subject"], "source": PARTS["source"]}
# Where and when it was said tells little of what was said: what fits by nothing else stands after all the rest.
LAST = "source"
# The fields by which results are chosen, each with one or several codes.
CODED = ("kind", "language", "voice", "meeting", "line", "state", "provision", "coded", "theme", "assessment")
_COLUMN = {
    "line": "lines",
    "state": "states",
    "provision": "provisions",
    "theme": "themes",
    "assessment": "assessments",
}


# Between two neighbours there is room for a key between them, for one between that and them, and so on 32 times.
GAP = 2**32


class NoRoom(Exception):
    """Between two keys no number is free."""


class Places:
    """Numbers that stand in the order of keys, and stay as they are when other keys come between them.

    That of a key that is no longer used stays taken.
    """

    def __init__(self, keys: Iterable[Any]) -> None:
        self._keys = sorted(set(keys))
        self._numbers = [GAP * place for place in range(len(self._keys))]

    def number(self, key: Any) -> int:
        """The number of a key, now and from now on. Raises NoRoom."""
        at = bisect_left(self._keys, key)
        if at < len(self._keys) and self._keys[at] == key:
            return self._numbers[at]
        before = self._numbers[at - 1] if at else self._numbers[0] - 2 * GAP if self._numbers else -GAP
        after = self._numbers[at] if at < len(self._numbers) else before + 2 * GAP
        if after - before < 2:
            raise NoRoom
        self._keys.insert(at, key)
        self._numbers.insert(at, (before + after) // 2)
        return self._numbers[at]


@dataclass(frozen=True)
class Document:
    """A text that can be found: its kind and id, of which contribution it is, its language, its searched parts, and its
    text in other languages.
    """

    kind: str
    id: str
    origin: str
    language: str
    parts: Mapping[str, str]
    translations: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, eq=False)
class Index:
    """The index of a view; `languages` are those of its texts that have endings; `spoken` those of what was said, most
    frequent first; `names` what its provisions are called, `references` the provisions by all that they can be called,
    `units` what those of each instrument are called, `themes` what its themes are called.
    """

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    documents: Mapping[int, Document]
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    names: Mapping[str, str]
    references: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str]
    themes: Mapping[str, str]
    written: "_Written"

    # For kb/cache.py: most of it is shared with the indexes of other revisions.
    is_shared = True

    def __sizeof__(self) -> int:
        """About how many bytes it takes, with what it shares."""
        return A_TEXT * len(self.documents)

    def named(self, text: str) -> tuple[str, ...]:
        """The provisions that a reference such as “Action 23”, “VAP-23” or “5.2(g)” names."""
        return tuple(one for id_ in ids(text, self.units) for one in self.references.get(id_, ()))


def index_of(view: View) -> Index:
    """The index of a view, made when it is first asked for; see kb/cache.py."""
    return (_LATEST if view.is_latest else _OLDER).get(view, lambda: _taken_over(view) or _build(view))


class _Written:
    """The words of a view, to which those of later revisions are added: a searcher finds what there was before."""

    def __init__(self, view: View) -> None:
        self.lock = Lock()
        self.schema = _schema()
        self.index = tantivy.Index(self.schema)
        for name, analyzer in ANALYZERS.items():
            self.index.register_tokenizer(name, analyzer)
        self.view = view
        self.documents: Mapping[int, Document] = {}
        self.replaced = 0
        rows = sorted(search_documents(view), key=_newest)
        self._newest, self._by_place = Places(map(_newest, rows)), Places(map(_place, rows))
        self.add(view, rows, frozenset())

    def add(self, view: View, rows: Sequence[Mapping[str, Any]], instead_of: Collection[str]) -> None:
        """Add texts, instead of those that were of these contributions. Raises NoRoom, and nothing has changed."""
        documents = {number: one for number, one in self.documents.items() if one.origin not in instead_of}
        # One thread, so that texts stand in the order of the rows.
        writer = self.index.writer(MEMORY, 1)
        for contribution in instead_of:
            writer.delete_documents_by_term("origin", contribution)
        for row in rows:
            number = self._newest.number(_newest(row))
            documents[number] = _text(row)
            writer.add_document(_document(number, self._by_place.number(_place(row)), row, documents[number]))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.view, self.documents = view, documents


# Those to which revisions can be added, by whom they are for; whoever uses them keeps them.
_WRITTEN: WeakValueDictionary[Hashable, _Written] = WeakValueDictionary()


def _build(view: View) -> Index:
    written = _Written(view)
    index = _index(view, written)
    if view.is_latest:
        _WRITTEN[view.kin] = written
    return index


def _taken_over(view: View) -> Index | None:
    """The index of a view made from that of an earlier revision; None where too much is different."""
    written = _WRITTEN.get(view.kin)
    if written is None or len(written.documents) < LARGE:
        return None
    with written.lock:
        touched = view.touched_since(written.view)
        if touched is None:
            return None
        rows = search_documents(view, touched)
        written.replaced += len(rows)
        if written.replaced > MOST_REPLACED * len(written.documents):
            return None
        try:
            written.add(view, rows, frozenset(touched))
        except NoRoom:
            return None
        return _index(view, written)


def _index(view: View, written: _Written) -> Index:
    documents = written.documents.values()
    languages = {one.language for one in documents} | {code for one in documents for code, _ in one.translations}
    spoken = Counter(one.language for one in documents if one.kind != "provision")
    names = {row["id"]: row["name"] for row in search_provisions(view)}
    labels = vocabulary(view).labels
    return Index(
        written.schema,
        written.index.searcher(),
        written.documents,
        tuple(sorted(languages & STEMMERS.keys())),
        tuple(language for language, _ in spoken.most_common()),
        names,
        references(names),
        labels["unit"],
        labels["theme"],
        written,
    )


def _newest(row: Mapping[str, Any]) -> tuple[object, ...]:
    """By what a text stands before others: the newest first, those without a day last, each text as it goes on."""
    days = ((row[day] is None, -(row[day] or 0)) for day in ("last_date", "first_date"))
    return *days, row["origin"], row["position"], row["id"]


def _place(row: Mapping[str, Any]) -> tuple[object, ...]:
    """The same in the alphabet of States."""
    return row["place"], *_newest(row)


def _text(row: Mapping[str, Any]) -> Document:
    subject = BETWEEN.join(row["subject"])
    parts = {"text": row["text"], "who": row["who"], "subject": subject, "source": row["source"]}
    translations = tuple((one["language"], one["text"]) for one in row["translations"])
    return Document(row["kind"], row["id"], row["origin"], row["language"], parts, translations)


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    for part in PARTS:
        schema.add_text_field(part, tokenizer_name="plain")
    for language in STEMMERS:
        for analysis in (f"accented_{language}", f"folded_{language}"):
            schema.add_text_field(analysis, tokenizer_name=analysis)
    for part in STEMMED:
        schema.add_text_field(f"{part}_en", tokenizer_name="folded_en")
    for field in CODED:
        schema.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("origin", tokenizer_name="raw", index_option="basic")
    for field in ("number", "by_place", "first_date", "last_date"):
        schema.add_integer_field(field, indexed=True, fast=True)
    return schema.build()


def _document(number: int, by_place: int, row: Mapping[str, Any], one: Document) -> tantivy.Document:
    document = tantivy.Document()
    for language, text in ((one.language, one.parts["text"]), *one.translations):
        _add_text(document, language, text)
    for part, text in one.parts.items():
        if part != "text":
            folded = fold(spaced(text))
            document.add_text(part, folded)
            document.add_text(f"{part}_en", folded)
    for field in CODED:
        value = row[_COLUMN.get(field, field)]
        for code in value if isinstance(value, list) else [value] if value else []:
            document.add_text(field, code)
    document.add_text("origin", one.origin)
    document.add_integer("number", number)
    document.add_integer("by_place", by_place)
    for field in ("first_date", "last_date"):
        if row[field] is not None:
            document.add_integer(field, row[field])
    return document


def _add_text(document: tantivy.Document, language: str, text: str) -> None:
    """What is said, by the forms that words have in its language."""
    # Figures stand as they are written, and once more without what is between their thousands.
    text = " ".join([spaced(text), *figures(text)])
    folded = fold(text)
    document.add_text("text", folded)
    if language in ACCENTED:
        document.add_text(f"accented_{language}", text)
    if language in STEMMERS:
        document.add_text(f"folded_{language}", folded)
        if language == "ar":
            document.add_text("folded_ar", " ".join(bare_arabic(folded.split())))
