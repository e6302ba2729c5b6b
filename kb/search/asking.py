"""A question as it was read, and the choices beside it, as queries to the index."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from tantivy import FieldType, Occur, Query

from kb.db import View
from kb.domain.model import ANY_MEETING, Scope
from kb.questions.searching import search_states
from kb.search.index import LAST, PARTS, STEMMED, Index
from kb.search.languages import ACCENTED, accented_form, fold, folded_form, folded_forms, is_small
from kb.search.parsing import split
from kb.search.reading import All, Any, Node, Phrase, Provisions, Reading, Term, Word
from kb.search.synonyms import meaning

# How little the weaker of several matches of one word adds to the best of them.
TIE = 0.2
# Words that begin alike are searched for one by one, the most frequent first.
MOST_ENDINGS = 60
# What a word with a typing error weighs, beside one without.
MISTYPED = 0.3
EXACT = 0.6
# What another word for the same weighs, beside the one asked for.
SAME = 0.9
# More than all words of a question weigh together.
FIRST = 1000.0

# The facets, by the names of the shared filters where they exist, with the field of the index behind each.
FACETS = ("state", "provision", "theme", "line", "assessment", "voice", "meeting", "language")
# A provision is said by nobody and at no meeting: of the choices only these apply to it.
OF_PROVISIONS = frozenset({"provision", "language"})
KINDS = ("passage", "contribution", "provision")


def letters_wrong(word: str) -> int:
    """How many typing errors are forgiven in a word: none in short ones, where every other word would do."""
    return 0 if len(word) < 4 or not word.isalpha() else 1 if len(word) < 8 else 2


class Asking:
    """Builds queries for one index; `fuzzy`: typing errors are forgiven; only in some `parts` of the texts."""

    def __init__(self, index: Index, *, fuzzy: bool, parts: Collection[str] = frozenset(PARTS)) -> None:
        self.index = index
        self.fuzzy = fuzzy
        self.parts = {part: weight for part, weight in PARTS.items() if part in parts}

    def strict(self, tree: Node | None) -> Query:
        """What fits the whole question."""
        return Query.all_query() if tree is None else self._node(tree)

    def loose(self, tree: Node | None, words: int) -> Query:
        """What fits everything but the single words, and at least `words` of those."""
        if not isinstance(tree, All):
            return self.strict(tree)
        required = required_words(tree)
        rest = [(Occur.Must, self._node(part)) for part in tree.parts if part not in required and not _optional(part)]
        small = [(Occur.Should, self._node(part)) for part in tree.parts if _optional(part)]
        some = Query.boolean_query([(Occur.Should, self._node(word)) for word in required], words)
        return Query.boolean_query([(Occur.Must, some), *rest, *small])

    def ranked(self, query: Query, reading: Reading) -> Query:
        """The same texts, those that fit by their source alone after all others."""
        words = [leaf for leaf in reading.leaves if not _optional(leaf)] or reading.leaves
        beside = Asking(self.index, fuzzy=self.fuzzy, parts=PARTS.keys() - {LAST})
        fits = Query.boolean_query([(Occur.Should, beside.strict(word)) for word in words])
        return Query.boolean_query([(Occur.Must, query), (Occur.Should, Query.const_score_query(fits, FIRST))])

    def _node(self, node: Node) -> Query:
        if isinstance(node, Word):
            return self._prefix(node.text) if node.prefix else self._word(node.text)
        if isinstance(node, Phrase):
            return self._phrase(node.words)
        if isinstance(node, Provisions):
            return self._provisions(node)
        if isinstance(node, Term):
            return self._term(node.words)
        if isinstance(node, Any):
            return Query.boolean_query([(Occur.Should, self._node(part)) for part in node.parts])
        if isinstance(node, All):
            return self._all(node)
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self._node(node.part))])

    def _all(self, node: All) -> Query:
        small = [part for part in node.parts if _optional(part)]
        # Small words need not be found, unless there are no others.
        optional = small if len(small) < len(node.parts) else []
        return Query.boolean_query(
            [(Occur.Should if part in optional else Occur.Must, self._node(part)) for part in node.parts]
        )

    def _word(self, word: str, *, also: bool = True) -> Query:
        """What has the word in any form; `also`: or another that means the same."""
        folded = fold(word)
        schema = self.index.schema
        # The stems of labels and sources cover their words; a word of the text or a name weighs more unstemmed.
        terms = [("text", folded, PARTS["text"] * EXACT), ("who", folded, PARTS["who"])]
        for language in self.index.languages:
            if language in ACCENTED:
                terms.append((f"accented_{language}", accented_form(word, language), PARTS["text"]))
            terms += [(f"folded_{language}", form, PARTS["text"]) for form in folded_forms(word, language)]
        terms += [
            (f"{part}_en", folded_form(word, "en"), weight) for part, weight in STEMMED.items() if part in self.parts
        ]
        queries = [
            Query.boost_query(Query.term_query(schema, field, term), weight) for field, term, weight in terms if term
        ]
        queries += self._meaning((word,)) if also else []
        if self.fuzzy and (wrong := letters_wrong(folded)):
            queries += [
                Query.boost_query(Query.fuzzy_term_query(schema, part, folded, wrong), MISTYPED * weight)
                for part, weight in self.parts.items()
            ]
        return Query.disjunction_max_query(queries, TIE)

    def _term(self, words: tuple[str, ...]) -> Query:
        """What has all of the words, or says the same in others."""
        small = [word for word in words if is_small(word)]
        every = [(Occur.Should if word in small else Occur.Must, self._word(word)) for word in words]
        return Query.disjunction_max_query([Query.boolean_query(every), *self._meaning(words)], TIE)

    def _meaning(self, words: tuple[str, ...]) -> list[Query]:
        """What says the same otherwise: in other words, or by its theme."""
        also = meaning(words)
        queries = [self._phrase(one) if len(one) > 1 else self._word(one[0], also=False) for one in also.options]
        if also.themes and "subject" in self.parts:
            themes = Query.term_set_query(self.index.schema, "theme", list(also.themes))
            queries.append(Query.const_score_query(themes, PARTS["subject"]))
        return [Query.boost_query(one, SAME) for one in queries]

    def _prefix(self, prefix: str) -> Query:
        folded = fold(prefix)
        queries = [
            Query.boost_query(Query.term_query(self.index.schema, part, ending), weight)
            for part, weight in self.parts.items()
            for ending in self._endings(part, folded)
        ]
        return Query.disjunction_max_query(queries, TIE) if queries else Query.empty_query()

    def _endings(self, part: str, prefix: str) -> Iterator[str]:
        terms = self.index.searcher.terms_with_prefix(part, prefix)
        return (term for term, _ in sorted(terms, key=lambda one: -one[1])[:MOST_ENDINGS])

    def _phrase(self, words: Sequence[str]) -> Query:
        if len(words) == 1:
            return self._word(words[0])
        folded = [fold(word) for word in words]
        return Query.disjunction_max_query(
            [
                Query.boost_query(Query.phrase_query(self.index.schema, part, list(folded)), weight)
                for part, weight in self.parts.items()
            ],
            TIE,
        )

    def _provisions(self, node: Provisions) -> Query:
        coded = Query.term_set_query(self.index.schema, "provision", list(node.codes))
        phrase = self._phrase(tuple(split(node.said)))
        return Query.disjunction_max_query([Query.const_score_query(coded, 1.0), phrase], TIE)


def _optional(part: Node) -> bool:
    return isinstance(part, Word) and not part.prefix and is_small(part.text)


def required_words(tree: Node | None) -> tuple[Word, ...]:
    """The single words that all must be found, when the reader joined them by nothing but spaces; else none."""
    if not isinstance(tree, All) or tree.typed:
        return ()
    return tuple(part for part in tree.parts if isinstance(part, Word) and not _optional(part))


class Choices:
    """The choices of a reader: for every facet the codes chosen, and the period."""

    def __init__(self, view: View, index: Index, scope: Scope, languages: Sequence[str]) -> None:
        self._index = index
        self._scope = scope
        meetings = () if ANY_MEETING in scope.meetings else scope.meetings
        self.codes: Mapping[str, Sequence[str]] = {
            "state": search_states(view, scope) if scope.limits_states else (),
            "provision": scope.provisions,
            "theme": scope.themes,
            "line": scope.lines,
            "assessment": scope.assessments,
            "voice": scope.voices,
            "meeting": meetings,
            "language": languages,
        }

    @property
    def made(self) -> tuple[str, ...]:
        """The facets in which something is chosen; `period` for days."""
        facets = [name for name in FACETS if self.codes[name] or (name == "state" and self._scope.limits_states)]
        return (*facets, *(["period"] if self._scope.since or self._scope.until else []))

    def query(self, question: Query, kind: str | None, leave_out: str | None = None) -> Query:
        """What fits the question and all choices but that of the facet left out; of any kind but provisions if None,
        where something is chosen that does not apply to them.
        """
        clauses = [(Occur.Must, question)]
        if kind is not None:
            clauses.append((Occur.Must, self._one_of("kind", [kind])))
        made = [name for name in self.made if name != leave_out and (kind != "provision" or name in OF_PROVISIONS)]
        clauses += [
            (Occur.Must, self._period() if name == "period" else self._one_of(name, self.codes[name])) for name in made
        ]
        if "provision" in made and "assessment" in made:
            # The assessment must be made on the provision chosen, as everywhere.
            clauses.append((Occur.Must, self.coded(self.codes["provision"], self.codes["assessment"])))
        return Query.boolean_query(clauses)

    def coded(self, provisions: Sequence[str], assessments: Sequence[str]) -> Query:
        """What has one of the assessments on one of the provisions."""
        return self._one_of("coded", [f"{one}|{other}" for one in provisions for other in assessments])

    def _one_of(self, field: str, codes: Sequence[str]) -> Query:
        if not codes:
            return Query.empty_query()
        return Query.const_score_query(Query.term_set_query(self._index.schema, field, list(codes)), 0.0)

    def _period(self) -> Query:
        clauses = []
        if self._scope.since:
            clauses.append((Occur.Must, self._days("last_date", since=self._scope.since)))
        if self._scope.until:
            clauses.append((Occur.Must, self._days("first_date", until=self._scope.until)))
        return Query.const_score_query(Query.boolean_query(clauses), 0.0)

    def _days(self, field: str, since: date | None = None, until: date | None = None) -> Query:
        since_day = (since - date(1970, 1, 1)).days if since else None
        until_day = (until - date(1970, 1, 1)).days if until else None
        return Query.range_query(self._index.schema, field, FieldType.Integer, since_day, until_day)
