"""What can be found in a view, in an index in memory. A revision never changes and a view holds only what its audience
may see: so an index is made once per view, and no index can give away what its reader may not see.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from kb.cache import MEGABYTE, bounded
from kb.db import View
from kb.questions.searching import search_documents, search_provisions
from kb.questions.vocabulary import vocabulary
from kb.search.languages import (
    ACCENTED,
    STEMMERS,
    accented_analyzer,
    bare_arabic,
    fold,
    folded_analyzer,
    plain_analyzer,
    spaced,
)
from kb.search.parsing import NAMES_UNIT
from kb.search.synonyms import figures

MEMORY = 60_000_000
# Indexes of the latest revision, for three audiences and the change of a day; and of older ones, built one at a time:
# whoever walks through old revisions takes the latest from nobody.
_LATEST = bounded(entries=4, size=512 * MEGABYTE)
_OLDER = bounded(entries=2, size=256 * MEGABYTE, at_once=1)
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


@dataclass(frozen=True)
class Document:
    """A text that can be found: its kind and id, its language, its searched parts, and its text in other languages."""

    kind: str
    id: str
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
    documents: Sequence[Document]
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    names: Mapping[str, str]
    references: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str]
    themes: Mapping[str, str]

    def named(self, text: str) -> tuple[str, ...]:
        """The provisions that a reference such as “Action 23”, “VAP-23” or “5.2(g)” names."""
        return tuple(one for id_ in _ids(text, self.units) for one in self.references.get(id_, ()))


def index_of(view: View) -> Index:
    """The index of a view, built when it is first asked for; see kb/cache.py."""
    return (_LATEST if view.is_latest else _OLDER).get(view, lambda: _build(view))


def _build(view: View) -> Index:
    rows = search_documents(view)
    schema = _schema()
    index = tantivy.Index(schema)
    _register(index)
    # One thread, so that what fits equally well stands in the order of the rows: newest first.
    writer = index.writer(MEMORY, 1)
    documents = []
    for number, row in enumerate(rows):
        parts = {
            "text": row["text"],
            "who": row["who"],
            "subject": BETWEEN.join(row["subject"]),
            "source": row["source"],
        }
        translations = tuple((one["language"], one["text"]) for one in row["translations"])
        documents.append(Document(row["kind"], row["id"], row["language"], parts, translations))
        writer.add_document(_document(number, row, documents[-1]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    written = {one.language for one in documents} | {code for one in documents for code, _ in one.translations}
    languages = tuple(sorted(written & STEMMERS.keys()))
    spoken = Counter(row["language"] for row in rows if row["kind"] != "provision")
    names = {row["id"]: row["name"] for row in search_provisions(view)}
    in_order = tuple(language for language, _ in spoken.most_common())
    return Index(
        schema,
        index.searcher(),
        documents,
        languages,
        in_order,
        names,
        _references(names),
        vocabulary(view).labels["unit"],
        vocabulary(view).labels["theme"],
    )


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    for part in PARTS:
        schema.add_text_field(part, tokenizer_name="plain")
    for language in ACCENTED:
        schema.add_text_field(f"accented_{language}", tokenizer_name=f"accented_{language}")
    for language in STEMMERS:
        schema.add_text_field(f"folded_{language}", tokenizer_name=f"folded_{language}")
    for part in STEMMED:
        schema.add_text_field(f"{part}_en", tokenizer_name="folded_en")
    for field in CODED:
        schema.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ("number", "by_place", "first_date", "last_date"):
        schema.add_integer_field(field, indexed=True, fast=True)
    return schema.build()


def _register(index: tantivy.Index) -> None:
    index.register_tokenizer("plain", plain_analyzer())
    for language in ACCENTED:
        index.register_tokenizer(f"accented_{language}", accented_analyzer(language))
    for language in STEMMERS:
        index.register_tokenizer(f"folded_{language}", folded_analyzer(language))


def _document(number: int, row: Mapping[str, Any], one: Document) -> tantivy.Document:
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
    document.add_integer("number", number)
    document.add_integer("by_place", row["by_place"])
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


def _ids(text: str, units: Mapping[str, str]) -> list[str]:
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
    if name and not NAMES_UNIT.match(text.strip()):
        return []
    of_article = name.startswith(("art", "стат", "第", "الماد"))
    conventions = [code for code, unit in units.items() if code == "CCM" or unit == "Article"]
    plans = [code for code in units if code not in conventions]
    codes = conventions if of_article else [*conventions, *plans] if "." in number else plans
    return [f"{code}-{bare}" for code in codes]


def _references(ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The ids of provisions by reference; that of a whole article or paragraph names what it consists of."""
    by_reference: dict[str, list[str]] = defaultdict(list)
    for provision in ids:
        steps = provision.split(".")
        for length in range(1, len(steps) + 1):
            by_reference[".".join(steps[:length])].append(provision)
    # A paragraph that is a provision itself stands for its parts already: what is coded to them is coded to it.
    return {name: (name,) if name in ids else tuple(ids) for name, ids in by_reference.items()}
